-- What the application's role may do: add and read, nothing else ({app} is filled in by the migration).
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA evidence FROM PUBLIC;
GRANT USAGE ON SCHEMA evidence TO {app};
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA evidence TO {app};
