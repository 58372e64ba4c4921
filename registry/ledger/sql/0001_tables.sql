-- The tables of the ledger. One idea: a unit is always in exactly one place, and places change
-- only by moves. Amounts are whole tonnes (1 unit = 1 tCO2e) in bigint; nothing here is a float.
-- These files are immutable once released: a change is a new file with the next number.

CREATE SCHEMA ledger;
COMMENT ON SCHEMA ledger IS 'Who holds which serial, and how it got there. Written only through its functions.';

CREATE TYPE ledger.bucket AS ENUM
  ('unissued', 'available', 'trading', 'reserved', 'frozen', 'retired', 'cancelled');

CREATE TYPE ledger.act AS ENUM
  ('open_account', 'suspend_account', 'resume_account', 'close_account',
   'issue', 'transfer', 'deposit', 'withdraw', 'settle', 'undo',
   'reserve', 'release', 'freeze', 'unfreeze', 'renew', 'expire', 'execute', 'catch',
   'retire', 'cancel');

-- What every act is told about who asks: the client and its idempotency key, the digest of the
-- body, the person with role and address, why, and which document (source, reference) it rests on.
CREATE TYPE ledger.context AS (
  client text, key text, body bytea,
  actor_id bigint, actor_name text, actor_role text, ip text, reason text,
  source text, reference text, on_date date);

-- A domain, because a CHECK constraint is parsed anew at each statement and these tables are hot.
CREATE DOMAIN ledger.filled AS text CHECK (VALUE <> '');

CREATE SEQUENCE ledger.request_id;
CREATE SEQUENCE ledger.entry_id;
CREATE SEQUENCE ledger.hold_rank;

CREATE TABLE ledger.account (
  id          int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uuid        uuid NOT NULL UNIQUE,
  number      text COLLATE "C" NOT NULL UNIQUE,
  ordinal     int NOT NULL,
  programme   text COLLATE "C" NOT NULL,
  kind        text COLLATE "C" NOT NULL CHECK (kind IN ('holder', 'system')),
  holder_kind text COLLATE "C",
  holder_uuid uuid,
  status      text COLLATE "C" NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'suspended', 'closed')),
  opened_at   timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind = 'holder') = (holder_uuid IS NOT NULL AND holder_kind IS NOT NULL)),
  UNIQUE (holder_uuid, programme),
  UNIQUE (programme, ordinal)
);
COMMENT ON COLUMN ledger.account.ordinal IS 'the digits of the number: 0 for the system account, then 1, 2, 3 within the programme';
CREATE UNIQUE INDEX account_one_system ON ledger.account (programme) WHERE kind = 'system';

CREATE TABLE ledger.batch (
  id            int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uuid          uuid NOT NULL UNIQUE,
  programme     text COLLATE "C" NOT NULL CHECK (programme ~ '^[A-Z]{2,10}$'),
  methodology   text COLLATE "C" NOT NULL CHECK (methodology ~ '^[A-Z0-9][A-Z0-9.-]{0,39}$'),
  project       text COLLATE "C" NOT NULL CHECK (project ~ '^[A-Z0-9][A-Z0-9.-]{0,39}$'),
  vintage       int NOT NULL CHECK (vintage BETWEEN 1990 AND 2200),
  issuance      int NOT NULL CHECK (issuance BETWEEN 1 AND 9999),
  quantity_t    bigint NOT NULL CHECK (quantity_t BETWEEN 1 AND 9999999999),
  period_from   date,
  period_to     date,
  external_code text NOT NULL DEFAULT '',
  home          int NOT NULL REFERENCES ledger.account,
  created_at    timestamptz NOT NULL DEFAULT now(),
  CHECK (period_to >= period_from),
  UNIQUE (programme, methodology, project, vintage, issuance)
);
COMMENT ON COLUMN ledger.batch.home IS 'the programme''s system account in which the units lay before issuance';

CREATE TABLE ledger.hold (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uuid        uuid NOT NULL UNIQUE,
  kind        text COLLATE "C" NOT NULL
              CHECK (kind IN ('order', 'reservation', 'judicial', 'regulator', 'pledge')),
  account     int NOT NULL REFERENCES ledger.account,
  batch       int NOT NULL REFERENCES ledger.batch,
  bucket      ledger.bucket NOT NULL CHECK (bucket IN ('reserved', 'frozen')),
  document    text NOT NULL,
  requested_t bigint NOT NULL CHECK (requested_t > 0),
  in_t        bigint NOT NULL DEFAULT 0,
  out_t       bigint NOT NULL DEFAULT 0,
  waiting_t   bigint NOT NULL DEFAULT 0 CHECK (waiting_t >= 0),
  rank        bigint NOT NULL,
  opened_on   date NOT NULL,
  expires_on  date,
  status      text COLLATE "C" NOT NULL DEFAULT 'open'
              CHECK (status IN ('open', 'released', 'executed', 'expired')),
  entry       bigint NOT NULL,
  CHECK (out_t >= 0 AND in_t >= out_t),
  CHECK (status = 'open' OR (in_t = out_t AND waiting_t = 0)),
  CHECK (kind IN ('judicial', 'regulator') OR waiting_t = 0),
  CHECK ((bucket = 'reserved') = (kind IN ('order', 'reservation')))
) WITH (fillfactor = 80);
COMMENT ON COLUMN ledger.hold.in_t IS 'in_t - out_t are the tonnes held now: the blocks that name this hold';
COMMENT ON COLUMN ledger.hold.waiting_t IS 'tonnes still wanted from later credits (轮候), in order of rank';
CREATE INDEX hold_waiting ON ledger.hold (account, batch, rank) WHERE waiting_t > 0;
CREATE INDEX hold_open ON ledger.hold (account, batch) WHERE status = 'open';
CREATE INDEX hold_expiry ON ledger.hold (expires_on) WHERE status = 'open' AND expires_on IS NOT NULL;

