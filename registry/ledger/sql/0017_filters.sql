-- Filters and searches of the bureau's lists. None of these tables is written by a trade, but for a hold
-- that sells; what is indexed of it never changes.

CREATE INDEX account_status ON ledger.account (status, id);
CREATE INDEX account_kind ON ledger.account (kind, id);
CREATE INDEX hold_account ON ledger.hold (account, id);
CREATE INDEX hold_kind ON ledger.hold (kind, id) WHERE kind <> 'order';
CREATE INDEX batch_words ON ledger.batch USING gin (
  public.text_grams(project), public.text_grams(methodology), public.text_grams(external_code));
