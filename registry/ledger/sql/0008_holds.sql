-- Holds: why units are reserved or frozen. A hold is a place of its own, with its own meters; the
-- blocks in it name it. Freezes queue (轮候): what one releases goes to the next in rank in the same
-- transaction and never passes through `available`; one that wants more than is held catches
-- later credits until its last day has passed, whether or not its expiry was recorded yet. Lock order: holdings, then holds by id.

CREATE FUNCTION ledger.lock_hold(p_hold bigint) RETURNS ledger.hold LANGUAGE plpgsql AS $$
DECLARE
  h ledger.hold;
BEGIN
  SELECT * INTO h FROM ledger.hold WHERE id = p_hold FOR NO KEY UPDATE;
  IF NOT FOUND THEN PERFORM ledger.refuse('hold_unknown', jsonb_build_object('hold', p_hold)); END IF;
  IF h.status <> 'open' THEN
    PERFORM ledger.refuse('hold_closed', jsonb_build_object('hold', p_hold, 'status', h.status));
  END IF;
  RETURN h;
END$$;

-- Give the p_credited tonnes that just came into (account, batch, bucket) to the holds that wait for
-- them and have not passed their last day; what lay there before stays. The caller holds the lock on that holding. Each catch is an
-- entry of its own under the same request.
CREATE FUNCTION ledger.catch_credits(p_request bigint, p_on date, p_account int, p_batch int, p_bucket ledger.bucket,
  p_credited bigint)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  w       ledger.hold;
  place   ledger.holding;
  c       record;
  qty     bigint;
  v_entry bigint;
BEGIN
  IF p_bucket NOT IN ('available', 'trading') THEN RETURN; END IF;
  FOR w IN SELECT * FROM ledger.hold WHERE account = p_account AND batch = p_batch AND waiting_t > 0
      AND (expires_on IS NULL OR expires_on >= p_on)
    ORDER BY rank FOR NO KEY UPDATE
  LOOP
    SELECT * INTO place FROM ledger.holding WHERE account = p_account AND batch = p_batch AND bucket = p_bucket;
    qty := least(w.waiting_t, place.in_t - place.out_t, p_credited);
    EXIT WHEN qty = 0;
    c := ledger.choose_best(p_batch, p_account, p_bucket, qty, NULL);
    v_entry := nextval('ledger.entry_id');
    INSERT INTO ledger.entry (id, request, act, on_date, quantity_t, source, reference, content, detail)
    VALUES (v_entry, p_request, 'catch', p_on, qty, 'ledger', 'catch-' || v_entry,
      ledger.content('catch', w.id::text, qty::text), jsonb_build_object('hold', w.id));
    PERFORM ledger.carry(v_entry, 0, p_batch, c.firsts, c.lasts, p_account, p_bucket, NULL, place.out_t,
      p_account, w.bucket, w.id, w.in_t);
    UPDATE ledger.hold SET waiting_t = waiting_t - qty WHERE id = w.id;
    p_credited := p_credited - qty;
  END LOOP;
  UPDATE ledger.holding SET waiting = false
  WHERE account = p_account AND batch = p_batch AND bucket = p_bucket AND NOT EXISTS (
    SELECT 1 FROM ledger.hold WHERE account = p_account AND batch = p_batch AND waiting_t > 0);
END$$;

CREATE FUNCTION ledger.open_hold(p_uuid uuid, p_kind text, p_account int, p_batch int, p_document text,
  p_requested bigint, p_opened date, p_expires date, p_entry bigint) RETURNS bigint LANGUAGE sql AS $$
  INSERT INTO ledger.hold (uuid, kind, account, batch, bucket, document, requested_t, rank, opened_on, expires_on, entry)
  VALUES (p_uuid, p_kind, p_account, p_batch,
    CASE WHEN p_kind IN ('order', 'reservation') THEN 'reserved' ELSE 'frozen' END::ledger.bucket,
    p_document, p_requested, nextval('ledger.hold_rank'), p_opened, p_expires, p_entry) RETURNING id
$$;

-- Reserve or freeze. p_bucket names where reservations draw from; freezes take from `available`,
-- then `trading`, and judicial and regulator freezes wait for what is missing. Kinds: order,
-- reservation (by the holder: account open, T+1 kept); judicial, regulator, pledge.
CREATE FUNCTION ledger.hold_units(ctx ledger.context, p_uuid uuid, p_kind text, p_batch int, p_account int,
  p_bucket ledger.bucket, p_qty bigint, p_first bigint, p_last bigint, p_document text, p_expires date)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
