-- An application is what the applicant sent: it is decided once, never rewritten, never removed, and its
-- papers are what they were.

CREATE FUNCTION organisations_refuse() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are kept as they are', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'organisations_enrolment_kept';
END $$;

CREATE FUNCTION organisations_guard_enrolment() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'submitted' THEN
            RAISE EXCEPTION 'an application begins as submitted'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'organisations_enrolment_begins';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.status <> 'submitted' THEN
        RAISE EXCEPTION 'application % is decided', OLD.uuid
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'organisations_enrolment_decided_once';
    END IF;
    -- Its outcome is all that may be added; an organisation once named stays.
    IF to_jsonb(NEW) - 'status' - 'organisation_id' <> to_jsonb(OLD) - 'status' - 'organisation_id'
       OR OLD.organisation_id IS NOT NULL AND NEW.organisation_id IS DISTINCT FROM OLD.organisation_id THEN
        RAISE EXCEPTION 'application % was sent as it is', OLD.uuid
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'organisations_enrolment_as_sent';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER organisations_guard_enrolment BEFORE INSERT OR UPDATE ON organisations_enrolment
    FOR EACH ROW EXECUTE FUNCTION organisations_guard_enrolment();
CREATE TRIGGER organisations_keep_enrolment BEFORE DELETE ON organisations_enrolment
    FOR EACH ROW EXECUTE FUNCTION organisations_refuse();
CREATE TRIGGER organisations_keep_enrolments BEFORE TRUNCATE ON organisations_enrolment
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_refuse();

ALTER TABLE organisations_enrolmentpaper
    ADD CONSTRAINT organisations_paper_hash CHECK (sha256 = encode(sha256(content), 'hex')),
    ADD CONSTRAINT organisations_paper_size CHECK (
        size_bytes = octet_length(content) AND size_bytes BETWEEN 1 AND 10485760);

CREATE FUNCTION organisations_guard_paper() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    -- The lock keeps the decision out while a paper is being added.
    PERFORM 1 FROM organisations_enrolment
      WHERE uuid = NEW.enrolment_id AND status = 'submitted' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'papers are added before the decision'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'organisations_papers_before';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER organisations_guard_paper BEFORE INSERT ON organisations_enrolmentpaper
    FOR EACH ROW EXECUTE FUNCTION organisations_guard_paper();
CREATE TRIGGER organisations_keep_paper BEFORE UPDATE OR DELETE ON organisations_enrolmentpaper
    FOR EACH ROW EXECUTE FUNCTION organisations_refuse();
CREATE TRIGGER organisations_keep_papers BEFORE TRUNCATE ON organisations_enrolmentpaper
    FOR EACH STATEMENT EXECUTE FUNCTION organisations_refuse();
