-- What the bench needs beside the ledger: the making of its world through the ledger's own functions,
-- and the trades that pgbench takes one after another, each once.

CREATE SCHEMA bench;

CREATE FUNCTION bench.context(p_key text, p_role text, p_on date) RETURNS ledger.context LANGUAGE sql AS $$
  SELECT ROW('bench', p_key, sha256(convert_to(p_key, 'UTF8')), 1, 'bench', p_role, '', 'bench', 'bench', p_key, p_on)::ledger.context
$$;

CREATE FUNCTION bench.open_accounts(p_programme text, p_accounts int, p_on date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  FOR n IN 1 .. p_accounts LOOP
    PERFORM ledger.open_account(bench.context('open-' || n, 'maker', p_on), gen_random_uuid(), p_programme,
      'organisation', gen_random_uuid());
  END LOOP;
END$$;

-- Each batch goes to its own part of the accounts; the first of them, the hot seller, gets p_hot and
-- what does not divide.
CREATE FUNCTION bench.issue(p_programme text, p_batches int, p_total bigint, p_hot bigint, p_on date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  owners int[];
  others int;
  share  bigint;
BEGIN
  FOR n IN 0 .. p_batches - 1 LOOP
    SELECT array_agg(id ORDER BY id) INTO owners FROM ledger.account WHERE kind = 'holder' AND id % p_batches = n;
    others := array_length(owners, 1) - 1;
    share := (p_total - p_hot) / others;
    PERFORM ledger.issue(bench.context('issue-' || n, 'approver', p_on), gen_random_uuid(), p_programme,
      'BENCH-01-V01', 'WORLD-' || n, 2014, NULL, NULL, NULL, '', owners,
      ARRAY[p_total - share * others] || array_fill(share, ARRAY[others]), NULL);
  END LOOP;
END$$;

CREATE FUNCTION bench.deposit_all(p_on date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  h record;
BEGIN
  FOR h IN SELECT account, batch, in_t - out_t AS tonnes FROM ledger.holding
    WHERE bucket = 'available' AND in_t > out_t ORDER BY account, batch
  LOOP
    PERFORM ledger.deposit(bench.context('deposit-' || h.account || '-' || h.batch, 'exchange', p_on),
      h.batch, h.account, h.tonnes, NULL, NULL, NULL);
  END LOOP;
END$$;

CREATE FUNCTION bench.sell_orders(p_account int, p_batch int, p_qty bigint, p_n int, p_on date) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
  holds bigint[] := '{}';
BEGIN
  FOR i IN 1 .. p_n LOOP
    holds := holds || (ledger.hold_units(bench.context('order-' || p_on || '-' || i, 'exchange', p_on), gen_random_uuid(),
      'order', p_batch, p_account, 'trading', p_qty, NULL, NULL, 'order', NULL) ->> 'hold')::bigint;
  END LOOP;
  RETURN holds;
END$$;

CREATE TABLE bench.trade (
  n         int PRIMARY KEY,
  reference text NOT NULL,
  seller    int NOT NULL,
  buyer     int NOT NULL,
  batch     int NOT NULL,
  qty       bigint NOT NULL
);
CREATE SEQUENCE bench.turn;

-- The sell order that each pgbench client draws on when one seller sells through many orders.
CREATE TABLE bench.sell_order (
  client int PRIMARY KEY,
  hold   bigint NOT NULL
);