DECLARE
  v_reply   jsonb := ledger.replay(ctx);
  v_content bytea;
  v_request bigint := nextval('ledger.request_id');
  v_act     ledger.act := CASE WHEN p_kind IN ('order', 'reservation') THEN 'reserve' ELSE 'freeze' END;
  qty       bigint := coalesce(p_qty, p_last - p_first + 1);
  free      ledger.holding;
  listed    ledger.holding;
  place     ledger.holding;
  c         record;
  v_entry   bigint;
  v_hold    bigint;
  v_line    int := 0;
  got       bigint := 0;
  part      bigint;
  v_on      date;
  v_firsts  bigint[];
  v_lasts   bigint[];
BEGIN
  IF v_reply IS NOT NULL THEN RETURN v_reply; END IF;
  IF p_first IS NOT NULL AND qty <> p_last - p_first + 1 THEN
    PERFORM ledger.refuse('range_quantity_differ', jsonb_build_object('quantity_t', p_qty, 'range_t', p_last - p_first + 1));
  END IF;
  IF p_first IS NOT NULL AND p_last < p_first THEN
    PERFORM ledger.refuse('range_invalid', jsonb_build_object('first', p_first, 'last', p_last));
  END IF;
  PERFORM ledger.check_quantity(qty);
  IF btrim(coalesce(p_document, '')) = '' THEN PERFORM ledger.refuse('document_missing'); END IF;
  IF p_kind NOT IN ('order', 'reservation', 'judicial', 'regulator', 'pledge') THEN
    PERFORM ledger.refuse('hold_kind_unknown', jsonb_build_object('kind', p_kind));
  END IF;
  v_content := ledger.content(v_act::text, p_kind, p_batch::text, p_account::text, p_bucket::text, qty::text,
    p_first::text, p_last::text, p_document, p_expires::text);
  v_reply := ledger.known_reference(ctx, v_content);
  IF v_reply IS NOT NULL THEN RETURN ledger.remember(v_request, ctx, v_reply); END IF;

  IF p_expires < ctx.on_date THEN
    PERFORM ledger.refuse('expiry_past', jsonb_build_object('expires_on', p_expires));
  END IF;
  IF p_bucket NOT IN ('available', 'trading') OR p_kind = 'order' AND p_bucket IS DISTINCT FROM 'trading' THEN
    PERFORM ledger.refuse('bucket_invalid', jsonb_build_object('bucket', p_bucket));
  END IF;
  free := ledger.lock_holding(p_account, p_batch, 'available');
  listed := ledger.lock_holding(p_account, p_batch, 'trading');
  IF free.stop = 2 THEN PERFORM ledger.check_open(free); END IF;
  IF v_act = 'reserve' THEN
    PERFORM ledger.check_open(free);
    v_on := CASE WHEN p_bucket = 'trading' THEN ctx.on_date END;
  END IF;
  v_entry := ledger.write_entry(v_request, ctx, v_act, qty, v_content);
  v_hold := ledger.open_hold(p_uuid, p_kind, p_account, p_batch, p_document, qty, ctx.on_date, p_expires, v_entry);

  FOREACH place IN ARRAY ARRAY[free, listed] LOOP
    CONTINUE WHEN p_bucket IS NOT NULL AND place.bucket <> p_bucket;
    IF p_first IS NOT NULL THEN
      CONTINUE WHEN place.bucket = 'available' AND p_bucket IS NULL AND EXISTS (
        SELECT 1 FROM ledger.block WHERE batch = p_batch AND first <= p_first AND last >= p_first
          AND account = p_account AND bucket = 'trading');
      c := ledger.choose_range(p_batch, p_account, place.bucket, NULL, p_first, p_last, v_on);
      part := qty;
    ELSIF v_act = 'reserve' OR p_kind = 'pledge' AND p_bucket IS NOT NULL THEN
      c := ledger.choose_best(p_batch, p_account, place.bucket, qty, v_on);
      IF c.firsts IS NULL THEN PERFORM ledger.refuse_short(place, qty, v_on); END IF;
      part := qty;
    ELSE
      part := least(qty - got, (place.in_t - place.out_t));
      CONTINUE WHEN part = 0;
      c := ledger.choose_best(p_batch, p_account, place.bucket, part, NULL);
    END IF;
    v_line := ledger.carry(v_entry, v_line, p_batch, c.firsts, c.lasts, p_account, place.bucket, NULL, place.out_t,
      p_account, CASE v_act WHEN 'reserve' THEN 'reserved' ELSE 'frozen' END::ledger.bucket, v_hold, got);
    got := got + part;
    v_firsts := v_firsts || c.firsts;
    v_lasts := v_lasts || c.lasts;
    EXIT WHEN got = qty;
  END LOOP;
  IF got < qty THEN
    IF p_kind NOT IN ('judicial', 'regulator') THEN
      PERFORM ledger.refuse('insufficient', jsonb_build_object('account', p_account, 'batch', p_batch,
        'bucket', 'available', 'quantity_t', qty, 'available_t', got));
    END IF;
    UPDATE ledger.hold SET waiting_t = qty - got WHERE id = v_hold;
    UPDATE ledger.holding SET waiting = true
    WHERE account = p_account AND batch = p_batch AND bucket IN ('available', 'trading');
  END IF;
  RETURN ledger.remember(v_request, ctx, jsonb_build_object('entry', v_entry, 'act', v_act, 'batch', p_batch,
    'hold', v_hold, 'quantity_t', got, 'waiting_t', qty - got, 'ranges', ledger.ranges(v_firsts, v_lasts)));
