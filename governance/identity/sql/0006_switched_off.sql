-- Who switched a client off, when and why, is said in the same breath and never changes afterwards.
-- Clients switched off before this was kept have no such name, and get none.

CREATE OR REPLACE FUNCTION identity_guard_client() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND (OLD.is_active OR NOT NEW.is_active)
       AND (NEW.is_active OR NOT OLD.is_active OR NEW.switched_off_at IS NOT NULL)
       AND (OLD.is_active
            OR (NEW.switched_off_at, NEW.switched_off_by_id, NEW.switch_off_reason)
               IS NOT DISTINCT FROM
               (OLD.switched_off_at, OLD.switched_off_by_id, OLD.switch_off_reason))
       AND (NEW.id, NEW.code, NEW.user_id, NEW.programmes, NEW.created_by_id, NEW.created_at,
            NEW.reason, NEW.proposed_by_id, NEW.approval_number)
           IS NOT DISTINCT FROM
           (OLD.id, OLD.code, OLD.user_id, OLD.programmes, OLD.created_by_id, OLD.created_at,
            OLD.reason, OLD.proposed_by_id, OLD.approval_number)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a client keeps its code, user and programmes'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'identity_client_kept';
END $$;
