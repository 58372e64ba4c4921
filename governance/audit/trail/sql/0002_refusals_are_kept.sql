-- Refusals are written once.

CREATE TRIGGER trail_refusal_is_kept BEFORE UPDATE OR DELETE ON trail_refusal
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER trail_refusal_is_not_emptied BEFORE TRUNCATE ON trail_refusal
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
