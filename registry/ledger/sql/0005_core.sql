-- What every act is made of: the stored reply, the reference, the locks, the choice of blocks,
-- the carrying. Lock order everywhere: request, account, missing holdings (sorted), holdings
-- (sorted), holds, blocks; an entry takes its number only when all of them are held.

-- The stored reply of this client and key, or NULL when the request is new. Law 6: of two callers
-- at once the second fails on the unique key (23505), nothing changed; the service asks again and
-- is given the stored reply.
CREATE FUNCTION ledger.replay(ctx ledger.context) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  r record;
BEGIN
  IF coalesce(ctx.reason, '') = '' OR coalesce(ctx.actor_name, '') = '' THEN
    PERFORM ledger.refuse('reason_missing');
  END IF;
  -- Every act reads what others committed while it waited for its locks; an older snapshot cannot.
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    PERFORM ledger.refuse('isolation_unsupported', jsonb_build_object('level', current_setting('transaction_isolation')));
  END IF;
  SELECT body, reply INTO r FROM ledger.request WHERE client = ctx.client AND key = ctx.key;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF r.body <> ctx.body THEN
    PERFORM ledger.refuse('idempotency_mismatch', jsonb_build_object('key', ctx.key));
  END IF;
  RETURN r.reply || '{"replayed": true}';
END$$;

CREATE FUNCTION ledger.remember(p_id bigint, ctx ledger.context, p_reply jsonb, p_entries bigint[] DEFAULT NULL)
RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO ledger.request (id, client, key, body, actor_id, actor_name, actor_role, ip, reason, reply, entry_ids)
  VALUES (p_id, ctx.client, ctx.key, ctx.body, ctx.actor_id, ctx.actor_name, ctx.actor_role, ctx.ip,
          ctx.reason, p_reply, p_entries);
  RETURN p_reply;
END$$;

-- The entry that already stands under this reference, answered as it was the first time; NULL when
-- there is none. The same reference with another content is an error, not a repeat (law 6).
CREATE FUNCTION ledger.known_reference(ctx ledger.context, p_content bytea) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  e record;
BEGIN
  SELECT k.id, k.act, k.quantity_t, k.content, r.reply INTO e
  FROM ledger.entry k JOIN ledger.request r ON r.id = k.request
  WHERE k.source = ctx.source AND k.reference = ctx.reference;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF e.content <> p_content THEN
    PERFORM ledger.refuse('reference_mismatch', jsonb_build_object('reference', ctx.reference, 'entry', e.id));
  END IF;
  IF (e.reply ->> 'entry')::bigint = e.id THEN RETURN e.reply || '{"repeated": true}'; END IF;
  RETURN jsonb_build_object('entry', e.id, 'act', e.act, 'quantity_t', e.quantity_t, 'repeated', true);
END$$;

CREATE FUNCTION ledger.content(VARIADIC parts text[]) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(array_to_string(parts, chr(31), '~'), 'UTF8'))
$$;

CREATE FUNCTION ledger.write_entry(p_request bigint, ctx ledger.context, p_act ledger.act, p_qty bigint,
  p_content bytea, p_detail jsonb DEFAULT NULL, p_price numeric DEFAULT NULL, p_undoes bigint DEFAULT NULL)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_id bigint := nextval('ledger.entry_id');
BEGIN
  INSERT INTO ledger.entry (id, request, act, on_date, quantity_t, price_cny, undoes, source, reference, content, detail)
  VALUES (v_id, p_request, p_act, ctx.on_date, p_qty, p_price, p_undoes, ctx.source, ctx.reference, p_content, p_detail);
  RETURN v_id;
END$$;

