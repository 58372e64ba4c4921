-- Laws of projects, kept by the database whatever program writes.
--
-- 1. What is applied for changes only while the project may be edited (draft, corrections, validation),
--    or, once it is registered, by a change: an event of the project, written in the same transaction,
--    that names a change of this project which is being approved.
-- 2. Code and day of registration, once given, never change; they are given with the registration.
-- 3. No two registered projects have a piece of equipment in common.
-- 4. Shares change as the content does; claims elsewhere are added at any time, taken back only while
--    the project may be edited. Explanations, mandates (but for their end) are written once.

CREATE FUNCTION projects_may_edit(the_project uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM casework_case WHERE uuid = the_project
        AND state IN ('draft', 'accept_correction', 'validation', 'review_correction'))
$$;

CREATE FUNCTION projects_being_changed(the_project uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM casework_event e
        JOIN projects_projectchange c ON c.case_ptr_id::text = e.detail ->> 'change'
        JOIN casework_case k ON k.uuid = c.case_ptr_id
        WHERE e.case_id = the_project AND e.step = 'change' AND e.source = 'registered'
          AND e.written_in = pg_current_xact_id()
          AND c.subject_id = the_project AND k.state IN ('review', 'approved'))
$$;

CREATE FUNCTION projects_refuse_content(the_project uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what project % was registered or submitted with stays', the_project
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'projects_content_stays';
END $$;

CREATE FUNCTION projects_guard_content() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    kept text[] := ARRAY['code', 'registered_on'];
BEGIN
    IF to_jsonb(NEW) - kept IS DISTINCT FROM to_jsonb(OLD) - kept
       AND NOT projects_may_edit(OLD.case_ptr_id) AND NOT projects_being_changed(OLD.case_ptr_id)
    THEN
        PERFORM projects_refuse_content(OLD.case_ptr_id);
    END IF;
    IF (OLD.code IS NOT NULL AND NEW.code IS DISTINCT FROM OLD.code)
       OR (OLD.registered_on IS NOT NULL AND NEW.registered_on IS DISTINCT FROM OLD.registered_on)
       OR ((NEW.code IS NOT NULL OR NEW.registered_on IS NOT NULL) AND NOT EXISTS (
           SELECT 1 FROM casework_case WHERE uuid = NEW.case_ptr_id
             AND state IN ('registered', 'deregistered')))
    THEN
        RAISE EXCEPTION 'code and day of registration are given once, with the registration'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'projects_code_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER projects_guard_content BEFORE UPDATE ON projects_project
    FOR EACH ROW EXECUTE FUNCTION projects_guard_content();

-- The part of the content that stands in the case's own row.
CREATE FUNCTION projects_guard_case() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NOT projects_may_edit(OLD.uuid) AND NOT projects_being_changed(OLD.uuid) THEN
        PERFORM projects_refuse_content(OLD.uuid);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER projects_guard_case BEFORE UPDATE ON casework_case
    FOR EACH ROW WHEN (OLD.kind = 'project'
        AND (NEW.title, NEW.district_id, NEW.applicant_id)
            IS DISTINCT FROM (OLD.title, OLD.district_id, OLD.applicant_id))
    EXECUTE FUNCTION projects_guard_case();

CREATE FUNCTION projects_guard_share() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    the_project uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.project_id ELSE NEW.project_id END;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.project_id <> OLD.project_id
       OR NOT projects_may_edit(the_project) AND NOT projects_being_changed(the_project)
    THEN
        PERFORM projects_refuse_content(the_project);
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER projects_guard_share BEFORE INSERT OR UPDATE OR DELETE ON projects_projectshare
    FOR EACH ROW EXECUTE FUNCTION projects_guard_share();

CREATE FUNCTION projects_guard_claim() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    the_case casework_case%ROWTYPE;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT * INTO the_case FROM casework_case WHERE uuid = NEW.project_id;
        IF casework_is_closed(the_case.kind, the_case.state) THEN
            PERFORM projects_refuse_content(NEW.project_id);
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' OR NOT projects_may_edit(OLD.project_id) THEN
        PERFORM projects_refuse_content(OLD.project_id);
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER projects_guard_claim BEFORE INSERT OR UPDATE OR DELETE ON projects_elsewhereclaim
    FOR EACH ROW EXECUTE FUNCTION projects_guard_claim();

CREATE TRIGGER projects_keep_explanation BEFORE UPDATE OR DELETE ON projects_explanation
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER projects_keep_explanations BEFORE TRUNCATE ON projects_explanation
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER projects_keep_shares BEFORE TRUNCATE ON projects_projectshare
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER projects_keep_claims BEFORE TRUNCATE ON projects_elsewhereclaim
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();

CREATE FUNCTION projects_guard_mandate() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    the_end text[] := ARRAY['ended_at', 'ended_by'];
BEGIN
    IF OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
       OR to_jsonb(NEW) - the_end IS DISTINCT FROM to_jsonb(OLD) - the_end
    THEN
        RAISE EXCEPTION 'a mandate is only ended, once'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'projects_mandate_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER projects_guard_mandate BEFORE UPDATE ON projects_mandate
    FOR EACH ROW EXECUTE FUNCTION projects_guard_mandate();
CREATE TRIGGER projects_keep_mandate BEFORE DELETE ON projects_mandate
    FOR EACH ROW EXECUTE FUNCTION casework_refuse();
CREATE TRIGGER projects_keep_mandates BEFORE TRUNCATE ON projects_mandate
    FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse();

-- Law 3: one row for each piece of equipment of a registered project; the primary key is the law, so
-- that two registrations at once cannot both have it. Only the triggers below write here.
CREATE TABLE projects_equipment_held (
    number  text PRIMARY KEY,
    project uuid NOT NULL REFERENCES projects_project (case_ptr_id)
);
COMMENT ON TABLE projects_equipment_held IS 'Equipment of registered projects, each of one project';

CREATE FUNCTION projects_guard_equipment() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'equipment follows from its project'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'projects_equipment_follows';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER projects_guard_equipment
    BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON projects_equipment_held
    FOR EACH STATEMENT EXECUTE FUNCTION projects_guard_equipment();

CREATE FUNCTION projects_hold_equipment(the_project uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM projects_equipment_held WHERE project = the_project;
    INSERT INTO projects_equipment_held (number, project)
    SELECT DISTINCT upper(btrim(e)), the_project
    FROM projects_project p JOIN casework_case c ON c.uuid = p.case_ptr_id, unnest(p.equipment) e
    WHERE p.case_ptr_id = the_project AND c.state = 'registered'
    ORDER BY 1;
END $$;

CREATE FUNCTION projects_follow_case() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM projects_hold_equipment(NEW.uuid);
    RETURN NULL;
END $$;
CREATE TRIGGER projects_follow_case AFTER UPDATE OF state ON casework_case
    FOR EACH ROW WHEN (NEW.kind = 'project' AND NEW.state IS DISTINCT FROM OLD.state
        AND (NEW.state = 'registered' OR OLD.state = 'registered'))
    EXECUTE FUNCTION projects_follow_case();

CREATE FUNCTION projects_follow_row() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM projects_hold_equipment(NEW.case_ptr_id);
    RETURN NULL;
END $$;
CREATE TRIGGER projects_follow_row AFTER UPDATE OF equipment ON projects_project
    FOR EACH ROW WHEN (NEW.equipment IS DISTINCT FROM OLD.equipment)
    EXECUTE FUNCTION projects_follow_row();

-- What the search for duplicates looks up. An address without blanks, signs and the city's name.
CREATE FUNCTION projects_place_key(address text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        regexp_replace(upper(normalize(address, NFKC)), '[[:space:][:punct:]，。、；：（）《》“”·]', '', 'g'),
        '^(中国)?(北京市|北京|四川省成都市|四川成都市|成都市)?(市辖区)?', '')
$$;
CREATE INDEX projects_by_place ON projects_project (public.projects_place_key(address));
CREATE INDEX projects_by_latitude ON projects_project (latitude) WHERE latitude IS NOT NULL;
CREATE INDEX projects_by_equipment ON projects_project USING gin (equipment);

GRANT EXECUTE ON FUNCTION
    projects_may_edit, projects_being_changed, projects_refuse_content, projects_hold_equipment,
    projects_place_key
TO PUBLIC;