END$$;

-- Move part of a hold to one place. The caller has locked the hold and the destination.
CREATE FUNCTION ledger.out_of_hold(p_entry bigint, p_line int, h ledger.hold, p_qty bigint, p_origin ledger.bucket,
  p_da int, p_db ledger.bucket, p_dh bigint, p_in bigint, OUT line int, OUT firsts bigint[], OUT lasts bigint[])
LANGUAGE plpgsql AS $$
DECLARE
  v_out bigint;
  c     record;
BEGIN
  SELECT out_t INTO v_out FROM ledger.hold WHERE id = h.id;
  c := ledger.choose_held(h.id, p_origin, p_qty);
  firsts := c.firsts;
  lasts := c.lasts;
  line := ledger.carry(p_entry, p_line, h.batch, c.firsts, c.lasts, h.account, h.bucket, h.id, v_out,
    p_da, p_db, p_dh, p_in);
END$$;

-- Release all (p_qty NULL) or part of a hold: first to the freezes that wait (轮候), the rest to the
-- buckets the units came from. A full release ends the hold as `released` or `expired`.
CREATE FUNCTION ledger.release_hold(ctx ledger.context, p_act ledger.act, p_hold bigint, p_qty bigint, p_document text)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
DECLARE
  v_reply   jsonb := ledger.replay(ctx);
  v_content bytea := ledger.content(p_act::text, p_hold::text, p_qty::text, p_document);
  v_request bigint := nextval('ledger.request_id');
  h         ledger.hold;
  w         ledger.hold;
  place     ledger.holding;
  v_bucket  ledger.bucket;
  v_entry   bigint;
  v_line    int := 0;
  o         record;
  qty       bigint;
  rest      bigint;
  part      bigint;