-- in_t and out_t are meters that only run forward; each move records their reading, so a hidden
-- move shows as a jump, and a balance on any past day is the difference of two readings.
CREATE TABLE ledger.holding (
  account    int NOT NULL,
  batch      int NOT NULL,
  bucket     ledger.bucket NOT NULL,
  in_t       bigint NOT NULL DEFAULT 0,
  out_t      bigint NOT NULL DEFAULT 0,
  bought_t   bigint NOT NULL DEFAULT 0,
  bought_on  date,
  stop       smallint NOT NULL DEFAULT 0,
  waiting    boolean NOT NULL DEFAULT false,
  PRIMARY KEY (account, batch, bucket),
  CONSTRAINT holding_never_negative CHECK (bought_t >= 0 AND in_t - out_t >= bought_t)
) WITH (fillfactor = 70);
COMMENT ON COLUMN ledger.holding.bought_t IS 'tonnes of blocks here whose bought_on is this row''s bought_on (R-TRADE-03)';
COMMENT ON COLUMN ledger.holding.stop IS 'the account''s status when not open: 1 suspended, 2 closed; no debit, no credit by its holder';
COMMENT ON COLUMN ledger.holding.waiting IS 'a hold may be waiting for credits here (轮候); true too often is harmless, false too early is not';
CREATE INDEX holding_batch ON ledger.holding (batch);

CREATE TABLE ledger.block (
  batch     int NOT NULL,
  first     bigint NOT NULL,
  last      bigint NOT NULL,
  account   int NOT NULL,
  bucket    ledger.bucket NOT NULL,
  hold      bigint,
  origin    ledger.bucket,
  bought_on date,
  entry     bigint,
  line      int,
  quantity_t bigint NOT NULL,
  PRIMARY KEY (batch, first)
) WITH (fillfactor = 80);
COMMENT ON TABLE ledger.block IS 'who holds which contiguous serials now; (entry, line) names the move that put them there';
COMMENT ON COLUMN ledger.block.quantity_t IS 'last - first + 1, stored because an expression index is prepared anew at each statement';
COMMENT ON COLUMN ledger.block.origin IS 'while held: the bucket the units go back to when released';
CREATE INDEX block_place ON ledger.block (account, batch, bucket, hold, quantity_t, first);

CREATE TABLE ledger.request (
  id         bigint PRIMARY KEY,
  client     text COLLATE "C" NOT NULL,
  key        text COLLATE "C" NOT NULL,
  body       bytea NOT NULL,
  actor_id   bigint NOT NULL,
  actor_name ledger.filled NOT NULL,
  actor_role text NOT NULL,
  ip         text NOT NULL,
  reason     ledger.filled NOT NULL,
  reply      jsonb NOT NULL,
  entry_ids  bigint[],
  at         timestamptz NOT NULL DEFAULT now(),
  UNIQUE (client, key)
);

CREATE TABLE ledger.entry (
  id         bigint PRIMARY KEY,
  request    bigint NOT NULL,
  act        ledger.act NOT NULL,
  on_date    date NOT NULL,
  quantity_t bigint NOT NULL DEFAULT 0,
  price_cny  numeric(14, 2),
  undoes     bigint,
  source     text COLLATE "C" NOT NULL,
  reference  text COLLATE "C" NOT NULL,
  content    bytea NOT NULL,
  detail     jsonb,
  UNIQUE (source, reference)
);
COMMENT ON COLUMN ledger.entry.content IS 'SHA-256 of what the reference stands for: the same reference with another content is refused';

-- No foreign keys here (18 to 26 microseconds a row): apply_moves checks places and parents, and
-- verify_ledger checks entries and accounts.
CREATE TABLE ledger.move (
  entry        bigint NOT NULL,
  parent_entry bigint,
  first        bigint NOT NULL,
  last         bigint NOT NULL,
  src_out_t    bigint NOT NULL,
  dst_in_t     bigint NOT NULL,
  src_hold     bigint,
  dst_hold     bigint,
  line         int NOT NULL,
  parent_line  int,
  batch        int NOT NULL,
  src_account  int NOT NULL,
  dst_account  int NOT NULL,
  src_bucket   ledger.bucket NOT NULL,
  dst_bucket   ledger.bucket NOT NULL,
  origin       ledger.bucket,
  bought_on    date,
  PRIMARY KEY (entry, line)
);
COMMENT ON COLUMN ledger.move.src_out_t IS 'reading of the source''s out-meter after this move';
COMMENT ON COLUMN ledger.move.dst_in_t IS 'reading of the destination''s in-meter after this move';
COMMENT ON COLUMN ledger.move.parent_entry IS 'with parent_line: the move that had put these serials where they were taken from';
CREATE INDEX move_src ON ledger.move (src_account, entry);
CREATE INDEX move_dst ON ledger.move (dst_account, entry);
