-- Laws 1 and 2: the blocks of a batch tile 1..quantity for ever, with neither gap nor overlap.
--
-- Checked after every statement that writes blocks. Only a written block and its neighbours can
-- have become wrong, so each written block must meet its successor exactly, and each inserted one
-- its predecessor too. This is safe between clients because a serial is always covered by one
-- committed row: to write inside it that row must shrink first, which takes its row lock, and
-- rows never grow, move or disappear (guards). Two probes of the primary key a row.

CREATE FUNCTION ledger.check_tiling() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ledger.law_broken('1 and 2: blocks tile the batch and only a move changes a place',
    jsonb_build_object('batch', n.batch, 'first', n.first, 'last', n.last))
  FROM written n
  WHERE pg_trigger_depth() < 2
     OR coalesce(
          (SELECT s.first FROM ledger.block s
           WHERE s.batch = n.batch AND s.first > n.first ORDER BY s.first LIMIT 1),
          (SELECT b.quantity_t + 1 FROM ledger.batch b WHERE b.id = n.batch))
        IS DISTINCT FROM n.last + 1
     OR (TG_OP = 'INSERT' AND coalesce(
          (SELECT p.last FROM ledger.block p
           WHERE p.batch = n.batch AND p.first < n.first ORDER BY p.first DESC LIMIT 1), 0)
        <> n.first - 1)
     OR (n.bucket IN ('reserved', 'frozen')) <> (n.hold IS NOT NULL)
     OR (n.hold IS NULL) <> (n.origin IS NULL)
     OR n.quantity_t <> n.last - n.first + 1;
  RETURN NULL;
END$$;

CREATE TRIGGER law_1_2_tiling_insert AFTER INSERT ON ledger.block
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_tiling();
CREATE TRIGGER law_1_2_tiling_update AFTER UPDATE ON ledger.block
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_tiling();

-- A new batch is one block in the system account's bucket `unissued`.
CREATE FUNCTION ledger.lay_first_block() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger.holding (account, batch, bucket, in_t)
  VALUES (NEW.home, NEW.id, 'unissued', NEW.quantity_t);
  INSERT INTO ledger.block (batch, first, last, account, bucket, quantity_t)
  VALUES (NEW.id, 1, NEW.quantity_t, NEW.home, 'unissued', NEW.quantity_t);
  RETURN NULL;
END$$;
CREATE TRIGGER law_2_first_block AFTER INSERT ON ledger.batch
  FOR EACH ROW EXECUTE FUNCTION ledger.lay_first_block();
