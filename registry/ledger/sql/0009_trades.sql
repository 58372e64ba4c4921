-- One trade, and the undoing of one. Units go from the seller's `trading` (or from an order, which
-- is a hold) to the buyer's `trading`, and carry the day on which they were bought (R-TRADE-03).

CREATE FUNCTION ledger.trade_content(p_seller int, p_buyer int, p_batch int, p_qty bigint, p_price numeric,
  p_hold bigint, p_on date) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(concat_ws('|', 'settle', p_seller, p_buyer, p_batch, p_qty, trim_scale(p_price), coalesce(p_hold, 0), p_on - date '2000-01-01'), 'UTF8'))
$$;

-- A sell order is drawn on without touching the seller's holding, so the account itself is asked.
-- Its suspension locks the orders too: read after the order is locked, the status is the last word.
CREATE FUNCTION ledger.check_seller(p_account int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_status text;
BEGIN
  SELECT status INTO v_status FROM ledger.account WHERE id = p_account;
  IF v_status <> 'open' THEN
    PERFORM ledger.refuse('account_' || v_status, jsonb_build_object('account', p_account));
  END IF;
END$$;

-- Statements stand here in line instead of in the helpers of 0005, which would cost this path, the
-- busiest of all, a third of its speed. The helpers take over wherever something is unusual.
CREATE FUNCTION ledger.settle(ctx ledger.context, p_seller int, p_buyer int, p_batch int, p_qty bigint,
  p_price numeric, p_hold bigint DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
DECLARE
  v_content bytea;
  v_reply   jsonb;
  v_request bigint;
  v_entry   bigint;
  h         ledger.hold;
  src       ledger.holding;
  dst       ledger.holding;
  b         record;
  c         record;
  v_out     bigint;
  v_bucket  ledger.bucket := 'trading';
BEGIN
  -- Known already, or malformed? The slow answers are in the helpers.
  v_content := ledger.trade_content(p_seller, p_buyer, p_batch, p_qty, p_price, p_hold, ctx.on_date);
  IF EXISTS (SELECT 1 FROM ledger.request WHERE client = ctx.client AND key = ctx.key)
     OR EXISTS (SELECT 1 FROM ledger.entry WHERE source = ctx.source AND reference = ctx.reference)
     OR current_setting('transaction_isolation') <> 'read committed' OR ctx.reason = '' OR ctx.actor_name = '' OR p_qty IS NULL OR NOT (p_qty BETWEEN 1 AND 9999999999)
     OR p_seller = p_buyer OR NOT (p_price BETWEEN 0 AND 999999999999.99 AND p_price = round(p_price, 2)) THEN
    v_reply := ledger.replay(ctx);
    IF v_reply IS NOT NULL THEN RETURN v_reply; END IF;
    PERFORM ledger.check_quantity(p_qty);
    IF p_seller = p_buyer THEN PERFORM ledger.refuse('same_account', jsonb_build_object('account', p_seller)); END IF;
    v_reply := ledger.known_reference(ctx, v_content);
    IF v_reply IS NOT NULL THEN RETURN ledger.remember(nextval('ledger.request_id'), ctx, v_reply); END IF;
    PERFORM ledger.refuse('price_invalid', jsonb_build_object('price_cny', p_price));
  END IF;
  v_request := nextval('ledger.request_id');

  IF p_hold IS NULL AND p_seller < p_buyer THEN
    SELECT * INTO src FROM ledger.holding
    WHERE account = p_seller AND batch = p_batch AND bucket = 'trading' FOR NO KEY UPDATE;
    IF NOT FOUND THEN src := ledger.lock_holding(p_seller, p_batch, 'trading'); END IF;
  END IF;
  SELECT * INTO dst FROM ledger.holding
  WHERE account = p_buyer AND batch = p_batch AND bucket = 'trading' FOR NO KEY UPDATE;
  IF NOT FOUND THEN dst := ledger.lock_holding(p_buyer, p_batch, 'trading'); END IF;
  IF p_hold IS NULL AND p_seller > p_buyer THEN
    SELECT * INTO src FROM ledger.holding
    WHERE account = p_seller AND batch = p_batch AND bucket = 'trading' FOR NO KEY UPDATE;
    IF NOT FOUND THEN src := ledger.lock_holding(p_seller, p_batch, 'trading'); END IF;
  END IF;
  IF dst.stop <> 0 THEN PERFORM ledger.check_open(dst); END IF;

  IF p_hold IS NULL THEN
    IF src.stop <> 0 THEN PERFORM ledger.check_open(src); END IF;
    IF src.bought_on > ctx.on_date THEN
      PERFORM ledger.refuse('trade_date_past', jsonb_build_object('on_date', ctx.on_date, 'bought_on', src.bought_on));
    END IF;
    v_out := src.out_t;
    SELECT k.first, k.last, k.entry, k.line INTO b FROM ledger.block k
    WHERE k.account = p_seller AND k.batch = p_batch AND k.bucket = 'trading' AND k.hold IS NULL
      AND k.quantity_t >= p_qty AND (k.bought_on IS NULL OR k.bought_on < ctx.on_date)
    ORDER BY k.hold, k.quantity_t, k.first LIMIT 1;
    IF NOT FOUND THEN
      c := ledger.choose_best(p_batch, p_seller, 'trading', p_qty, ctx.on_date);
      IF c.firsts IS NULL THEN PERFORM ledger.refuse_short(src, p_qty, ctx.on_date); END IF;
    END IF;
  ELSE
    SELECT * INTO h FROM ledger.hold WHERE id = p_hold FOR NO KEY UPDATE;
    IF NOT FOUND OR h.status <> 'open' THEN PERFORM ledger.lock_hold(p_hold); END IF;
    IF (h.account, h.batch) <> (p_seller, p_batch) OR h.kind <> 'order' THEN
      PERFORM ledger.refuse('hold_mismatch', jsonb_build_object('hold', p_hold));
    END IF;
    PERFORM ledger.check_seller(p_seller);
    IF h.opened_on > ctx.on_date THEN
      PERFORM ledger.refuse('trade_date_past', jsonb_build_object('on_date', ctx.on_date, 'bought_on', h.opened_on));
    END IF;
    IF (h.in_t - h.out_t) < p_qty THEN
      PERFORM ledger.refuse('hold_insufficient', jsonb_build_object('hold', p_hold, 'quantity_t', p_qty, 'available_t', (h.in_t - h.out_t)));
    END IF;
    v_out := h.out_t;
    v_bucket := 'reserved';
    SELECT k.first, k.last, k.entry, k.line INTO b FROM ledger.block k
    WHERE (k.account, k.batch, k.bucket, k.hold) = (p_seller, p_batch, v_bucket, p_hold) AND k.quantity_t >= p_qty
    ORDER BY k.hold, k.quantity_t, k.first LIMIT 1;
    IF NOT FOUND THEN c := ledger.choose_held(p_hold, NULL, p_qty); END IF;
  END IF;

  v_entry := nextval('ledger.entry_id');
  IF b.first IS NOT NULL THEN
    v_reply := jsonb_build_object('entry', v_entry, 'act', 'settle', 'batch', p_batch,
      'quantity_t', p_qty, 'ranges', jsonb_build_array(jsonb_build_array(b.last - p_qty + 1, b.last)));
    INSERT INTO ledger.request (id, client, key, body, actor_id, actor_name, actor_role, ip, reason, reply)
    VALUES (v_request, ctx.client, ctx.key, ctx.body, ctx.actor_id, ctx.actor_name, ctx.actor_role, ctx.ip,
      ctx.reason, v_reply);
    INSERT INTO ledger.entry (id, request, act, on_date, quantity_t, price_cny, source, reference, content)
    VALUES (v_entry, v_request, 'settle', ctx.on_date, p_qty, p_price, ctx.source, ctx.reference, v_content);
    INSERT INTO ledger.move (entry, line, parent_entry, parent_line, batch, first, last,
      src_account, src_bucket, src_hold, src_out_t, dst_account, dst_bucket, dst_in_t, bought_on)
    VALUES (v_entry, 1, b.entry, b.line, p_batch, b.last - p_qty + 1, b.last,
      p_seller, v_bucket, p_hold, v_out + p_qty, p_buyer, 'trading', dst.in_t + p_qty, ctx.on_date);
  ELSE
    INSERT INTO ledger.entry (id, request, act, on_date, quantity_t, price_cny, source, reference, content)
    VALUES (v_entry, v_request, 'settle', ctx.on_date, p_qty, p_price, ctx.source, ctx.reference, v_content);
    PERFORM ledger.carry(v_entry, 0, p_batch, c.firsts, c.lasts, p_seller, v_bucket, p_hold, v_out,
      p_buyer, 'trading', NULL, dst.in_t, ctx.on_date);
    v_reply := ledger.remember(v_request, ctx, jsonb_build_object('entry', v_entry, 'act', 'settle', 'batch', p_batch,
      'quantity_t', p_qty, 'ranges', ledger.ranges(c.firsts, c.lasts)));
  END IF;
  IF dst.waiting THEN PERFORM ledger.catch_credits(v_request, ctx.on_date, p_buyer, p_batch, 'trading', p_qty); END IF;
  RETURN v_reply;
END$$;

-- Undo a trade of the same day: the same serials go back to the seller's `trading`, with the day of
-- purchase they had before. T+1 means they cannot have gone far: only a freeze can stand in the way.
CREATE FUNCTION ledger.undo_trade(ctx ledger.context, p_trade text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
DECLARE
  v_reply   jsonb := ledger.replay(ctx);
  v_content bytea := ledger.content('undo', p_trade, (ctx.on_date - date '2000-01-01')::text);
  v_request bigint := nextval('ledger.request_id');
  t         ledger.entry;
  m         ledger.move;
  pair      record;
  now_at    record;
  v_entry   bigint;
BEGIN
  IF v_reply IS NOT NULL THEN RETURN v_reply; END IF;
  v_reply := ledger.known_reference(ctx, v_content);
  IF v_reply IS NOT NULL THEN RETURN ledger.remember(v_request, ctx, v_reply); END IF;
  SELECT * INTO t FROM ledger.entry WHERE source = ctx.source AND reference = p_trade;
  IF NOT FOUND OR t.act <> 'settle' THEN PERFORM ledger.refuse('trade_unknown', jsonb_build_object('trade', p_trade)); END IF;
  IF t.on_date <> ctx.on_date THEN
    PERFORM ledger.refuse('undo_too_late', jsonb_build_object('trade', p_trade, 'traded_on', t.on_date));
  END IF;
  SELECT * INTO m FROM ledger.move WHERE entry = t.id AND line = 1;
  pair := ledger.lock_pair(m.batch, m.dst_account, 'trading', m.src_account, 'trading');
  IF (pair.dst).stop = 2 THEN PERFORM ledger.check_open(pair.dst); END IF;
  -- Going back from the block as it is now, a second undo comes upon the first.
  IF EXISTS (
    WITH RECURSIVE back AS (
      (SELECT b.entry, b.line FROM ledger.block b
       WHERE b.batch = m.batch AND b.first <= m.first ORDER BY b.first DESC LIMIT 1)
      UNION ALL
      SELECT v.parent_entry, v.parent_line
      FROM back JOIN ledger.move v ON (v.entry, v.line) = (back.entry, back.line) WHERE v.entry > t.id)
    SELECT 1 FROM back JOIN ledger.entry e ON e.id = back.entry WHERE e.undoes = t.id) THEN
    PERFORM ledger.refuse('trade_undone', jsonb_build_object('trade', p_trade));
  END IF;
  -- The pieces as they lie now (a freeze since ended may have cut them), with the day of purchase that
  -- the seller's units had.
  SELECT array_agg(greatest(b.first, v.first) ORDER BY v.line, b.first) AS firsts,
         array_agg(least(b.last, v.last) ORDER BY v.line, b.first) AS lasts,
         array_agg(p.bought_on ORDER BY v.line, b.first) AS bought,
         array_agg(b.entry ORDER BY v.line, b.first) AS entries, array_agg(b.line ORDER BY v.line, b.first) AS lines,
         bool_and(b.account = m.dst_account AND b.bucket = 'trading' AND b.bought_on IS NOT DISTINCT FROM ctx.on_date) AS here
  INTO now_at
  FROM ledger.move v
  LEFT JOIN ledger.move p ON (p.entry, p.line) = (v.parent_entry, v.parent_line)
  CROSS JOIN LATERAL (
    SELECT k.* FROM ledger.block k
    WHERE k.batch = v.batch AND k.first <= v.last AND k.first >= (
      SELECT max(c.first) FROM ledger.block c WHERE c.batch = v.batch AND c.first <= v.first)) b
  WHERE v.entry = t.id;
  IF now_at.here IS NOT TRUE THEN
    PERFORM ledger.refuse('units_moved', jsonb_build_object('trade', p_trade));
  END IF;
  v_entry := ledger.write_entry(v_request, ctx, 'undo', t.quantity_t, v_content, NULL, t.price_cny, t.id);
  INSERT INTO ledger.move (entry, line, parent_entry, parent_line, batch, first, last,
    src_account, src_bucket, src_out_t, dst_account, dst_bucket, dst_in_t, bought_on)
  SELECT v_entry, u.n, u.entry, u.line, m.batch, u.first, u.last, m.dst_account, 'trading',
    (pair.src).out_t + sum(u.last - u.first + 1) OVER w, m.src_account, 'trading',
    (pair.dst).in_t + sum(u.last - u.first + 1) OVER w, u.bought
  FROM unnest(now_at.firsts, now_at.lasts, now_at.bought, now_at.entries, now_at.lines)
       WITH ORDINALITY AS u(first, last, bought, entry, line, n)
  WINDOW w AS (ORDER BY u.n);
  IF (pair.dst).waiting THEN
    PERFORM ledger.catch_credits(v_request, ctx.on_date, m.src_account, m.batch, 'trading', t.quantity_t);
  END IF;
  RETURN ledger.remember(v_request, ctx, jsonb_build_object('entry', v_entry, 'act', 'undo', 'undoes', t.id,
    'batch', m.batch, 'quantity_t', t.quantity_t));
END$$;
