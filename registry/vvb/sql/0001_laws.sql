-- Laws of engagements and findings, kept by the database whatever program writes.
--
-- 1. Who is engaged in what, by whom, never changes; nor does a declaration once made.
-- 2. An engagement that was signed or has ended never changes, nor do its findings.
-- 3. It is not signed while a CAR or CL of it is open.
-- 4. Kind, number, words and author of a finding never change; nor does anything in a closed one.
-- 5. Nothing is deleted or truncated.

CREATE FUNCTION vvb_guard_engagement() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.signed_at IS NOT NULL OR NEW.ended_at IS NOT NULL THEN
            RAISE EXCEPTION 'an engagement begins unsigned'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'vvb_begins_unsigned';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.signed_at IS NOT NULL OR OLD.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'engagement % was signed or has ended', OLD.uuid
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'vvb_signed_stays';
    END IF;
    IF (NEW.uuid, NEW.case_id, NEW.organisation_id, NEW.role, NEW.mode, NEW.named_at, NEW.named_by_id,
        NEW.named_by)
       IS DISTINCT FROM (OLD.uuid, OLD.case_id, OLD.organisation_id, OLD.role, OLD.mode, OLD.named_at,
        OLD.named_by_id, OLD.named_by)
       OR (OLD.declared_at IS NOT NULL AND (NEW.declared_at, NEW.declared_by_id, NEW.declared_by)
           IS DISTINCT FROM (OLD.declared_at, OLD.declared_by_id, OLD.declared_by))
    THEN
        RAISE EXCEPTION 'who is engaged, and what was declared, stays'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'vvb_engagement_stays';
    END IF;
    IF NEW.signed_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM vvb_finding
        WHERE engagement_id = OLD.uuid AND kind <> 'FAR' AND closed_at IS NULL)
    THEN
        RAISE EXCEPTION 'engagement % has open findings', OLD.uuid
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'vvb_findings_open';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER vvb_guard_engagement BEFORE INSERT OR UPDATE ON vvb_engagement
    FOR EACH ROW EXECUTE FUNCTION vvb_guard_engagement();

-- The lock on the engagement's row lets no finding slip in while somebody signs.
CREATE FUNCTION vvb_guard_finding() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    its vvb_engagement%ROWTYPE;
BEGIN
    SELECT * INTO its FROM vvb_engagement WHERE uuid = NEW.engagement_id FOR SHARE;
    IF its.signed_at IS NOT NULL OR its.ended_at IS NOT NULL THEN
        RAISE EXCEPTION 'engagement % was signed or has ended', its.uuid
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'vvb_signed_stays';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.closed_at IS NOT NULL
        OR (NEW.id, NEW.engagement_id, NEW.number, NEW.kind, NEW.text, NEW.raised_by_id, NEW.raised_by,
            NEW.raised_at)
           IS DISTINCT FROM (OLD.id, OLD.engagement_id, OLD.number, OLD.kind, OLD.text,
            OLD.raised_by_id, OLD.raised_by, OLD.raised_at))
    THEN
        RAISE EXCEPTION 'finding % stays as it was raised, and closed once closed', OLD.id
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'vvb_finding_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER vvb_guard_finding BEFORE INSERT OR UPDATE ON vvb_finding
    FOR EACH ROW EXECUTE FUNCTION vvb_guard_finding();

CREATE TRIGGER vvb_keep_engagement BEFORE DELETE ON vvb_engagement
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER vvb_keep_engagements BEFORE TRUNCATE ON vvb_engagement
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER vvb_keep_finding BEFORE DELETE ON vvb_finding
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER vvb_keep_findings BEFORE TRUNCATE ON vvb_finding
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();
