-- A move applies itself: inserting rows into `move` is the only way to change a place, and this
-- trigger cuts the blocks and turns the meters. It believes nothing: each move must find its
-- serials whole, in one block, at the source it names, put there by the parent it names, with the
-- meters standing where it says. So law 3 (balances equal blocks) and the conservation of units
-- do not depend on the functions that write moves. (Of many moves in one statement it checks, for each
-- place, the first and last reading and the sum; a lie in between is for verify_ledger to find.)

CREATE FUNCTION ledger.bad_move(why text, m ledger.move) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- 40001: most often another client was quicker; the service may try again.
  RAISE EXCEPTION USING ERRCODE = '40001', MESSAGE = 'move_not_applicable', DETAIL = jsonb_build_object(
    'why', why, 'entry', m.entry, 'line', m.line, 'batch', m.batch, 'first', m.first, 'last', m.last)::text;
END$$;

-- `fresh` are the new rows. One is applied by straight statements; many are applied set-based, at a
-- fraction of the cost a move. (Transition tables are not visible in nested functions, and PL/pgSQL
-- prepares each expression anew in every transaction: hence one function of few statements.)
CREATE FUNCTION ledger.apply_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  m    record;
  blk  ledger.block;
  r    record;
  one  ledger.move;
  seq  text;
  n    int;
  done int := 0;
