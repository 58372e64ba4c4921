-- What the pages of the bureau look for, beside what the acts need. Trades pay for one index by day;
-- a request, of which a day's settlement is one, for an index by time.

-- The trail, newest first, and by period.
CREATE INDEX request_time ON ledger.request (at, id);
-- Chinese words of a reason and names of people, for requests people made; programs' are left out.
CREATE INDEX request_words ON ledger.request USING gin (public.text_grams(actor_name || ' ' || reason))
  WHERE client = 'registry';
-- Every act but trades, by kind and newest first.
CREATE INDEX entry_act ON ledger.entry (act, id) WHERE act <> 'settle';
-- What happened to an account itself.
CREATE INDEX entry_account_life ON ledger.entry ((detail -> 'account'))
  WHERE act IN ('open_account', 'suspend_account', 'resume_account', 'close_account');
-- Entries of a period of business dates, newest first, exactly: some are written down later than
-- their day. The only index here that a trade pays for, at the right edge of the tree.
CREATE INDEX entry_day ON ledger.entry (on_date, id);
-- Documents of freezes and reservations, by their words; sell orders are left out.
CREATE INDEX hold_document ON ledger.hold USING gin (public.text_grams(document)) WHERE kind <> 'order';

-- Who holds what, for a list: balances and open holds alike.
CREATE VIEW ledger.position AS
  SELECT account::text || '-' || batch || '-' || bucket AS id, account, batch, bucket,
    NULL::bigint AS hold, in_t - out_t AS quantity_t
  FROM ledger.holding WHERE in_t > out_t
  UNION ALL
  SELECT account::text || '-' || batch || '-h' || id, account, batch, bucket, id, in_t - out_t
  FROM ledger.hold WHERE status = 'open' AND in_t > out_t;
COMMENT ON VIEW ledger.position IS 'tonnes of one batch in one place of one account; terminal buckets included, empty places left out';
