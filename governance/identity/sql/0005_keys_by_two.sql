-- Who proposed a client or a key, and under which approval, belongs to what never changes in it
-- (0004_api_keys.sql). That the two are different people is a CHECK of each table.

CREATE OR REPLACE FUNCTION identity_guard_key() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND OLD.revoked_at IS NULL
       AND NEW.valid_to <= OLD.valid_to
       AND (NEW.id, NEW.client_id, NEW.prefix, NEW.secret_hash, NEW.public_key, NEW.valid_from,
            NEW.issued_by_id, NEW.issued_at, NEW.reason, NEW.proposed_by_id, NEW.approval_number)
           IS NOT DISTINCT FROM
           (OLD.id, OLD.client_id, OLD.prefix, OLD.secret_hash, OLD.public_key, OLD.valid_from,
            OLD.issued_by_id, OLD.issued_at, OLD.reason, OLD.proposed_by_id, OLD.approval_number)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a key is only used, shortened or revoked'
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'identity_key_kept';
END $$;

CREATE OR REPLACE FUNCTION identity_guard_client() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
       AND (OLD.is_active OR NOT NEW.is_active)
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
