-- History rows are written once. Each history table gets a trigger calling this function,
-- from the migration of its own app (governance.audit.history.keep_history).

CREATE FUNCTION audit_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'audit_history_is_kept';
END $$;
