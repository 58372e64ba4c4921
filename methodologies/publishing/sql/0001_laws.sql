-- Laws of methodologies, kept by the database whatever program writes.
--
-- 1. The hash of a definition is that of its text; changing the text undoes proof and confirmation, and
--    once laid open (公示) the text no longer changes.
-- 2. What was submitted stays: names, codes and compilers of a version change in its draft only.
-- 3. A published version never changes; it ends once. A state "published" has its published row.
-- 4. A methodology keeps programme and code, and once a version was published all of its row.
-- 5. An expert's vote follows a declaration without conflict, is cast by the expert's own step while the
--    panel sits, and never changes. Reviews are kept.

CREATE FUNCTION publishing_refuse() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: methodologies and their reviews are kept', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'publishing_kept';
END $$;

ALTER TABLE publishing_methodologyversion ADD CONSTRAINT publishing_definition_hash CHECK (
    (definition = '' AND definition_sha256 = '')
    OR (definition <> '' AND definition_sha256 = encode(sha256(convert_to(definition, 'UTF8')), 'hex')));

-- Laws 1 to 3. The case's own row is written before this one, so its state here is the new state.
CREATE FUNCTION publishing_guard_version() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    the_state text;
    the_work text[] := ARRAY['definition', 'definition_sha256', 'proved_at', 'confirmed_at', 'confirmed_by',
                             'review_round', 'published_on', 'effective_from', 'ended_on'];
BEGIN
    IF OLD.published_on IS NOT NULL THEN
        IF to_jsonb(NEW) - 'ended_on' IS DISTINCT FROM to_jsonb(OLD) - 'ended_on'
           OR (OLD.ended_on IS NOT NULL AND NEW.ended_on IS DISTINCT FROM OLD.ended_on)
        THEN
            RAISE EXCEPTION 'version % is published and stays as it is', OLD.version_code
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'publishing_published_stays';
        END IF;
        RETURN NEW;
    END IF;
    SELECT state INTO the_state FROM casework_case WHERE uuid = OLD.case_ptr_id;
    IF NEW.definition <> OLD.definition THEN
        IF the_state NOT IN ('draft', 'submitted', 'expert_review') THEN
            RAISE EXCEPTION 'the definition of % was laid open', OLD.version_code
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'publishing_definition_laid_open';
        END IF;
        IF NEW.proved_at IS NOT NULL OR NEW.confirmed_at IS NOT NULL THEN
            RAISE EXCEPTION 'a changed definition is neither proved nor confirmed'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'publishing_change_unproves';
        END IF;
    END IF;
    IF NEW.methodology_id <> OLD.methodology_id
       OR (the_state <> 'draft' AND to_jsonb(NEW) - the_work IS DISTINCT FROM to_jsonb(OLD) - the_work)
    THEN
        RAISE EXCEPTION 'what was submitted of % stays', OLD.version_code
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'publishing_submitted_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publishing_guard_version BEFORE UPDATE ON publishing_methodologyversion
    FOR EACH ROW EXECUTE FUNCTION publishing_guard_version();

CREATE FUNCTION publishing_guard_compilers() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    the_version uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.methodologyversion_id
                             ELSE NEW.methodologyversion_id END;
BEGIN
    IF TG_OP = 'UPDATE' OR (SELECT state FROM casework_case WHERE uuid = the_version) <> 'draft' THEN
        RAISE EXCEPTION 'compilers are named in the draft'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'publishing_submitted_stays';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publishing_guard_compilers
    BEFORE INSERT OR UPDATE OR DELETE ON publishing_methodologyversion_co_compilers
    FOR EACH ROW EXECUTE FUNCTION publishing_guard_compilers();

CREATE FUNCTION publishing_guard_case() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'version % is published and stays as it is', OLD.number
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'publishing_published_stays';
END $$;
CREATE TRIGGER publishing_guard_case BEFORE UPDATE ON casework_case
    FOR EACH ROW WHEN (OLD.kind = 'methodology' AND OLD.state = 'published'
        AND (NEW.title, NEW.applicant_id, NEW.district_id, NEW.programme_id)
            IS DISTINCT FROM (OLD.title, OLD.applicant_id, OLD.district_id, OLD.programme_id))
    EXECUTE FUNCTION publishing_guard_case();

-- Asked at commit, of both rows as they are then.
CREATE FUNCTION publishing_state_has_dates() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    the_version uuid := CASE WHEN TG_TABLE_NAME = 'casework_case' THEN to_jsonb(NEW) ->> 'uuid'
                             ELSE to_jsonb(NEW) ->> 'case_ptr_id' END;
