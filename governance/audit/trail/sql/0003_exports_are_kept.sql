-- Exports are written once.

CREATE TRIGGER trail_export_is_kept BEFORE UPDATE OR DELETE ON trail_export
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER trail_export_is_not_emptied BEFORE TRUNCATE ON trail_export
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
