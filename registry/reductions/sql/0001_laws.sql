-- Laws of reduction reports, kept by the database whatever program writes.
--
-- 1. Live monitoring periods of a project never share a day (R-PERIOD-01). A report frees its period
--    when it is withdrawn, refused or lapsed: claims_period follows the state, whoever writes.
-- 2. The project of a report stays; its period stays once it was submitted.
-- 3. What is applied for is a calculation of this very report, with its tonnes; once registered, applied
--    and verified tonnes are equal and nothing of it changes.
-- 4. Data, calculations, issued batches, orders and cancellations are written once and kept.
-- 5. A report is issued exactly when it has its one batch, of the tonnes of the revision applied for
--    (R-ISSUE-01), and that batch stands in the ledger with the same tonnes.
-- 6. No more is ordered to be cancelled than was issued, no more is cancelled under an order than it
--    says, and each cancellation is an entry of the ledger.

ALTER TABLE reductions_report ADD CONSTRAINT reductions_periods_apart EXCLUDE USING gist (
    subject_id WITH =, daterange(period_from, period_to, '[]') WITH &&) WHERE (claims_period);

CREATE FUNCTION reductions_guard_report() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    the_state text := (SELECT state FROM casework_case WHERE uuid = NEW.case_ptr_id);
BEGIN
    NEW.claims_period := the_state NOT IN ('withdrawn', 'refused', 'lapsed');
    IF NEW.applied_revision_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM reductions_calculationrevision
        WHERE id = NEW.applied_revision_id AND report_id = NEW.case_ptr_id AND issued_t = NEW.applied_t)
    THEN
        RAISE EXCEPTION 'what is applied for is no calculation of this report'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'reductions_applied_is_calculated';
    END IF;
    IF the_state IN ('registered', 'issued', 'cancel_ordered')
       AND (NEW.applied_t IS NULL OR NEW.applied_t IS DISTINCT FROM NEW.verified_t)
    THEN
        RAISE EXCEPTION 'applied % t, verified % t', NEW.applied_t, NEW.verified_t
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'reductions_applied_is_verified';
    END IF;
    IF TG_OP = 'INSERT' THEN
        RETURN NEW;
    END IF;
    IF NEW.subject_id <> OLD.subject_id
       OR (the_state NOT IN ('draft', 'calculated')
           AND (NEW.period_from, NEW.period_to) <> (OLD.period_from, OLD.period_to))
       OR (the_state IN ('registered', 'issued', 'cancel_ordered')
           AND (NEW.applied_revision_id, NEW.applied_t, NEW.verified_t)
               IS DISTINCT FROM (OLD.applied_revision_id, OLD.applied_t, OLD.verified_t))
    THEN
        RAISE EXCEPTION 'project, period and registered tonnes of a report stay'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'reductions_report_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reductions_guard_report BEFORE INSERT OR UPDATE ON reductions_report
    FOR EACH ROW EXECUTE FUNCTION reductions_guard_report();

-- The state stands in another table: when it moves, the report's row is judged again.
CREATE FUNCTION reductions_follow_state() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reductions_report SET claims_period = claims_period WHERE case_ptr_id = NEW.uuid;
    RETURN NULL;
END $$;
CREATE TRIGGER reductions_follow_state AFTER UPDATE OF state ON casework_case
    FOR EACH ROW WHEN (NEW.kind = 'report' AND OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION reductions_follow_state();

-- Law 4.
CREATE TRIGGER reductions_keep_data BEFORE UPDATE OR DELETE ON reductions_dataversion
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER reductions_keep_all_data BEFORE TRUNCATE ON reductions_dataversion
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER reductions_keep_revision BEFORE UPDATE OR DELETE ON reductions_calculationrevision
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER reductions_keep_revisions BEFORE TRUNCATE ON reductions_calculationrevision
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER reductions_keep_issued BEFORE UPDATE OR DELETE ON reductions_issuedbatch
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER reductions_keep_all_issued BEFORE TRUNCATE ON reductions_issuedbatch
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER reductions_keep_order BEFORE UPDATE OR DELETE ON reductions_cancelorder
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER reductions_keep_orders BEFORE TRUNCATE ON reductions_cancelorder
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER reductions_keep_cancellation BEFORE UPDATE OR DELETE ON reductions_cancellation
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER reductions_keep_cancellations BEFORE TRUNCATE ON reductions_cancellation
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();

-- Data and calculation belong together.
CREATE FUNCTION reductions_guard_revision() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM reductions_dataversion
                   WHERE id = NEW.data_id AND report_id = NEW.report_id)
    THEN
        RAISE EXCEPTION 'a calculation rests on data of its own report'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'reductions_revision_of_own_data';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reductions_guard_revision BEFORE INSERT ON reductions_calculationrevision
    FOR EACH ROW EXECUTE FUNCTION reductions_guard_revision();

