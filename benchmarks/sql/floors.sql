-- The floors: the least that any ledger in PostgreSQL has to do.

CREATE SCHEMA floors;

-- F1: a transfer between two balances and one row that says so. No laws, no serials, no keys.
CREATE TABLE floors.balance (
  id     int PRIMARY KEY,
  amount bigint NOT NULL CHECK (amount >= 0)
) WITH (fillfactor = 80);

CREATE TABLE floors.transfer (
  id  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  src int NOT NULL,
  dst int NOT NULL,
  qty bigint NOT NULL CHECK (qty > 0),
  at  timestamptz NOT NULL DEFAULT now()
);

CREATE FUNCTION floors.move(p_src int, p_dst int, p_qty bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Lower id first, so that two transfers never wait for each other.
  IF p_src < p_dst THEN
    UPDATE floors.balance SET amount = amount - p_qty WHERE id = p_src;
    UPDATE floors.balance SET amount = amount + p_qty WHERE id = p_dst;
  ELSE
    UPDATE floors.balance SET amount = amount + p_qty WHERE id = p_dst;
    UPDATE floors.balance SET amount = amount - p_qty WHERE id = p_src;
  END IF;
  INSERT INTO floors.transfer (src, dst, qty) VALUES (p_src, p_dst, p_qty);
END$$;

-- F2: the rows of a day's trades, written down and nothing else.
CREATE TABLE floors.trade (
  id      text COLLATE "C" PRIMARY KEY,
  seller  int NOT NULL,
  buyer   int NOT NULL,
  batch   int NOT NULL,
  qty     bigint NOT NULL,
  price   numeric(14, 2) NOT NULL,
  on_date date NOT NULL
);
CREATE TABLE floors.trade_indexed (LIKE floors.trade INCLUDING ALL);
CREATE INDEX ON floors.trade_indexed (seller, on_date);
CREATE INDEX ON floors.trade_indexed (buyer, on_date);