BEGIN
  SELECT f.*, f.last - f.first + 1 AS qty, (SELECT count(*) FROM fresh) AS n INTO m FROM fresh f LIMIT 1;
  IF m.n = 1 THEN
    SELECT * INTO blk FROM ledger.block
    WHERE batch = m.batch AND first <= m.first ORDER BY first DESC LIMIT 1;
    IF NOT FOUND OR m.qty < 1 OR m.line < 1 OR m.last > blk.last
       OR blk.account <> m.src_account OR blk.bucket <> m.src_bucket OR blk.hold IS DISTINCT FROM m.src_hold
       OR blk.entry IS DISTINCT FROM m.parent_entry OR blk.line IS DISTINCT FROM m.parent_line THEN
      SELECT * INTO one FROM fresh;
      PERFORM ledger.bad_move('not at its source', one);
    END IF;
    IF m.first > blk.first AND m.last = blk.last THEN
      WITH piece AS (
        INSERT INTO ledger.block VALUES (blk.batch, m.first, m.last, m.dst_account, m.dst_bucket,
          m.dst_hold, m.origin, m.bought_on, m.entry, m.line, m.qty))
      UPDATE ledger.block SET last = m.first - 1, quantity_t = m.first - blk.first
      WHERE batch = blk.batch AND first = blk.first AND last = blk.last AND entry IS NOT DISTINCT FROM blk.entry
        AND line IS NOT DISTINCT FROM blk.line;
    ELSIF m.first > blk.first THEN
      WITH piece AS (
        INSERT INTO ledger.block VALUES (blk.batch, m.first, m.last, m.dst_account, m.dst_bucket,
          m.dst_hold, m.origin, m.bought_on, m.entry, m.line, m.qty)),
      tail AS (
        INSERT INTO ledger.block VALUES (blk.batch, m.last + 1, blk.last, blk.account, blk.bucket, blk.hold,
          blk.origin, blk.bought_on, blk.entry, blk.line, blk.last - m.last))
      UPDATE ledger.block SET last = m.first - 1, quantity_t = m.first - blk.first
      WHERE batch = blk.batch AND first = blk.first AND last = blk.last AND entry IS NOT DISTINCT FROM blk.entry
        AND line IS NOT DISTINCT FROM blk.line;
    ELSE
      WITH tail AS (
        INSERT INTO ledger.block SELECT blk.batch, m.last + 1, blk.last, blk.account, blk.bucket, blk.hold,
          blk.origin, blk.bought_on, blk.entry, blk.line, blk.last - m.last WHERE m.last < blk.last)
      UPDATE ledger.block SET last = m.last, quantity_t = m.qty, account = m.dst_account,
        bucket = m.dst_bucket, hold = m.dst_hold, origin = m.origin, bought_on = m.bought_on,
        entry = m.entry, line = m.line
      WHERE batch = blk.batch AND first = blk.first AND last = blk.last AND entry IS NOT DISTINCT FROM blk.entry
        AND line IS NOT DISTINCT FROM blk.line;
    END IF;
    GET DIAGNOSTICS done = ROW_COUNT;

    IF m.src_hold IS NULL THEN
      UPDATE ledger.holding h SET out_t = h.out_t + m.qty,
        bought_t = h.bought_t - CASE WHEN blk.bought_on = h.bought_on THEN m.qty ELSE 0 END
      WHERE h.account = m.src_account AND h.batch = m.batch AND h.bucket = m.src_bucket
        AND h.out_t = m.src_out_t - m.qty;
    ELSE
      UPDATE ledger.hold h SET out_t = h.out_t + m.qty
      WHERE h.id = m.src_hold AND h.out_t = m.src_out_t - m.qty;
    END IF;
    GET DIAGNOSTICS n = ROW_COUNT;
    done := done + n;

    IF m.dst_hold IS NULL THEN
      UPDATE ledger.holding h SET in_t = h.in_t + m.qty,
        bought_t = CASE WHEN m.bought_on > h.bought_on OR (h.bought_on IS NULL AND m.bought_on IS NOT NULL) THEN m.qty
                        WHEN m.bought_on = h.bought_on THEN h.bought_t + m.qty ELSE h.bought_t END,
        bought_on = greatest(h.bought_on, m.bought_on)
      WHERE h.account = m.dst_account AND h.batch = m.batch AND h.bucket = m.dst_bucket
        AND h.in_t = m.dst_in_t - m.qty;
    ELSE
      UPDATE ledger.hold h SET in_t = h.in_t + m.qty
      WHERE h.id = m.dst_hold AND h.account = m.dst_account AND h.batch = m.batch
        AND h.bucket = m.dst_bucket AND h.in_t = m.dst_in_t - m.qty;
    END IF;
    GET DIAGNOSTICS n = ROW_COUNT;
    IF done + n <> 3 THEN
      SELECT * INTO one FROM fresh;
      PERFORM ledger.bad_move('block changed meanwhile, or a meter stands elsewhere', one);
    END IF;
    RETURN NULL;
  ELSIF m.n IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT * INTO one FROM fresh LIMIT 1;
  -- Plans are kept for the session, and one made while the tables were small must not scan them
  -- for ever. Local to the transaction, so safe behind a pooler.
  seq := current_setting('enable_seqscan');
  PERFORM set_config('enable_seqscan', 'off', true), set_config('enable_mergejoin', 'off', true);

  -- Cut the blocks and turn the debit meters, from one look at the blocks as they were. A block may
  -- be cut into many pieces; what is left between pieces stays put. Blocks are looked up in the order of
  -- their index, whose pages neighbours share, and written where they were found (ctid).
  WITH found AS MATERIALIZED (
    SELECT f.entry, f.line, f.batch, f.first, f.last, f.last - f.first + 1 AS qty,
      f.src_account, f.src_bucket, f.src_hold, f.src_out_t, f.dst_account, f.dst_bucket, f.dst_hold,
      f.origin, f.bought_on, b.first AS b_first, b.last AS b_last, b.entry AS b_entry, b.line AS b_line,
      b.tid, f.last > b.last OR f.last < f.first OR f.line < 1 OR (b.account, b.bucket) <> (f.src_account, f.src_bucket)
        OR (b.hold, b.entry, b.line) IS DISTINCT FROM (f.src_hold, f.parent_entry, f.parent_line) AS misplaced,
      b.account, b.bucket, b.hold, b.origin AS b_origin, b.bought_on AS b_bought_on
    FROM (SELECT * FROM fresh ORDER BY batch, first) f CROSS JOIN LATERAL (
      SELECT *, b.ctid AS tid FROM ledger.block b
      WHERE b.batch = f.batch AND b.first <= f.first ORDER BY b.first DESC LIMIT 1) b),
  cut AS MATERIALIZED (
    SELECT *, coalesce(lag(last) OVER w, b_first - 1) AS before,
           lead(first) OVER w IS NULL AND last < b_last AS has_tail
    FROM found WINDOW w AS (PARTITION BY batch, b_first ORDER BY first)),
  heads AS (
    SELECT tid, batch, b_first, b_last, b_entry, b_line, last, dst_account AS account, dst_bucket AS bucket,
      dst_hold AS hold, origin, bought_on, entry, line FROM cut WHERE first = b_first
    UNION ALL
    SELECT tid, batch, b_first, b_last, b_entry, b_line, first - 1, account, bucket, hold, b_origin,
      b_bought_on, b_entry, b_line FROM cut WHERE before = b_first - 1 AND first > b_first),
  updated AS (
    UPDATE ledger.block b SET last = h.last, quantity_t = h.last - h.b_first + 1, account = h.account, bucket = h.bucket, hold = h.hold,
      origin = h.origin, bought_on = h.bought_on, entry = h.entry, line = h.line
    FROM heads h
    WHERE b.ctid = h.tid AND b.batch = h.batch AND b.first = h.b_first AND b.last = h.b_last
      AND (b.entry, b.line) IS NOT DISTINCT FROM (h.b_entry, h.b_line) RETURNING 1),
  inserted AS (
    INSERT INTO ledger.block (batch, first, last, account, bucket, hold, origin, bought_on, entry, line, quantity_t)
    SELECT batch, first, last, dst_account, dst_bucket, dst_hold, origin, bought_on, entry, line, qty
    FROM cut WHERE first > b_first
    UNION ALL
    SELECT batch, before + 1, first - 1, account, bucket, hold, b_origin, b_bought_on, b_entry, b_line, first - before - 1
    FROM cut WHERE before >= b_first AND first > before + 1
    UNION ALL
    SELECT batch, last + 1, b_last, account, bucket, hold, b_origin, b_bought_on, b_entry, b_line, b_last - last
    FROM cut WHERE has_tail),
  -- A holding's bought_t counts the blocks of its latest day of purchase, so only that day matters.
  debit AS (
    SELECT src_account, batch, src_bucket, sum(qty)::bigint AS qty, min(low) AS low, max(high) AS high,
      max(bought_on) AS bought_on, (array_agg(qty ORDER BY bought_on DESC NULLS LAST))[1] AS bought
    FROM (SELECT src_account, batch, src_bucket, b_bought_on AS bought_on, sum(qty)::bigint AS qty,
            min(src_out_t - qty) AS low, max(src_out_t) AS high
          FROM found WHERE src_hold IS NULL GROUP BY 1, 2, 3, 4) d GROUP BY 1, 2, 3),
  debited AS (
    UPDATE ledger.holding h SET out_t = h.out_t + d.qty,
      bought_t = h.bought_t - CASE WHEN h.bought_on = d.bought_on THEN d.bought ELSE 0 END
    FROM debit d
    WHERE h.account = d.src_account AND h.batch = d.batch AND h.bucket = d.src_bucket
      AND h.out_t = d.low AND d.high = d.low + d.qty RETURNING d.qty),
  held AS (
    SELECT f.src_hold, sum(f.qty)::bigint AS qty, min(f.src_out_t - f.qty) AS low, max(f.src_out_t) AS high
    FROM found f WHERE f.src_hold IS NOT NULL GROUP BY 1),
  unheld AS (
    UPDATE ledger.hold h SET out_t = h.out_t + d.qty FROM held d
    WHERE h.id = d.src_hold AND h.out_t = d.low AND d.high = d.low + d.qty RETURNING d.qty)
  SELECT (SELECT count(*) FROM cut) = (SELECT count(*) FROM fresh) AS all_found,
         EXISTS (SELECT 1 FROM cut WHERE misplaced OR first <= before) AS misplaced,
         (SELECT count(*) FROM updated) = (SELECT count(*) FROM heads) AS all_updated,
         (SELECT coalesce(sum(qty), 0) FROM debited) + (SELECT coalesce(sum(qty), 0) FROM unheld)
           = (SELECT sum(qty) FROM found) AS all_debited INTO r;
  IF NOT r.all_found OR r.misplaced OR NOT r.all_updated OR NOT r.all_debited THEN
    PERFORM ledger.bad_move('serials not at their source, or a source meter stands elsewhere', one);
  END IF;

  -- Credit meters.
  WITH by_day AS (
    SELECT dst_account, batch, dst_bucket, bought_on, sum(last - first + 1)::bigint AS qty,
      min(dst_in_t - (last - first + 1)) AS low, max(dst_in_t) AS high
    FROM fresh WHERE dst_hold IS NULL GROUP BY 1, 2, 3, 4),
  credit AS (
    SELECT dst_account, batch, dst_bucket, sum(qty)::bigint AS qty, min(low) AS low, max(high) AS high,
      max(bought_on) AS bought_on, (array_agg(qty ORDER BY bought_on DESC NULLS LAST))[1] AS bought
    FROM by_day GROUP BY 1, 2, 3),
  credited AS (
    UPDATE ledger.holding h SET in_t = h.in_t + c.qty,
      bought_t = CASE WHEN c.bought_on > h.bought_on OR (h.bought_on IS NULL AND c.bought_on IS NOT NULL) THEN c.bought
                      WHEN c.bought_on = h.bought_on THEN h.bought_t + c.bought ELSE h.bought_t END,
      bought_on = greatest(h.bought_on, c.bought_on)
    FROM credit c
    WHERE h.account = c.dst_account AND h.batch = c.batch AND h.bucket = c.dst_bucket
      AND h.in_t = c.low AND c.high = c.low + c.qty RETURNING c.qty),
  held AS (
    SELECT dst_hold, dst_account, batch, dst_bucket, sum(last - first + 1)::bigint AS qty,
      min(dst_in_t - (last - first + 1)) AS low, max(dst_in_t) AS high
    FROM fresh WHERE dst_hold IS NOT NULL GROUP BY 1, 2, 3, 4),
  into_hold AS (
    UPDATE ledger.hold h SET in_t = h.in_t + c.qty FROM held c
    WHERE h.id = c.dst_hold AND h.account = c.dst_account AND h.batch = c.batch AND h.bucket = c.dst_bucket
      AND h.in_t = c.low AND c.high = c.low + c.qty RETURNING c.qty)
  SELECT (SELECT coalesce(sum(qty), 0) FROM credited) + (SELECT coalesce(sum(qty), 0) FROM into_hold) AS done,
         (SELECT sum(last - first + 1) FROM fresh) AS asked INTO r;
  IF r.done <> r.asked THEN
    PERFORM ledger.bad_move('a destination meter stands elsewhere', one);
  END IF;

  PERFORM set_config('enable_seqscan', seq, true), set_config('enable_mergejoin', 'on', true);
  RETURN NULL;
END$$;

CREATE TRIGGER law_3_apply AFTER INSERT ON ledger.move
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger.apply_moves();
