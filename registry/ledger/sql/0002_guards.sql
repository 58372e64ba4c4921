-- Laws 4, 5, 6 and 7, and the rule that only a move changes a place.
-- Guards cost nothing on the permitted path: they are statement triggers, or row triggers whose
-- WHEN clause is false.

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
CREATE TRIGGER law_2_only_moves BEFORE INSERT OR UPDATE ON ledger.block
  FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0)
  EXECUTE FUNCTION ledger.break_law('2 only a move changes a place');

-- Laws 1 and 2: a block may shrink or change hands, never grow or be re-keyed.
CREATE TRIGGER law_1_no_growth BEFORE UPDATE ON ledger.block
  FOR EACH ROW WHEN (NEW.batch <> OLD.batch OR NEW.first <> OLD.first OR NEW.last > OLD.last)
  EXECUTE FUNCTION ledger.break_law('1 blocks never overlap');

-- Law 5: nothing leaves retired or cancelled.
CREATE TRIGGER law_5_terminal BEFORE UPDATE ON ledger.block
  FOR EACH ROW WHEN (OLD.bucket IN ('retired', 'cancelled'))
  EXECUTE FUNCTION ledger.break_law('5 retired and cancelled are final');

-- Law 3: balances change only by moves, and stay equal to their blocks.
CREATE TRIGGER law_3_only_moves BEFORE UPDATE ON ledger.holding
  FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND
    (NEW.account, NEW.batch, NEW.bucket, NEW.in_t, NEW.out_t, NEW.bought_t, NEW.bought_on)
    IS DISTINCT FROM
    (OLD.account, OLD.batch, OLD.bucket, OLD.in_t, OLD.out_t, OLD.bought_t, OLD.bought_on))
  EXECUTE FUNCTION ledger.break_law('3 a holding equals its blocks');
CREATE TRIGGER law_3_born_empty BEFORE INSERT ON ledger.holding
  FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND
    (NEW.in_t <> 0 OR NEW.out_t <> 0 OR NEW.bought_t <> 0 OR NEW.bought_on IS NOT NULL))
  EXECUTE FUNCTION ledger.break_law('3 a holding equals its blocks');
CREATE TRIGGER law_3_no_delete BEFORE DELETE OR TRUNCATE ON ledger.holding
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.break_law('3 a holding equals its blocks');
CREATE TRIGGER law_3_only_moves BEFORE UPDATE ON ledger.hold
  FOR EACH ROW WHEN (
    (NEW.id, NEW.uuid, NEW.kind, NEW.account, NEW.batch, NEW.bucket, NEW.requested_t, NEW.rank, NEW.entry)
    IS DISTINCT FROM
    (OLD.id, OLD.uuid, OLD.kind, OLD.account, OLD.batch, OLD.bucket, OLD.requested_t, OLD.rank, OLD.entry)
    OR OLD.status <> 'open'
    OR (pg_trigger_depth() = 0 AND (NEW.in_t, NEW.out_t) IS DISTINCT FROM (OLD.in_t, OLD.out_t)))
  EXECUTE FUNCTION ledger.break_law('3 a hold equals its blocks');
CREATE TRIGGER law_3_born_empty BEFORE INSERT ON ledger.hold
  FOR EACH ROW WHEN (NEW.in_t <> 0 OR NEW.out_t <> 0)
  EXECUTE FUNCTION ledger.break_law('3 a hold equals its blocks');
CREATE TRIGGER law_3_no_delete BEFORE DELETE OR TRUNCATE ON ledger.hold
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.break_law('3 a hold equals its blocks');

-- An account keeps its identity for ever; only its status changes.
CREATE TRIGGER account_identity BEFORE UPDATE ON ledger.account
  FOR EACH ROW WHEN (
    (NEW.id, NEW.uuid, NEW.number, NEW.programme, NEW.kind, NEW.holder_kind, NEW.holder_uuid, NEW.opened_at)
    IS DISTINCT FROM
    (OLD.id, OLD.uuid, OLD.number, OLD.programme, OLD.kind, OLD.holder_kind, OLD.holder_uuid, OLD.opened_at)
    OR OLD.status = 'closed')
  EXECUTE FUNCTION ledger.break_law('an account keeps its identity; a closed one stays closed');
CREATE TRIGGER account_no_delete BEFORE DELETE OR TRUNCATE ON ledger.account
  FOR EACH STATEMENT EXECUTE FUNCTION ledger.break_law('an account is never removed');
