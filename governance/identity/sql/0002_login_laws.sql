-- Laws of the log of log-ins, kept by the database whatever program writes.
--
-- 1. An event never changes.
-- 2. An event younger than six months is never deleted: the shortest time for which network logs
--    are kept by the 网络安全法. The rule parameter may lengthen the time, never shorten it.
-- 3. What was pruned, and every break-glass, is never deleted.
-- 4. The table is never emptied at once.

CREATE FUNCTION identity_guard_login_event() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE'
       AND OLD.happened_at < now() - interval '6 months'
       AND OLD.kind NOT IN ('pruned', 'break_glass')
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the log of log-ins is append-only and kept for six months'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'identity_login_log_kept';
END $$;

CREATE TRIGGER identity_guard_login_event BEFORE UPDATE OR DELETE ON identity_loginevent
    FOR EACH ROW EXECUTE FUNCTION identity_guard_login_event();

CREATE TRIGGER identity_guard_login_truncate BEFORE TRUNCATE ON identity_loginevent
    FOR EACH STATEMENT EXECUTE FUNCTION identity_guard_login_event();