CREATE FUNCTION ledger.check_quantity(p_qty bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p_qty IS NULL OR p_qty < 1 OR p_qty > 9999999999 THEN
    PERFORM ledger.refuse('quantity_invalid', jsonb_build_object('quantity_t', p_qty));
  END IF;
END$$;

-- Lock the holding of one place, making it when missing. `stop` follows the account's status: the
-- account row is share-locked while a holding is made, so a suspension cannot slip in between.
CREATE FUNCTION ledger.lock_holding(p_account int, p_batch int, p_bucket ledger.bucket)
RETURNS ledger.holding LANGUAGE plpgsql AS $$
DECLARE
  h ledger.holding;
  a record;
BEGIN
  SELECT * INTO h FROM ledger.holding
  WHERE account = p_account AND batch = p_batch AND bucket = p_bucket FOR NO KEY UPDATE;
  IF FOUND THEN RETURN h; END IF;
  SELECT status, programme INTO a FROM ledger.account WHERE id = p_account AND kind = 'holder' FOR SHARE;
  IF NOT FOUND THEN
    PERFORM ledger.refuse('account_unknown', jsonb_build_object('account', p_account));
  END IF;
  IF NOT EXISTS (SELECT 1 FROM ledger.batch WHERE id = p_batch AND programme = a.programme) THEN
    IF NOT EXISTS (SELECT 1 FROM ledger.batch WHERE id = p_batch) THEN
      PERFORM ledger.refuse('batch_unknown', jsonb_build_object('batch', p_batch));
    END IF;
    PERFORM ledger.refuse('programme_mismatch', jsonb_build_object('account', p_account, 'batch', p_batch));
  END IF;
  INSERT INTO ledger.holding (account, batch, bucket, stop, waiting)
  VALUES (p_account, p_batch, p_bucket,
    CASE a.status WHEN 'open' THEN 0 WHEN 'suspended' THEN 1 ELSE 2 END,
    EXISTS (SELECT 1 FROM ledger.hold w WHERE w.account = p_account AND w.batch = p_batch AND w.waiting_t > 0))
  ON CONFLICT DO NOTHING;
  SELECT * INTO h FROM ledger.holding
  WHERE account = p_account AND batch = p_batch AND bucket = p_bucket FOR NO KEY UPDATE;
  RETURN h;
END$$;

-- Lock two places in the one order, and give them back as (source, destination).
CREATE FUNCTION ledger.lock_pair(p_batch int, p_sa int, p_sb ledger.bucket, p_da int, p_db ledger.bucket,
  OUT src ledger.holding, OUT dst ledger.holding) LANGUAGE plpgsql AS $$
BEGIN
  IF (p_sa, p_sb) <= (p_da, p_db) THEN
    src := ledger.lock_holding(p_sa, p_batch, p_sb);
    dst := ledger.lock_holding(p_da, p_batch, p_db);
  ELSE
    dst := ledger.lock_holding(p_da, p_batch, p_db);
    src := ledger.lock_holding(p_sa, p_batch, p_sb);
  END IF;
END$$;

CREATE FUNCTION ledger.check_open(h ledger.holding) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF h.stop <> 0 THEN
    PERFORM ledger.refuse(CASE h.stop WHEN 1 THEN 'account_suspended' ELSE 'account_closed' END,
      jsonb_build_object('account', h.account));
  END IF;
END$$;

-- The serials to take from one place, as the arrays of their ends; NULL arrays when the place has
-- too little. Ties take the lowest serial, so that the choice is a function of the ledger alone.
--
-- crumbs: smallest block first, the last one cut at its tail (retirement tidies up).
CREATE FUNCTION ledger.choose_crumbs(p_batch int, p_account int, p_bucket ledger.bucket, p_qty bigint, p_on date,
  OUT firsts bigint[], OUT lasts bigint[]) LANGUAGE plpgsql AS $$
DECLARE
  total bigint;
BEGIN
  SELECT array_agg(x.last + 1 - least(x.size, p_qty - x.before) ORDER BY x.size, x.first),
         array_agg(x.last ORDER BY x.size, x.first), sum(x.size)
  INTO firsts, lasts, total FROM (
    SELECT k.first, k.last, k.quantity_t AS size,
      (sum(k.quantity_t) OVER (ORDER BY k.hold, k.quantity_t, k.first))::bigint - k.quantity_t AS before
    FROM ledger.block k
    WHERE k.hold IS NULL AND k.account = p_account AND k.batch = p_batch AND k.bucket = p_bucket
      AND (p_on IS NULL OR k.bought_on IS NULL OR k.bought_on < p_on)) x
  WHERE x.before < p_qty;
  IF coalesce(total, 0) < p_qty THEN firsts := NULL; lasts := NULL; END IF;
END$$;

-- held: the smallest block of the hold that covers the need, else crumbs.
CREATE FUNCTION ledger.choose_held(p_hold bigint, p_origin ledger.bucket, p_qty bigint,
  OUT firsts bigint[], OUT lasts bigint[]) LANGUAGE plpgsql AS $$
DECLARE
  b     record;
  total bigint;
BEGIN
  SELECT k.last INTO b FROM ledger.hold h JOIN ledger.block k
    ON (k.account, k.batch, k.bucket, k.hold) = (h.account, h.batch, h.bucket, h.id)
  WHERE h.id = p_hold AND k.quantity_t >= p_qty AND (p_origin IS NULL OR k.origin = p_origin)
  ORDER BY k.quantity_t, k.first LIMIT 1;
  IF FOUND THEN
    firsts := ARRAY[b.last - p_qty + 1]; lasts := ARRAY[b.last];
    RETURN;
  END IF;
  SELECT array_agg(x.last + 1 - least(x.size, p_qty - x.before) ORDER BY x.size, x.first),
         array_agg(x.last ORDER BY x.size, x.first), sum(x.size)
  INTO firsts, lasts, total FROM (
    SELECT k.first, k.last, k.quantity_t AS size,
      (sum(k.quantity_t) OVER (ORDER BY k.quantity_t, k.first))::bigint - k.quantity_t AS before
    FROM ledger.hold h JOIN ledger.block k
      ON (k.account, k.batch, k.bucket, k.hold) = (h.account, h.batch, h.bucket, h.id)
    WHERE h.id = p_hold AND (p_origin IS NULL OR k.origin = p_origin)) x
  WHERE x.before < p_qty;
  IF coalesce(total, 0) < p_qty THEN firsts := NULL; lasts := NULL; END IF;
END$$;

-- best: the smallest block that covers what is left, else the largest, and so on; the tail is cut.
-- p_on leaves out units bought on or after that day. (`hold` stands in ORDER BY so that the index gives
-- the order: the planner does not take IS NULL for a constant.)
CREATE FUNCTION ledger.choose_best(p_batch int, p_account int, p_bucket ledger.bucket, p_qty bigint, p_on date,
  OUT firsts bigint[], OUT lasts bigint[]) LANGUAGE plpgsql AS $$
DECLARE
  b    record;
  c    record;
  rest bigint := p_qty;
BEGIN
  SELECT k.first, k.last INTO b FROM ledger.block k
  WHERE k.account = p_account AND k.batch = p_batch AND k.bucket = p_bucket AND k.hold IS NULL
    AND k.quantity_t >= p_qty AND (p_on IS NULL OR k.bought_on IS NULL OR k.bought_on < p_on)
  ORDER BY k.hold, k.quantity_t, k.first LIMIT 1;
  IF FOUND THEN
    firsts := ARRAY[b.last - p_qty + 1]; lasts := ARRAY[b.last];
    RETURN;
  END IF;
  FOR b IN SELECT k.first, k.last, k.quantity_t AS size FROM ledger.block k
    WHERE k.account = p_account AND k.batch = p_batch AND k.bucket = p_bucket AND k.hold IS NULL
      AND (p_on IS NULL OR k.bought_on IS NULL OR k.bought_on < p_on)
    ORDER BY k.hold DESC, k.quantity_t DESC, k.first
  LOOP
    IF b.size >= rest THEN
      SELECT k.last - rest + 1 AS first, k.last INTO c FROM ledger.block k
      WHERE k.account = p_account AND k.batch = p_batch AND k.bucket = p_bucket AND k.hold IS NULL
        AND k.quantity_t >= rest AND (p_on IS NULL OR k.bought_on IS NULL OR k.bought_on < p_on)
        AND k.last <> ALL (coalesce(lasts, '{}'))
      ORDER BY k.hold, k.quantity_t, k.first LIMIT 1;
      firsts := firsts || c.first; lasts := lasts || c.last;
      RETURN;
    END IF;
    firsts := firsts || b.first; lasts := lasts || b.last;
    rest := rest - b.size;
  END LOOP;
  firsts := NULL; lasts := NULL;
END$$;

-- A named range, checked: every serial of it must lie in this one place.
CREATE FUNCTION ledger.choose_range(p_batch int, p_account int, p_bucket ledger.bucket, p_hold bigint,
  p_first bigint, p_last bigint, p_on date, OUT firsts bigint[], OUT lasts bigint[])
LANGUAGE plpgsql AS $$
DECLARE
  total bigint;
  k     record;
BEGIN
  SELECT quantity_t INTO total FROM ledger.batch WHERE id = p_batch;
  IF p_last < p_first OR p_first < 1 THEN
    PERFORM ledger.refuse('range_invalid', jsonb_build_object('first', p_first, 'last', p_last));
  END IF;
  IF p_last > total THEN
    PERFORM ledger.refuse('range_never_issued', jsonb_build_object('first', p_first, 'last', p_last, 'issued_t', total));
  END IF;
  FOR k IN
    SELECT * FROM ledger.block b WHERE b.batch = p_batch AND b.first >= (
        SELECT max(s.first) FROM ledger.block s WHERE s.batch = p_batch AND s.first <= p_first)
      AND b.first <= p_last ORDER BY b.first
  LOOP
    IF (k.account, k.bucket) <> (p_account, p_bucket) OR k.hold IS DISTINCT FROM p_hold THEN
      PERFORM ledger.refuse(
        CASE WHEN k.bucket = 'unissued' THEN 'range_never_issued'
             WHEN k.bucket = 'retired' THEN 'range_retired'
             WHEN k.bucket = 'cancelled' THEN 'range_cancelled'
             WHEN k.account <> p_account THEN 'range_not_held'
             WHEN k.bucket = 'frozen' THEN 'range_frozen'
             WHEN k.bucket = 'reserved' THEN 'range_reserved'
             ELSE 'range_wrong_bucket' END,
        jsonb_build_object('first', greatest(k.first, p_first), 'last', least(k.last, p_last), 'bucket', k.bucket,
          'wanted', p_bucket, 'issued_t', total));
    END IF;
    IF k.bought_on >= p_on THEN
      PERFORM ledger.refuse('bought_today', jsonb_build_object('bought_t', least(k.last, p_last) - greatest(k.first, p_first) + 1,
        'available_t', 0, 'quantity_t', p_last - p_first + 1));
    END IF;
    firsts := firsts || greatest(k.first, p_first);
    lasts := lasts || least(k.last, p_last);
  END LOOP;
END$$;

-- Write the moves of these pieces. Their blocks, and so parent, origin and day of purchase, are
-- read here; the meters go on from the readings given. Returns the number of the last line.
CREATE FUNCTION ledger.carry(p_entry bigint, p_line int, p_batch int, p_firsts bigint[], p_lasts bigint[],
  p_sa int, p_sb ledger.bucket, p_sh bigint, p_out bigint,
  p_da int, p_db ledger.bucket, p_dh bigint, p_in bigint, p_bought date DEFAULT NULL)
RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  IF p_firsts IS NULL THEN
    RAISE EXCEPTION 'no blocks were chosen for entry %', p_entry;  -- a bug: the caller must have refused
  END IF;
  INSERT INTO ledger.move (entry, line, parent_entry, parent_line, batch, first, last,
    src_account, src_bucket, src_hold, src_out_t, dst_account, dst_bucket, dst_hold, dst_in_t, origin, bought_on)
  SELECT p_entry, p_line + p.n, b.entry, b.line, p_batch, p.first, p.last,
    p_sa, p_sb, p_sh, p_out + p.upto, p_da, p_db, p_dh, p_in + p.upto,
    CASE WHEN p_dh IS NOT NULL THEN coalesce(b.origin, p_sb) END,
    coalesce(p_bought, CASE WHEN p_sa = p_da THEN b.bought_on END)
  FROM (SELECT u.n::int, u.first, u.last, (sum(u.last - u.first + 1) OVER (ORDER BY u.n))::bigint AS upto
        FROM unnest(p_firsts, p_lasts) WITH ORDINALITY AS u(first, last, n)) p
  CROSS JOIN LATERAL (SELECT k.entry, k.line, k.origin, k.bought_on FROM ledger.block k
    WHERE k.batch = p_batch AND k.first <= p.first ORDER BY k.first DESC LIMIT 1) b;
  RETURN p_line + array_length(p_firsts, 1);
END$$;

CREATE FUNCTION ledger.ranges(p_firsts bigint[], p_lasts bigint[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_array(f, l) ORDER BY f), '[]') FROM unnest(p_firsts, p_lasts) AS u(f, l)
$$;

-- Say how much a place has, and why the rest is not to be had.
CREATE FUNCTION ledger.refuse_short(h ledger.holding, p_qty bigint, p_on date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  today bigint := CASE WHEN h.bought_on >= p_on THEN h.bought_t ELSE 0 END;
BEGIN
  PERFORM ledger.refuse(
    CASE WHEN (h.in_t - h.out_t) >= p_qty AND today > 0 THEN 'bought_today' ELSE 'insufficient' END,
    jsonb_build_object('account', h.account, 'batch', h.batch, 'bucket', h.bucket, 'quantity_t', p_qty,
      'available_t', (h.in_t - h.out_t) - today, 'bought_t', today));
END$$;
