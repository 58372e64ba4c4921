-- A parameter of a rule has at most one value on any day, for a programme and for "all programmes".

CREATE EXTENSION IF NOT EXISTS btree_gist;

ALTER TABLE rulebook_ruleparameter
    ADD CONSTRAINT rulebook_one_value_a_day EXCLUDE USING gist (
        rule WITH =,
        name WITH =,
        (coalesce(programme_id, '')) WITH =,
        daterange(effective_from, effective_to, '[]') WITH &&
    );
