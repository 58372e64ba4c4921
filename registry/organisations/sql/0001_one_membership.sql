-- One person has one role in one organisation at a time.

CREATE EXTENSION IF NOT EXISTS btree_gist;

ALTER TABLE organisations_membership
    ADD CONSTRAINT organisations_one_membership EXCLUDE USING gist (
        user_id WITH =,
        organisation_id WITH =,
        tstzrange(valid_from, valid_to) WITH &&
    );
