-- Laws of maker-checker, kept by the database whatever program writes. (That maker and decider are
-- different people, and what belongs to each status, are check constraints of the table.)
--
-- 1. A proposal begins pending. Nothing in it changes but its end, which is written once.
-- 2. Its documents are added while it is pending, are what their hash says, and never change.
-- 3. A delegation can only be ended, once and not later than it would have ended; it never gives a
--    business role to one of the 三员.
-- 4. Nothing is deleted or truncated.

CREATE FUNCTION approvals_refuse() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: approvals are kept', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'approvals_kept';
END $$;

CREATE FUNCTION approvals_guard_approval() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    the_end text[] := ARRAY['status', 'decider_id', 'decider_name', 'decider_role', 'decider_ip',
                            'decider_for_id', 'decider_for_name', 'decided_at', 'decision_reason',
                            'result'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'pending' THEN
            RAISE EXCEPTION 'a proposal begins pending'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'approvals_begin_pending';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.status <> 'pending' OR NEW.status = 'pending'
       OR to_jsonb(NEW) - the_end IS DISTINCT FROM to_jsonb(OLD) - the_end
    THEN
        RAISE EXCEPTION 'a proposal is decided once and otherwise never changes'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'approvals_decided_once';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER approvals_guard_approval BEFORE INSERT OR UPDATE ON approvals_approval
    FOR EACH ROW EXECUTE FUNCTION approvals_guard_approval();
CREATE TRIGGER approvals_keep_approval BEFORE DELETE ON approvals_approval
    FOR EACH ROW EXECUTE FUNCTION approvals_refuse();
CREATE TRIGGER approvals_keep_approvals BEFORE TRUNCATE ON approvals_approval
    FOR EACH STATEMENT EXECUTE FUNCTION approvals_refuse();

ALTER TABLE approvals_attachment
    ADD CONSTRAINT approvals_attachment_hash CHECK (sha256 = encode(sha256(content), 'hex')),
    ADD CONSTRAINT approvals_attachment_size CHECK (
        size_bytes = octet_length(content) AND size_bytes BETWEEN 1 AND 10485760);

CREATE FUNCTION approvals_guard_attachment() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    -- The lock keeps the decision out while a document is being added.
    PERFORM 1 FROM approvals_approval
      WHERE uuid = NEW.approval_id AND status = 'pending' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'documents are added while the proposal is pending'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'approvals_documents_before';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER approvals_guard_attachment BEFORE INSERT ON approvals_attachment
    FOR EACH ROW EXECUTE FUNCTION approvals_guard_attachment();
CREATE TRIGGER approvals_keep_attachment BEFORE UPDATE OR DELETE ON approvals_attachment
    FOR EACH ROW EXECUTE FUNCTION approvals_refuse();
CREATE TRIGGER approvals_keep_attachments BEFORE TRUNCATE ON approvals_attachment
    FOR EACH STATEMENT EXECUTE FUNCTION approvals_refuse();

CREATE FUNCTION approvals_guard_delegation() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    the_end text[] := ARRAY['valid_to', 'ended_by_id', 'ended_by_name', 'ended_ip', 'ended_reason'];
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.ended_by_id IS NOT NULL OR NEW.ended_by_id IS NULL OR NEW.valid_to > OLD.valid_to
           OR to_jsonb(NEW) - the_end IS DISTINCT FROM to_jsonb(OLD) - the_end
        THEN
            RAISE EXCEPTION 'a delegation can only be ended, once'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'approvals_delegation_kept';
        END IF;
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT 1 FROM identity_rolegrant g
               WHERE g.user_id IN (NEW.giver_id, NEW.taker_id)
                 AND g.role IN ('system_admin', 'security_admin', 'audit_admin')
                 AND tstzrange(g.valid_from, g.valid_to) && tstzrange(NEW.valid_from, NEW.valid_to))
    THEN
        RAISE EXCEPTION 'an administrator handles no business, in nobody''s place'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'approvals_delegation_duties';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER approvals_guard_delegation BEFORE INSERT OR UPDATE ON approvals_delegation
    FOR EACH ROW EXECUTE FUNCTION approvals_guard_delegation();
CREATE TRIGGER approvals_keep_delegation BEFORE DELETE ON approvals_delegation
    FOR EACH ROW EXECUTE FUNCTION approvals_refuse();
CREATE TRIGGER approvals_keep_delegations BEFORE TRUNCATE ON approvals_delegation
    FOR EACH STATEMENT EXECUTE FUNCTION approvals_refuse();
