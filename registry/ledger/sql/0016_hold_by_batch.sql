-- What is reserved, frozen or offered of one batch, without looking at every account that holds it. A
-- trade does not touch it: it sells from a hold, and neither its batch nor, until it is sold out, its
-- status changes.
CREATE INDEX hold_batch ON ledger.hold (batch) WHERE status = 'open';
