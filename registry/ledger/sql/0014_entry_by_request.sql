-- The entries of one request, for sealing and for whoever reads a request. Numbers of both grow
-- together, so a new entry nearly always lands at the end of the index.
CREATE INDEX entry_request ON ledger.entry (request, id);