-- Law 5, when the batch is written ...
CREATE FUNCTION reductions_guard_issued() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM reductions_report r
        JOIN reductions_calculationrevision c ON c.id = r.applied_revision_id
        JOIN projects_project p ON p.case_ptr_id = r.subject_id
        JOIN ledger.batch b ON b.uuid = NEW.batch
        WHERE r.case_ptr_id = NEW.report_id AND c.id = NEW.revision_id
          AND c.sha256 = NEW.revision_sha256 AND c.definition_sha256 = NEW.methodology_sha256
          AND c.issued_t = NEW.quantity_t AND r.verified_t = NEW.quantity_t
          AND b.quantity_t = NEW.quantity_t AND b.project = p.code
          AND (b.period_from, b.period_to) = (r.period_from, r.period_to))
    THEN
        RAISE EXCEPTION 'the batch is not what the report was registered for'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'reductions_batch_is_the_report';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reductions_guard_issued BEFORE INSERT ON reductions_issuedbatch
    FOR EACH ROW EXECUTE FUNCTION reductions_guard_issued();

-- ... and at commit, when report and batch must both be there.
CREATE FUNCTION reductions_issued_with_batch() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    the_report uuid := CASE TG_TABLE_NAME
        WHEN 'casework_case' THEN (to_jsonb(NEW) ->> 'uuid')::uuid
        ELSE (to_jsonb(NEW) ->> 'report_id')::uuid END;
    is_issued boolean := (SELECT state IN ('issued', 'cancel_ordered') FROM casework_case
                          WHERE uuid = the_report);
    has_batch boolean := EXISTS (SELECT 1 FROM reductions_issuedbatch WHERE report_id = the_report);
BEGIN
    IF is_issued <> has_batch THEN
        RAISE EXCEPTION 'report %: issued %, batch %', the_report, is_issued, has_batch
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'reductions_issued_with_batch';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER reductions_issued_with_batch AFTER UPDATE OF state ON casework_case
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind = 'report' AND OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION reductions_issued_with_batch();
CREATE CONSTRAINT TRIGGER reductions_batch_with_issued AFTER INSERT ON reductions_issuedbatch
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION reductions_issued_with_batch();

-- Law 6. The issued batch and the order are the locks, so that two at once cannot pass together.
CREATE FUNCTION reductions_guard_order() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    issued bigint;
BEGIN
    SELECT quantity_t INTO issued FROM reductions_issuedbatch
    WHERE report_id = NEW.report_id FOR UPDATE;
    IF issued IS NULL OR NEW.quantity_t > issued - coalesce(
        (SELECT sum(quantity_t) FROM reductions_cancelorder WHERE report_id = NEW.report_id), 0)
    THEN
        RAISE EXCEPTION 'more is ordered to be cancelled than was issued'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'reductions_order_within_issued';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reductions_guard_order BEFORE INSERT ON reductions_cancelorder
    FOR EACH ROW EXECUTE FUNCTION reductions_guard_order();

CREATE FUNCTION reductions_guard_cancellation() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    ordered bigint;
BEGIN
    SELECT quantity_t INTO ordered FROM reductions_cancelorder WHERE uuid = NEW.order_id FOR UPDATE;
    IF NEW.quantity_t > ordered - coalesce(
        (SELECT sum(quantity_t) FROM reductions_cancellation WHERE order_id = NEW.order_id), 0)
    THEN
        RAISE EXCEPTION 'more is cancelled than was ordered'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'reductions_cancelled_within_order';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM ledger.entry
                   WHERE id = NEW.entry AND act = 'cancel' AND quantity_t = NEW.quantity_t)
    THEN
        RAISE EXCEPTION 'no cancellation in the ledger has entry % of % t', NEW.entry, NEW.quantity_t
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'reductions_cancelled_in_ledger';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER reductions_guard_cancellation BEFORE INSERT ON reductions_cancellation
    FOR EACH ROW EXECUTE FUNCTION reductions_guard_cancellation();