BEGIN
    IF EXISTS (
        SELECT 1 FROM casework_case c JOIN publishing_methodologyversion v ON v.case_ptr_id = c.uuid
        WHERE c.uuid = the_version
          AND ((v.published_on IS NOT NULL) <> (c.state IN ('published', 'superseded', 'abolished'))
               OR (v.ended_on IS NOT NULL) <> (c.state IN ('superseded', 'abolished'))))
    THEN
        RAISE EXCEPTION 'state and dates of publication of % do not agree', the_version
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'publishing_state_has_dates';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER publishing_state_has_dates AFTER UPDATE ON casework_case
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind = 'methodology' AND NEW.state IS DISTINCT FROM OLD.state)
    EXECUTE FUNCTION publishing_state_has_dates();
CREATE CONSTRAINT TRIGGER publishing_dates_have_state AFTER INSERT OR UPDATE ON publishing_methodologyversion
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.published_on IS NOT NULL)
    EXECUTE FUNCTION publishing_state_has_dates();

-- Law 4.
CREATE FUNCTION publishing_guard_methodology() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.programme_id, NEW.code) IS DISTINCT FROM (OLD.programme_id, OLD.code)
       OR (to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD) AND EXISTS (
            SELECT 1 FROM publishing_methodologyversion
            WHERE methodology_id = OLD.id AND published_on IS NOT NULL))
    THEN
        RAISE EXCEPTION 'methodology % stays as it is', OLD.code
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'publishing_methodology_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publishing_guard_methodology BEFORE UPDATE ON publishing_methodology
    FOR EACH ROW EXECUTE FUNCTION publishing_guard_methodology();
CREATE TRIGGER publishing_keep_methodology BEFORE DELETE ON publishing_methodology
    FOR EACH ROW EXECUTE FUNCTION publishing_refuse();

-- Law 5.
CREATE FUNCTION publishing_guard_review() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    sits boolean;
    later text[] := ARRAY['declared_at', 'conflict', 'left_at', 'scores', 'opinion', 'vote',
                          'definition_sha256', 'voted_at'];
BEGIN
    SELECT c.state = 'expert_review' AND v.review_round = NEW.round
           AND (NEW.vote = '' OR NEW.definition_sha256 = v.definition_sha256) INTO sits
    FROM publishing_methodologyversion v JOIN casework_case c ON c.uuid = v.case_ptr_id
    WHERE v.case_ptr_id = NEW.version_id;
    IF TG_OP = 'INSERT' THEN
        IF NEW.vote <> '' OR NEW.left_at IS NOT NULL THEN
            RAISE EXCEPTION 'a review begins without a vote'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'publishing_review_begins';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.vote <> '' OR OLD.left_at IS NOT NULL
       OR to_jsonb(NEW) - later IS DISTINCT FROM to_jsonb(OLD) - later
       OR (OLD.declared_at IS NOT NULL
           AND (NEW.declared_at, NEW.conflict) IS DISTINCT FROM (OLD.declared_at, OLD.conflict))
    THEN
        RAISE EXCEPTION 'a vote or declaration once given never changes'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'publishing_review_stays';
    END IF;
    IF sits IS NOT TRUE THEN
        RAISE EXCEPTION 'the panel of this round does not sit'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'publishing_panel_sits';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER publishing_guard_review BEFORE INSERT OR UPDATE ON publishing_expertreview
    FOR EACH ROW EXECUTE FUNCTION publishing_guard_review();
CREATE TRIGGER publishing_keep_review BEFORE DELETE ON publishing_expertreview
    FOR EACH ROW EXECUTE FUNCTION publishing_refuse();
CREATE TRIGGER publishing_keep_reviews BEFORE TRUNCATE ON publishing_expertreview
    FOR EACH STATEMENT EXECUTE FUNCTION publishing_refuse();

CREATE FUNCTION publishing_vote_has_event() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM casework_event
        WHERE case_id = NEW.version_id AND step = 'vote' AND party = 'expert'
          AND actor_id = NEW.expert_id AND written_in = pg_current_xact_id())
    THEN
        RAISE EXCEPTION 'a vote is cast by the expert'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'publishing_vote_has_event';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER publishing_vote_has_event AFTER UPDATE ON publishing_expertreview
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.vote = '' AND NEW.vote <> '')
    EXECUTE FUNCTION publishing_vote_has_event();
