-- Laws of cases, kept by the database whatever program writes.
--
-- 1. The state of a case moves only along casework_move, which each kind fills by migration.
-- 2. A case is born in draft, and every move has an event (who, why) written in the same transaction.
-- 3. A case whose state leads nowhere is closed: nothing in it or in its kind's own row changes.
-- 4. Kind, creator and, once given, number never change; nor does the programme after a number is given.
-- 5. Events, files, letters, comments are written once; a comment's answer and a correction's answer
--    are added once. Nothing is deleted or truncated.

CREATE TABLE casework_move (
    kind   text NOT NULL,
    source text NOT NULL,
    target text NOT NULL,
    PRIMARY KEY (kind, source, target)
);
COMMENT ON TABLE casework_move IS 'Which state may follow which, by kind of case; written by migrations only';

ALTER TABLE casework_event ADD COLUMN written_in xid8 NOT NULL DEFAULT pg_current_xact_id();

CREATE FUNCTION casework_refuse() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: what happened in a case is kept', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'casework_kept';
END $$;

CREATE FUNCTION casework_is_closed(the_kind text, the_state text) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (SELECT 1 FROM casework_move WHERE kind = the_kind AND source = the_state)
$$;

CREATE FUNCTION casework_guard_case() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'draft' THEN
            RAISE EXCEPTION 'a case begins as a draft'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'casework_begins_as_draft';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.uuid, NEW.kind, NEW.created_at, NEW.created_by_id)
       IS DISTINCT FROM (OLD.uuid, OLD.kind, OLD.created_at, OLD.created_by_id)
       OR (OLD.number IS NOT NULL AND (NEW.number, NEW.programme_id)
           IS DISTINCT FROM (OLD.number, OLD.programme_id))
    THEN
        RAISE EXCEPTION 'kind, creator, number and programme of a case stay'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'casework_identity_stays';
    END IF;
    IF casework_is_closed(OLD.kind, OLD.state) THEN
        RAISE EXCEPTION 'case % is closed (%)', OLD.number, OLD.state
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'casework_closed';
    END IF;
    IF NEW.state <> OLD.state AND NOT EXISTS (
        SELECT 1 FROM casework_move
        WHERE kind = OLD.kind AND source = OLD.state AND target = NEW.state)
    THEN
        RAISE EXCEPTION 'a % does not go from % to %', OLD.kind, OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'casework_moves_as_declared';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER casework_guard_case BEFORE INSERT OR UPDATE ON casework_case
    FOR EACH ROW EXECUTE FUNCTION casework_guard_case();
CREATE TRIGGER casework_keep_case BEFORE DELETE ON casework_case
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER casework_keep_cases BEFORE TRUNCATE ON casework_case
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();

-- Law 2 is asked at commit, when event and move are both there.
CREATE FUNCTION casework_move_has_event() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    from_state text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.state ELSE '' END;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM casework_event
        WHERE case_id = NEW.uuid AND source = from_state AND target = NEW.state
          AND written_in = pg_current_xact_id())
    THEN
        RAISE EXCEPTION 'case % moved from % to % without an event', NEW.uuid, from_state, NEW.state
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'casework_move_has_event';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER casework_birth_has_event AFTER INSERT ON casework_case
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION casework_move_has_event();
CREATE CONSTRAINT TRIGGER casework_move_has_event AFTER UPDATE ON casework_case
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION casework_move_has_event();

CREATE FUNCTION casework_guard_event() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.written_in := pg_current_xact_id();
    IF btrim(NEW.reason) = '' OR btrim(NEW.actor_name) = '' THEN
        RAISE EXCEPTION 'an event names a person and a reason'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'casework_event_named';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER casework_guard_event BEFORE INSERT ON casework_event
    FOR EACH ROW EXECUTE FUNCTION casework_guard_event();

-- The row that a kind adds to the case (multi-table inheritance) is closed with it. Installed by
-- registry.casework.laws.close_with_case on each such table; the row's key is case_ptr_id.
CREATE FUNCTION casework_guard_kind() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    found casework_case%ROWTYPE;
BEGIN
    SELECT * INTO found FROM casework_case WHERE uuid = OLD.case_ptr_id;
    IF casework_is_closed(found.kind, found.state) AND NOT EXISTS (
        SELECT 1 FROM casework_event
        WHERE case_id = OLD.case_ptr_id AND target = found.state AND source <> found.state
          AND written_in = pg_current_xact_id())
    THEN
        RAISE EXCEPTION 'case % is closed (%)', found.number, found.state
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'casework_closed';
    END IF;
    RETURN NEW;
END $$;

-- Law 5.
CREATE TRIGGER casework_keep_event BEFORE UPDATE OR DELETE ON casework_event
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER casework_keep_events BEFORE TRUNCATE ON casework_event
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER casework_keep_file BEFORE UPDATE OR DELETE ON casework_casefile
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER casework_keep_files BEFORE TRUNCATE ON casework_casefile
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER casework_keep_letter BEFORE UPDATE OR DELETE ON casework_caseletter
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER casework_keep_letters BEFORE TRUNCATE ON casework_caseletter
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();

ALTER TABLE casework_casefile
    ADD CONSTRAINT casework_file_hash CHECK (sha256 = encode(sha256(content), 'hex')),
    ADD CONSTRAINT casework_file_size CHECK (
        size_bytes = octet_length(content) AND size_bytes BETWEEN 1 AND 10485760);

CREATE FUNCTION casework_guard_answer() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    the_answer text[] := ARRAY['answer', 'answered_by', 'answered_at'];
BEGIN
    IF OLD.answered_at IS NOT NULL OR NEW.answered_at IS NULL OR btrim(NEW.answer) = ''
       OR to_jsonb(NEW) - the_answer IS DISTINCT FROM to_jsonb(OLD) - the_answer
    THEN
        RAISE EXCEPTION 'only an answer is added to %, once', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'casework_answered_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER casework_answer_comment BEFORE UPDATE ON casework_comment
    FOR EACH ROW EXECUTE FUNCTION casework_guard_answer();
CREATE TRIGGER casework_keep_comment BEFORE DELETE ON casework_comment
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER casework_keep_comments BEFORE TRUNCATE ON casework_comment
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER casework_answer_correction BEFORE UPDATE ON casework_correction
    FOR EACH ROW EXECUTE FUNCTION casework_guard_answer();
CREATE TRIGGER casework_keep_correction BEFORE DELETE ON casework_correction
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER casework_keep_corrections BEFORE TRUNCATE ON casework_correction
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER casework_keep_participant BEFORE DELETE ON casework_participant
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER casework_keep_notice BEFORE DELETE ON casework_notice
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER casework_keep_clock BEFORE DELETE ON casework_clock
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();

-- Lists are searched by words of one, two or more characters (text_grams in governance.audit.trail).
CREATE INDEX casework_case_words ON casework_case USING gin (
  public.text_grams(title), public.text_grams(number));

-- The table of moves is written by whoever migrates, nobody else.
CREATE FUNCTION casework_guard_moves() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' OR current_user <> (
        SELECT tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename = 'casework_move')
    THEN
        RAISE EXCEPTION 'moves of cases are declared by migrations'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'casework_moves_declared';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER casework_guard_moves BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON casework_move
    FOR EACH STATEMENT EXECUTE FUNCTION casework_guard_moves();