BEGIN
  IF v_reply IS NOT NULL THEN RETURN v_reply; END IF;
  v_reply := ledger.known_reference(ctx, v_content);
  IF v_reply IS NOT NULL THEN RETURN ledger.remember(v_request, ctx, v_reply); END IF;
  SELECT * INTO h FROM ledger.hold WHERE id = p_hold;
  IF NOT FOUND THEN PERFORM ledger.refuse('hold_unknown', jsonb_build_object('hold', p_hold)); END IF;
  IF p_act NOT IN ('release', 'unfreeze', 'expire') OR (p_act = 'release') <> (h.bucket = 'reserved') AND p_act <> 'expire' THEN
    PERFORM ledger.refuse('hold_kind_unknown', jsonb_build_object('hold', p_hold, 'kind', h.kind));
  END IF;
  PERFORM ledger.lock_holding(h.account, h.batch, 'available');
  PERFORM ledger.lock_holding(h.account, h.batch, 'trading');
  PERFORM 1 FROM ledger.hold WHERE account = h.account AND batch = h.batch AND (waiting_t > 0 OR id = p_hold)
    ORDER BY id FOR NO KEY UPDATE;
  h := ledger.lock_hold(p_hold);
  IF p_act = 'expire' AND h.expires_on IS NULL THEN
    PERFORM ledger.refuse('hold_without_expiry', jsonb_build_object('hold', p_hold));
  END IF;
  IF p_act = 'expire' AND h.expires_on >= ctx.on_date THEN
    PERFORM ledger.refuse('hold_not_expired', jsonb_build_object('hold', p_hold, 'expires_on', h.expires_on));
  END IF;
  IF p_act = 'unfreeze' AND btrim(coalesce(p_document, '')) = '' THEN PERFORM ledger.refuse('document_missing'); END IF;
  qty := coalesce(p_qty, (h.in_t - h.out_t));
  IF p_qty IS NOT NULL THEN PERFORM ledger.check_quantity(p_qty); END IF;
  IF qty > (h.in_t - h.out_t) THEN
    PERFORM ledger.refuse('hold_insufficient', jsonb_build_object('hold', p_hold, 'quantity_t', qty, 'available_t', (h.in_t - h.out_t)));
  END IF;
  v_entry := ledger.write_entry(v_request, ctx, p_act, qty, v_content,
    jsonb_build_object('hold', p_hold, 'document', p_document));
  rest := qty;
  FOR w IN SELECT * FROM ledger.hold WHERE account = h.account AND batch = h.batch AND waiting_t > 0 AND id <> p_hold
      AND (expires_on IS NULL OR expires_on >= ctx.on_date)
    ORDER BY rank
  LOOP
    EXIT WHEN rest = 0;
    part := least(rest, w.waiting_t);
    SELECT line INTO v_line FROM ledger.out_of_hold(v_entry, v_line, h, part, NULL, h.account, w.bucket, w.id, w.in_t);
    UPDATE ledger.hold SET waiting_t = waiting_t - part WHERE id = w.id;
    rest := rest - part;
  END LOOP;
  FOREACH v_bucket IN ARRAY '{available,trading}'::ledger.bucket[] LOOP
    SELECT least(rest, coalesce(sum(quantity_t), 0))::bigint INTO part FROM ledger.block
    WHERE (account, batch, bucket, hold) = (h.account, h.batch, h.bucket, p_hold) AND origin = v_bucket;
    CONTINUE WHEN part = 0;
    SELECT * INTO place FROM ledger.holding WHERE account = h.account AND batch = h.batch AND bucket = v_bucket;
    SELECT line INTO v_line FROM ledger.out_of_hold(v_entry, v_line, h, part, v_bucket, h.account, v_bucket, NULL, place.in_t);
    rest := rest - part;
  END LOOP;
  IF p_qty IS NULL THEN
    UPDATE ledger.hold SET waiting_t = 0, status = CASE p_act WHEN 'expire' THEN 'expired' ELSE 'released' END
    WHERE id = p_hold;
  END IF;
  RETURN ledger.remember(v_request, ctx, jsonb_build_object('entry', v_entry, 'act', p_act, 'hold', p_hold,
    'batch', h.batch, 'quantity_t', qty));
END$$;

-- 续冻: a later expiry, by a document of its own.
CREATE FUNCTION ledger.renew_hold(ctx ledger.context, p_hold bigint, p_expires date, p_document text)
RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
DECLARE
  v_reply   jsonb := ledger.replay(ctx);
  v_content bytea := ledger.content('renew', p_hold::text, p_expires::text, p_document);
  v_request bigint := nextval('ledger.request_id');
  h         ledger.hold;
  v_entry   bigint;
