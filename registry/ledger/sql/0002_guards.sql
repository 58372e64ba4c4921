-- Laws 4, 5, 6 and 7, and the rule that only a move changes a place.
-- On the permitted path guards are all but free: statement triggers without WHEN, because a WHEN
-- clause, like a CHECK, is parsed anew at each statement.

CREATE FUNCTION ledger.refuse(code text, params jsonb DEFAULT '{}') RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'LE001', MESSAGE = code, DETAIL = params::text;
END$$;
COMMENT ON FUNCTION ledger.refuse IS 'refuse an act with a stable code; nothing is changed';

CREATE FUNCTION ledger.break_law() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'LE002', MESSAGE = 'law_broken',
    DETAIL = jsonb_build_object('law', TG_ARGV[0], 'table', TG_TABLE_NAME, 'act', TG_OP)::text;
END$$;
COMMENT ON FUNCTION ledger.break_law IS 'the answer of every guard: the law named in its argument forbids this';

CREATE FUNCTION ledger.law_broken(law text, facts jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'LE002', MESSAGE = 'law_broken',
    DETAIL = (jsonb_build_object('law', law) || facts)::text;
END$$;

-- Law 4: requests, entries and moves are written once and never touched again.
CREATE TRIGGER law_4 BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.request
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.break_law('4 append-only');
CREATE TRIGGER law_4 BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.entry
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.break_law('4 append-only');
CREATE TRIGGER law_4 BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.move
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.break_law('4 append-only');

-- Law 7: a batch never changes.
CREATE TRIGGER law_7 BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.batch
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.break_law('7 a batch never changes');

-- Law 2: blocks are never removed, and only a move (or a new batch) writes them.
CREATE TRIGGER law_2_no_delete BEFORE DELETE OR TRUNCATE ON ledger.block
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.break_law('2 blocks tile the batch');

-- Laws 1 and 5: a block may shrink or change hands, never grow or be re-keyed; nothing leaves
-- retired or cancelled. (That only a move writes blocks is checked with the tiling, 0003.)
CREATE TRIGGER law_1_5_no_growth BEFORE UPDATE ON ledger.block
  FOR EACH ROW WHEN (NEW.batch <> OLD.batch OR NEW.first <> OLD.first OR NEW.last > OLD.last
    OR OLD.bucket >= 'retired')
  EXECUTE FUNCTION ledger.break_law('1 blocks never overlap, 5 retired and cancelled are final');

-- Law 3: balances change only by moves, and stay equal to their blocks.
CREATE FUNCTION ledger.only_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    PERFORM ledger.law_broken('3 balances equal their blocks', jsonb_build_object('table', TG_TABLE_NAME, 'act', TG_OP));
  END IF;
  RETURN NULL;
END$$;
COMMENT ON FUNCTION ledger.only_moves IS 'refuses a direct write; inside apply_moves the depth is two';

CREATE TRIGGER law_3_only_moves
  BEFORE UPDATE OF account, batch, bucket, in_t, out_t, bought_t, bought_on ON ledger.holding
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.only_moves();
CREATE TRIGGER law_3_born_empty BEFORE INSERT ON ledger.holding
  FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND
    (NEW.in_t <> 0 OR NEW.out_t <> 0 OR NEW.bought_t <> 0 OR NEW.bought_on IS NOT NULL))
  EXECUTE FUNCTION ledger.break_law('3 a holding equals its blocks');
CREATE TRIGGER law_3_no_delete BEFORE DELETE OR TRUNCATE ON ledger.holding
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.break_law('3 a holding equals its blocks');
CREATE TRIGGER law_3_only_moves BEFORE UPDATE OF in_t, out_t ON ledger.hold
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.only_moves();
CREATE TRIGGER hold_identity
  BEFORE UPDATE OF id, uuid, kind, account, batch, bucket, requested_t, rank, opened_on, entry ON ledger.hold
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.break_law('a hold keeps its identity');
CREATE TRIGGER hold_ended BEFORE UPDATE ON ledger.hold
  FOR EACH ROW WHEN (OLD.status <> 'open') EXECUTE FUNCTION ledger.break_law('an ended hold stays ended');
CREATE TRIGGER law_3_born_empty BEFORE INSERT ON ledger.hold
  FOR EACH ROW WHEN (NEW.in_t <> 0 OR NEW.out_t <> 0)
  EXECUTE FUNCTION ledger.break_law('3 a hold equals its blocks');
CREATE TRIGGER law_3_no_delete BEFORE DELETE OR TRUNCATE ON ledger.hold
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.break_law('3 a hold equals its blocks');

-- An account keeps its identity for ever; only its status changes.
CREATE TRIGGER account_identity BEFORE UPDATE ON ledger.account
  FOR EACH ROW WHEN (
    (NEW.id, NEW.uuid, NEW.number, NEW.ordinal, NEW.programme, NEW.kind, NEW.holder_kind, NEW.holder_uuid, NEW.opened_at)
    IS DISTINCT FROM
    (OLD.id, OLD.uuid, OLD.number, OLD.ordinal, OLD.programme, OLD.kind, OLD.holder_kind, OLD.holder_uuid, OLD.opened_at)
    OR OLD.status = 'closed')
  EXECUTE FUNCTION ledger.break_law('an account keeps its identity; a closed one stays closed');
CREATE TRIGGER account_no_delete BEFORE DELETE OR TRUNCATE ON ledger.account
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.break_law('an account is never removed');
