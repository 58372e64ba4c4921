-- Filters of lists, so that counting what a filter leaves reads an index and not the table.

CREATE INDEX organisations_organisation_status ON organisations_organisation (status, uuid);
CREATE INDEX organisations_organisation_kinds ON organisations_organisation USING gin (kinds);
CREATE INDEX organisations_holder_kind ON organisations_holder (kind, uuid);
CREATE INDEX organisations_person_id_type ON organisations_person (id_type, uuid);
