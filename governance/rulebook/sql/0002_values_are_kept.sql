-- A value of a rule that was in force stays as it was: what was decided by it must remain explicable.
-- A row is added, and may be given its last day, yesterday at the earliest; nothing else.

CREATE FUNCTION rulebook_values_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (to_jsonb(OLD) - 'effective_to') = (to_jsonb(NEW) - 'effective_to')
       AND (OLD.effective_to IS NULL OR OLD.effective_to >= current_date - 1)
       AND (NEW.effective_to IS NULL OR NEW.effective_to >= current_date - 1) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'values of rules are never changed or deleted, only ended: % refused', TG_OP
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'rulebook_values_are_kept';
END$$;

CREATE TRIGGER rulebook_values_are_kept BEFORE UPDATE OR DELETE ON rulebook_ruleparameter
  FOR EACH ROW EXECUTE FUNCTION rulebook_values_are_kept();
CREATE TRIGGER rulebook_values_are_not_emptied BEFORE TRUNCATE ON rulebook_ruleparameter
  FOR EACH STATEMENT EXECUTE FUNCTION rulebook_values_are_kept();
