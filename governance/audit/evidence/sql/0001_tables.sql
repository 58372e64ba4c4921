-- The evidence log: leaves numbered without a gap, the tree above them, signed checkpoints, keys.
-- Everything here is written once. The application may add and read; these triggers refuse the rest
-- to everybody, and a leaf or checkpoint that does not go on exactly where the log ends.
-- A leaf's number counts from 0, as in RFC 9162; `level` 0 of the tree are the leaves themselves.

CREATE SCHEMA evidence;
COMMENT ON SCHEMA evidence IS 'What was sealed and published: see docs/evidence.md';

CREATE TABLE evidence.leaf (
  number    bigint PRIMARY KEY CHECK (number >= 0),
  source    text COLLATE "C" NOT NULL,
  source_id bigint NOT NULL,
  hash      bytea NOT NULL CHECK (length(hash) = 32),
  salt      bytea NOT NULL CHECK (length(salt) = 16),
  UNIQUE (source, source_id)
);
COMMENT ON COLUMN evidence.leaf.source_id IS 'the row of the source that this leaf stands for';
COMMENT ON COLUMN evidence.leaf.salt IS 'makes the hashes of personal data in the record impossible to guess; never published';

CREATE TABLE evidence.node (
  level    smallint NOT NULL CHECK (level BETWEEN 1 AND 62),
  position bigint NOT NULL CHECK (position >= 0),
  hash     bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, position)
);
COMMENT ON TABLE evidence.node IS 'complete subtrees: the hash over leaves position * 2^level and on';

CREATE TABLE evidence.key (
  id        text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[0-9a-f]{8}$'),
  name      text NOT NULL,
  algorithm text NOT NULL,
  verifier  text NOT NULL UNIQUE,
  rotation  text,
  by_name   text NOT NULL DEFAULT '',
  reason    text NOT NULL DEFAULT '',
  since     timestamptz NOT NULL DEFAULT now(),
  size      bigint NOT NULL,
  ordinal   int GENERATED ALWAYS AS IDENTITY
);
COMMENT ON COLUMN evidence.key.rotation IS 'the signed note in which the key before names this one; none for the first key';
COMMENT ON COLUMN evidence.key.size IS 'leaves in the log when this key took over';
CREATE UNIQUE INDEX key_first ON evidence.key ((rotation IS NULL)) WHERE rotation IS NULL;

CREATE TABLE evidence.checkpoint (
  size bigint PRIMARY KEY CHECK (size > 0),
  root bytea NOT NULL CHECK (length(root) = 32),
  key  text COLLATE "C" NOT NULL REFERENCES evidence.key,
  note text NOT NULL,
  at   timestamptz NOT NULL DEFAULT now()
);

-- How far a source is sealed for certain (docs/adr/0007): everything up to `low` has its leaf or will
-- never be. Up to `seen` everything that had been committed has; what was under way at that moment
-- is known by `running` (virtual transactions) and `horizon` (the first transaction number after).
CREATE TABLE evidence.mark (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  source  text COLLATE "C" NOT NULL,
  low     bigint NOT NULL,
  seen    bigint NOT NULL CHECK (seen >= low),
  running text[] NOT NULL,
  horizon xid8 NOT NULL,
  at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX mark_source ON evidence.mark (source, id);

CREATE FUNCTION evidence.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of evidence.% are written once: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation', CONSTRAINT = 'evidence_is_kept';
END$$;
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence.leaf
  FOR EACH STATEMENT EXECUTE FUNCTION evidence.refuse();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence.node
  FOR EACH STATEMENT EXECUTE FUNCTION evidence.refuse();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence.key
  FOR EACH STATEMENT EXECUTE FUNCTION evidence.refuse();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence.checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION evidence.refuse();
CREATE TRIGGER kept BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence.mark
  FOR EACH STATEMENT EXECUTE FUNCTION evidence.refuse();

-- New leaves go on where the log ends, without a gap.
CREATE FUNCTION evidence.leaves_go_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  f record;
BEGIN
  SELECT min(number) AS low, max(number) AS high, count(*) AS n INTO f FROM fresh;
  IF f.n > 0 AND (f.high - f.low + 1 <> f.n OR f.low <> coalesce(
       (SELECT number + 1 FROM evidence.leaf WHERE number < f.low ORDER BY number DESC LIMIT 1), 0)
     OR EXISTS (SELECT 1 FROM evidence.leaf WHERE number > f.high)) THEN
    RAISE EXCEPTION 'leaves % to % do not go on where the log ends', f.low, f.high
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'evidence_leaves_are_dense';
  END IF;
  RETURN NULL;
END$$;
CREATE TRIGGER dense AFTER INSERT ON evidence.leaf
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION evidence.leaves_go_on();

-- A checkpoint is of the whole log as it is.
CREATE FUNCTION evidence.checkpoint_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.size <> (SELECT number + 1 FROM evidence.leaf ORDER BY number DESC LIMIT 1) THEN
    RAISE EXCEPTION 'a checkpoint of % leaves is not of the whole log', NEW.size
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'evidence_checkpoint_is_whole';
  END IF;
  RETURN NULL;
END$$;
CREATE TRIGGER whole AFTER INSERT ON evidence.checkpoint
  FOR EACH ROW EXECUTE FUNCTION evidence.checkpoint_is_whole();
