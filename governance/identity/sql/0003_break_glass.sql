-- Laws of break-glass.
--
-- 1. A grant made in the name of the break-glass command has an end, at most a day away, and by the
--    end of its transaction a row that names the operating-system user and the machine.
-- 2. Such a row belongs to such a grant, never changes and is never deleted.

CREATE FUNCTION identity_break_glass_leaves_trace() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    stands_in boolean;
BEGIN
    SELECT username = 'break-glass' INTO stands_in
        FROM identity_user WHERE id = NEW.granted_by_id;
    IF coalesce(stands_in, false) THEN
        IF NEW.valid_to IS NULL OR NEW.valid_to > NEW.valid_from + interval '1 day' THEN
            RAISE EXCEPTION 'break-glass ends within a day'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'identity_break_glass_ends';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM identity_breakglass WHERE grant_id = NEW.id) THEN
            RAISE EXCEPTION 'break-glass without a trace'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'identity_break_glass_traced';
        END IF;
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER identity_break_glass_traced AFTER INSERT ON identity_rolegrant
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION identity_break_glass_leaves_trace();

CREATE FUNCTION identity_guard_break_glass() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF EXISTS (SELECT 1 FROM identity_rolegrant AS g
                   JOIN identity_user AS u ON u.id = g.granted_by_id
                   WHERE g.id = NEW.grant_id AND u.username = 'break-glass') THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'this grant was made by a person'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'identity_break_glass_own';
    END IF;
    RAISE EXCEPTION 'break-glass records are kept for ever'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'identity_break_glass_kept';
END $$;

CREATE TRIGGER identity_guard_break_glass BEFORE INSERT OR UPDATE OR DELETE ON identity_breakglass
    FOR EACH ROW EXECUTE FUNCTION identity_guard_break_glass();

CREATE TRIGGER identity_guard_break_glass_truncate BEFORE TRUNCATE ON identity_breakglass
    FOR EACH STATEMENT EXECUTE FUNCTION identity_guard_break_glass();
