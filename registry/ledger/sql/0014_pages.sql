-- What the pages of the bureau look for, beside what the acts need. Each index costs the writing
-- path little or nothing (docs/benchmarks.md): an entry pays for one that is partial and leaves out
-- trades, a request for one in the order of time.

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
-- Entries by business date: ranges of pages, for they are written nearly in that order.
CREATE INDEX entry_day ON ledger.entry USING brin (on_date) WITH (pages_per_range = 32, autosummarize = on);
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