BEGIN
  IF v_reply IS NOT NULL THEN RETURN v_reply; END IF;
  v_reply := ledger.known_reference(ctx, v_content);
  IF v_reply IS NOT NULL THEN RETURN ledger.remember(v_request, ctx, v_reply); END IF;
  IF btrim(coalesce(p_document, '')) = '' THEN PERFORM ledger.refuse('document_missing'); END IF;
  h := ledger.lock_hold(p_hold);
  IF h.bucket <> 'frozen' THEN
    PERFORM ledger.refuse('hold_kind_unknown', jsonb_build_object('hold', p_hold, 'kind', h.kind));
  END IF;
  IF h.expires_on IS NULL THEN PERFORM ledger.refuse('hold_without_expiry', jsonb_build_object('hold', p_hold)); END IF;
  IF p_expires IS NULL OR p_expires < ctx.on_date OR p_expires <= h.expires_on THEN
    PERFORM ledger.refuse('expiry_past', jsonb_build_object('expires_on', p_expires));
  END IF;
  UPDATE ledger.hold SET expires_on = p_expires WHERE id = p_hold;
  v_entry := ledger.write_entry(v_request, ctx, 'renew', 0, v_content, jsonb_build_object('hold', p_hold,
    'document', p_document, 'from', h.expires_on, 'to', p_expires));
  RETURN ledger.remember(v_request, ctx, jsonb_build_object('entry', v_entry, 'act', 'renew', 'hold', p_hold,
    'expires_on', p_expires));
END$$;

-- 扣划 (execute: to the account the court names) or forced cancellation, out of a freeze.
CREATE FUNCTION ledger.spend_hold(ctx ledger.context, p_act ledger.act, p_hold bigint, p_to int, p_qty bigint,
  p_document text, p_detail jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
DECLARE
  v_reply   jsonb := ledger.replay(ctx);
  v_content bytea := ledger.content(p_act::text, p_hold::text, p_to::text, p_qty::text, p_document, p_detail::text);
  v_request bigint := nextval('ledger.request_id');
  v_bucket  ledger.bucket := CASE p_act WHEN 'execute' THEN 'available' ELSE 'cancelled' END;
  h         ledger.hold;
  dst       ledger.holding;
  v_to      int;
  v_entry   bigint;
  qty       bigint;
  took      record;
BEGIN
  IF v_reply IS NOT NULL THEN RETURN v_reply; END IF;
  v_reply := ledger.known_reference(ctx, v_content);
  IF v_reply IS NOT NULL THEN RETURN ledger.remember(v_request, ctx, v_reply); END IF;
  IF btrim(coalesce(p_document, '')) = '' THEN PERFORM ledger.refuse('document_missing'); END IF;
  SELECT * INTO h FROM ledger.hold WHERE id = p_hold;
  IF NOT FOUND THEN PERFORM ledger.refuse('hold_unknown', jsonb_build_object('hold', p_hold)); END IF;
  IF h.bucket <> 'frozen' OR p_act NOT IN ('execute', 'cancel') THEN
    PERFORM ledger.refuse('hold_kind_unknown', jsonb_build_object('hold', p_hold, 'kind', h.kind));
  END IF;
  v_to := CASE p_act WHEN 'execute' THEN p_to ELSE h.account END;
  IF p_act = 'execute' AND p_to = h.account THEN
    PERFORM ledger.refuse('same_account', jsonb_build_object('account', p_to));
  END IF;
  dst := ledger.lock_holding(v_to, h.batch, v_bucket);
  IF p_act = 'execute' THEN PERFORM ledger.check_open(dst); END IF;
  h := ledger.lock_hold(p_hold);
  qty := coalesce(p_qty, (h.in_t - h.out_t));
  PERFORM ledger.check_quantity(qty);
  IF qty > (h.in_t - h.out_t) THEN
    PERFORM ledger.refuse('hold_insufficient', jsonb_build_object('hold', p_hold, 'quantity_t', qty, 'available_t', (h.in_t - h.out_t)));
  END IF;
  v_entry := ledger.write_entry(v_request, ctx, p_act, qty, v_content,
    coalesce(p_detail, '{}') || jsonb_build_object('hold', p_hold, 'document', p_document));
  took := ledger.out_of_hold(v_entry, 0, h, qty, NULL, v_to, v_bucket, NULL, dst.in_t);
  IF qty = (h.in_t - h.out_t) AND (h.waiting_t = 0 OR p_qty IS NULL) THEN
    UPDATE ledger.hold SET status = 'executed', waiting_t = 0 WHERE id = p_hold;
  END IF;
  IF dst.waiting THEN PERFORM ledger.catch_credits(v_request, ctx.on_date, v_to, h.batch, v_bucket, qty); END IF;
  RETURN ledger.remember(v_request, ctx, jsonb_build_object('entry', v_entry, 'act', p_act, 'hold', p_hold,
    'batch', h.batch, 'quantity_t', qty, 'ranges', ledger.ranges(took.firsts, took.lasts)));
END$$;
