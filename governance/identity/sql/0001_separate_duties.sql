-- Laws of role grants, kept by the database whatever program writes.
--
-- 1. 三员: at no moment does one person hold two of system_admin, security_admin, audit_admin,
--    nor one of them together with maker, checker or approver.
--    An exclusion constraint, not a trigger: two grants made at the same time cannot both pass,
--    at any isolation level, which a trigger that looks before it leaps cannot promise.
-- 2. The same role for the same programme is granted once at a time.
-- 3. Every grant names who gave it, except the first appointment of each administrator.
-- 4. A grant is never deleted, and nothing in it changes except that it is ended, once.

CREATE EXTENSION IF NOT EXISTS btree_gist;

ALTER TABLE identity_rolegrant
    ADD CONSTRAINT identity_separate_duties EXCLUDE USING gist (
        user_id WITH =,
        (CASE role
            WHEN 'system_admin' THEN 1
            WHEN 'security_admin' THEN 2
            WHEN 'audit_admin' THEN 3
            ELSE 4                     -- maker, checker, approver may go together
         END) WITH <>,
        tstzrange(valid_from, valid_to) WITH &&
    ) WHERE (role IN ('system_admin', 'security_admin', 'audit_admin',
                      'maker', 'checker', 'approver'));

ALTER TABLE identity_rolegrant
    ADD CONSTRAINT identity_one_grant_at_a_time EXCLUDE USING gist (
        user_id WITH =,
        role WITH =,
        programme WITH =,
        tstzrange(valid_from, valid_to) WITH &&
    );

CREATE UNIQUE INDEX identity_first_appointment
    ON identity_rolegrant (role) WHERE granted_by_id IS NULL;

ALTER TABLE identity_rolegrant
    ADD CONSTRAINT identity_grant_named CHECK (
        granted_by_id IS NOT NULL OR role IN ('system_admin', 'security_admin', 'audit_admin'));

CREATE FUNCTION identity_guard_grant() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'role grants are never deleted; end them instead'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'identity_grant_kept';
    END IF;
    IF OLD.revoked_by_id IS NOT NULL
       OR NEW.revoked_by_id IS NULL
       OR NEW.valid_to IS NULL
       OR NEW.valid_to > coalesce(OLD.valid_to, 'infinity')
       OR (NEW.id, NEW.user_id, NEW.role, NEW.programme, NEW.reason, NEW.granted_ip,
           NEW.granted_at, NEW.valid_from)
          IS DISTINCT FROM
          (OLD.id, OLD.user_id, OLD.role, OLD.programme, OLD.reason, OLD.granted_ip,
           OLD.granted_at, OLD.valid_from)
       OR NEW.granted_by_id IS DISTINCT FROM OLD.granted_by_id
    THEN
        RAISE EXCEPTION 'a role grant can only be ended, once'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'identity_grant_kept';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER identity_guard_grant BEFORE UPDATE OR DELETE ON identity_rolegrant
    FOR EACH ROW EXECUTE FUNCTION identity_guard_grant();
