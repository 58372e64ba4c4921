-- Settlement of a day's trades: thousands in one call, a handful of set-based statements, no
-- temporary tables (a caller could plant a trigger on one). Arrays carry the work from statement to
-- statement. The result is the same as settling one trade after another, but for the choice of
-- blocks, which is made once for all that a seller sells of one batch in the call.

-- Why a trade is refused that names places which could not be locked.
CREATE FUNCTION ledger.place_fault(p_account int, p_batch int) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN a.id IS NULL THEN 'account_unknown' WHEN b.id IS NULL THEN 'batch_unknown'
              WHEN a.programme <> b.programme THEN 'programme_mismatch' END
  FROM (VALUES (1)) v LEFT JOIN ledger.account a ON a.id = p_account AND a.kind = 'holder'
       LEFT JOIN ledger.batch b ON b.id = p_batch
$$;

CREATE FUNCTION ledger.hold_fault(p_hold bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN h.id IS NULL THEN 'hold_unknown' WHEN h.kind <> 'order' THEN 'hold_mismatch'
              ELSE 'hold_closed' END
  FROM (VALUES (1)) v LEFT JOIN ledger.hold h ON h.id = p_hold
$$;

-- First come, first served within one place: which trades still find enough. Only called for
-- places that are asked for more than they have. Returns the code of each trade, NULL when it fits.
CREATE FUNCTION ledger.serve_in_order(p_have bigint, p_bought bigint, p_qtys bigint[], OUT codes text[], OUT lefts bigint[])
LANGUAGE plpgsql AS $$
DECLARE
  q bigint;
BEGIN
  FOREACH q IN ARRAY p_qtys LOOP
    lefts := lefts || p_have;
    IF q <= p_have THEN
      codes := codes || NULL::text;
      p_have := p_have - q;
    ELSE
      codes := codes || CASE WHEN q <= p_have + p_bought THEN 'bought_today' ELSE 'insufficient' END;
    END IF;
  END LOOP;
END$$;

CREATE FUNCTION ledger.settle_batch(ctx ledger.context, p_atomic boolean, p_refs text[], p_sellers int[], p_buyers int[],
  p_batches int[], p_qtys bigint[], p_prices numeric[], p_holds bigint[] DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp
SET enable_seqscan = off SET enable_mergejoin = off SET work_mem = '64MB' AS $$
DECLARE
  v_reply   jsonb := ledger.replay(ctx);
  n_all     int := coalesce(array_length(p_refs, 1), 0);
  n_new     int;
  codes     text[];      -- per trade: NULL = to settle, 'repeat', or why refused
  facts     jsonb[];     -- per trade: figures of a refusal
  ids       bigint[];    -- per trade: its entry
  la int[]; lb int[]; l_in bigint[]; l_out bigint[]; l_have bigint[]; l_bought bigint[]; l_stop int[]; l_late boolean[];
  ha bigint[]; h_acc int[]; h_batch int[]; h_out bigint[]; h_left bigint[]; h_stop int[]; h_late boolean[];
  any_bad   boolean;
  any_wait  boolean := false;
  pa int[]; pb int[];    -- places to lock
  made      boolean := false;
  grp       record;
  served    record;
  v_request bigint := nextval('ledger.request_id');
BEGIN
  IF v_reply IS NOT NULL THEN RETURN v_reply; END IF;
  IF n_all = 0 OR n_all > 100000 THEN
    PERFORM ledger.refuse('batch_size_invalid', jsonb_build_object('trades', n_all, 'most', 100000));
  END IF;
  p_holds := coalesce(p_holds, array_fill(NULL::bigint, ARRAY[n_all]));

  -- 1. References: a repeat is answered with its entry, a changed one is refused.
  SELECT array_agg(CASE
           WHEN e.id IS NOT NULL THEN CASE WHEN e.content = ledger.trade_content(t.seller, t.buyer, t.batch, t.qty,
               t.price, t.hold, ctx.on_date) THEN 'repeat' ELSE 'reference_mismatch' END
           WHEN t.ref IS NULL THEN 'reference_invalid'
           WHEN t.seller IS NULL OR t.buyer IS NULL OR t.batch IS NULL THEN 'trade_incomplete'
           WHEN t.qty IS NULL OR t.qty < 1 OR t.qty > 9999999999 THEN 'quantity_invalid'
           WHEN t.seller = t.buyer THEN 'same_account'
           WHEN NOT (t.price BETWEEN 0 AND 999999999999.99 AND t.price = round(t.price, 2)) THEN 'price_invalid' END ORDER BY t.n),
         array_agg(e.id ORDER BY t.n), count(*) FILTER (WHERE e.id IS NULL)
  INTO codes, ids, n_new
  FROM unnest(p_refs, p_sellers, p_buyers, p_batches, p_qtys, p_prices, p_holds)
       WITH ORDINALITY AS t(ref, seller, buyer, batch, qty, price, hold, n)
  LEFT JOIN LATERAL (SELECT k.id, k.content FROM ledger.entry k
    WHERE k.source = ctx.source AND k.reference = t.ref LIMIT 1) e ON true;
  IF (SELECT count(DISTINCT r) FROM unnest(p_refs) r) < (SELECT count(r) FROM unnest(p_refs) r) THEN
    FOR grp IN SELECT n FROM (SELECT n, row_number() OVER (PARTITION BY r ORDER BY n) AS k
                            FROM unnest(p_refs) WITH ORDINALITY AS u(r, n) WHERE r IS NOT NULL) x WHERE k > 1 LOOP
      codes[grp.n] := 'reference_twice';
      ids[grp.n] := NULL;
    END LOOP;
  END IF;

  IF n_new > 0 THEN
    -- 2. Every holding, sorted; then, once more, those that were missing; then the holds, sorted. Rows
    -- made here are ours alone, so locking before making cannot close a circle.
    -- Looked up in order too: neighbours share the pages of the index.
    SELECT array_agg(account), array_agg(batch) INTO pa, pb FROM (
      SELECT u.account, u.batch FROM unnest(p_buyers, p_batches) u(account, batch)
      UNION SELECT u.account, u.batch FROM unnest(p_sellers, p_batches, p_holds) u(account, batch, hold)
      WHERE u.hold IS NULL ORDER BY account, batch) x;
    LOOP
      SELECT la || array_agg(account), lb || array_agg(batch), l_in || array_agg(in_t), l_out || array_agg(out_t),
             l_have || array_agg(have), l_bought || array_agg(bought), l_stop || array_agg(stop),
             l_late || array_agg(late), any_wait OR coalesce(bool_or(waiting), false)
      INTO la, lb, l_in, l_out, l_have, l_bought, l_stop, l_late, any_wait
      FROM (
        SELECT h.account, h.batch, h.in_t, h.out_t, h.stop::int, h.waiting,
          coalesce(h.bought_on > ctx.on_date, false) AS late,
          CASE WHEN h.bought_on >= ctx.on_date THEN h.in_t - h.out_t - h.bought_t ELSE h.in_t - h.out_t END AS have,
          CASE WHEN h.bought_on >= ctx.on_date THEN h.bought_t ELSE 0 END AS bought
        FROM unnest(pa, pb) p(account, batch)
        JOIN ledger.holding h ON h.account = p.account AND h.batch = p.batch AND h.bucket = 'trading'
        ORDER BY h.account, h.batch FOR NO KEY UPDATE OF h) x;
      EXIT WHEN made;
      made := true;
      WITH missing AS MATERIALIZED (
        SELECT a.id AS account, b.id AS batch, CASE a.status WHEN 'open' THEN 0 WHEN 'suspended' THEN 1 ELSE 2 END AS stop
        FROM (SELECT * FROM unnest(pa, pb) EXCEPT SELECT * FROM unnest(la, lb)) u(account, batch)
        JOIN ledger.account a ON a.id = u.account AND a.kind = 'holder'
        JOIN ledger.batch b ON b.id = u.batch AND b.programme = a.programme
        ORDER BY a.id, b.id FOR SHARE OF a),
      written AS (
        INSERT INTO ledger.holding (account, batch, bucket, stop, waiting)
        SELECT x.account, x.batch, 'trading', x.stop, EXISTS (
            SELECT 1 FROM ledger.hold q WHERE q.account = x.account AND q.batch = x.batch AND q.waiting_t > 0)
        FROM missing x ON CONFLICT DO NOTHING)
      SELECT array_agg(account), array_agg(batch) INTO pa, pb FROM missing;
      -- Round again also for what another client made meanwhile: it too must be locked and read.
      EXIT WHEN pa IS NULL;
    END LOOP;

    SELECT array_agg(id), array_agg(account), array_agg(batch), array_agg(out_t), array_agg(in_t - out_t),
           array_agg(opened_on > ctx.on_date)
    INTO ha, h_acc, h_batch, h_out, h_left, h_late
    FROM (SELECT h.id, h.account, h.batch, h.out_t, h.in_t, h.opened_on FROM ledger.hold h
          WHERE h.id IN (SELECT DISTINCT u FROM unnest(p_holds) u WHERE u IS NOT NULL)
            AND h.kind = 'order' AND h.status = 'open' ORDER BY h.id FOR NO KEY UPDATE) x;
    SELECT array_agg(CASE a.status WHEN 'open' THEN 0 WHEN 'suspended' THEN 1 ELSE 2 END ORDER BY u.n) INTO h_stop
    FROM unnest(h_acc) WITH ORDINALITY AS u(id, n) JOIN ledger.account a ON a.id = u.id;

    -- 3. What each trade may be refused for, now that nothing can change under it.
    SELECT array_agg(coalesce(t.code, CASE
             WHEN d.account IS NULL THEN ledger.place_fault(t.buyer, t.batch)
             WHEN t.hold IS NULL AND s.account IS NULL THEN ledger.place_fault(t.seller, t.batch)
             WHEN t.hold IS NOT NULL AND o.id IS NULL THEN ledger.hold_fault(t.hold)
             WHEN t.hold IS NOT NULL AND (o.account, o.batch) <> (t.seller, t.batch) THEN 'hold_mismatch'
             WHEN 1 IN (d.stop, s.stop, o.stop) THEN 'account_suspended'
             WHEN 2 IN (d.stop, s.stop, o.stop) THEN 'account_closed'
             WHEN s.late OR o.late THEN 'trade_date_past' END) ORDER BY t.n)
    INTO codes
    FROM unnest(codes, p_sellers, p_buyers, p_batches, p_holds) WITH ORDINALITY AS t(code, seller, buyer, batch, hold, n)
    LEFT JOIN unnest(la, lb, l_stop) AS d(account, batch, stop) ON (d.account, d.batch) = (t.buyer, t.batch)
    LEFT JOIN unnest(la, lb, l_stop, l_late) AS s(account, batch, stop, late) ON (s.account, s.batch) = (t.seller, t.batch) AND t.hold IS NULL
    LEFT JOIN unnest(ha, h_acc, h_batch, h_stop, h_late) AS o(id, account, batch, stop, late) ON o.id = t.hold;

    FOR grp IN
      SELECT n.ns, n.qtys, coalesce(s.have, o.have) AS have, coalesce(s.bought, 0) AS bought, nullif(n.hold, 0) AS hold
      FROM (SELECT t.seller, t.batch, coalesce(t.hold, 0) AS hold, sum(t.qty) AS need,
              array_agg(t.n ORDER BY t.n) AS ns, array_agg(t.qty ORDER BY t.n) AS qtys
            FROM unnest(codes, p_sellers, p_batches, p_qtys, p_holds) WITH ORDINALITY AS t(code, seller, batch, qty, hold, n)
            WHERE t.code IS NULL GROUP BY 1, 2, 3) n
      LEFT JOIN unnest(la, lb, l_have, l_bought) AS s(account, batch, have, bought)
        ON n.hold = 0 AND (s.account, s.batch) = (n.seller, n.batch)
      LEFT JOIN unnest(ha, h_left) AS o(id, have) ON o.id = n.hold AND n.hold <> 0
      WHERE n.need > coalesce(s.have, o.have)
    LOOP
      served := ledger.serve_in_order(grp.have, grp.bought, grp.qtys);
      FOR i IN 1 .. array_length(grp.ns, 1) LOOP
        codes[grp.ns[i]] := CASE WHEN grp.hold IS NULL OR served.codes[i] IS NULL THEN served.codes[i] ELSE 'hold_insufficient' END;
        facts[grp.ns[i]] := jsonb_build_object('quantity_t', grp.qtys[i], 'available_t', served.lefts[i], 'bought_t', grp.bought);
      END LOOP;
    END LOOP;

    -- Another call may have settled the same trades while this one waited for its locks.
    FOR grp IN
      SELECT t.n, e.id, e.content = ledger.trade_content(t.seller, t.buyer, t.batch, t.qty, t.price, t.hold, ctx.on_date) AS same
      FROM unnest(codes, ids, p_refs, p_sellers, p_buyers, p_batches, p_qtys, p_prices, p_holds)
           WITH ORDINALITY AS t(code, id, ref, seller, buyer, batch, qty, price, hold, n)
      -- LIMIT keeps the planner from reading all entries of a source that its statistics do not know.
      CROSS JOIN LATERAL (SELECT k.id, k.content FROM ledger.entry k
        WHERE k.source = ctx.source AND k.reference = t.ref LIMIT 1) e
      WHERE t.code IS NOT NULL AND t.code <> 'reference_twice' AND t.id IS NULL
    LOOP
      codes[grp.n] := CASE WHEN grp.same THEN 'repeat' ELSE 'reference_mismatch' END;
      ids[grp.n] := grp.id;
    END LOOP;
  END IF;

  SELECT bool_or(c IS NOT NULL AND c <> 'repeat') INTO any_bad FROM unnest(codes) c;
  IF any_bad THEN
    -- The figures a reader needs: which entry a reference stands for, since when a place is later.
    FOR grp IN SELECT n, c FROM unnest(codes) WITH ORDINALITY AS u(c, n)
      WHERE c IN ('reference_mismatch', 'trade_date_past', 'hold_closed') LOOP
      facts[grp.n] := jsonb_build_object('on_date', ctx.on_date, 'entry', ids[grp.n],
        'status', (SELECT status FROM ledger.hold WHERE id = p_holds[grp.n]), 'bought_on', coalesce(
        (SELECT opened_on FROM ledger.hold WHERE id = p_holds[grp.n]),
        (SELECT bought_on FROM ledger.holding WHERE account = p_sellers[grp.n] AND batch = p_batches[grp.n] AND bucket = 'trading')));
    END LOOP;
    SELECT jsonb_agg(jsonb_build_object('row', n, 'reference', p_refs[n], 'code', c, 'params', coalesce(facts[n], '{}')) ORDER BY n)
    INTO v_reply FROM unnest(codes) WITH ORDINALITY AS u(c, n) WHERE c IS NOT NULL AND c <> 'repeat';
    IF p_atomic THEN
      PERFORM ledger.refuse('trades_refused', jsonb_build_object('refused', v_reply));
    END IF;
  END IF;
  SELECT count(*) INTO n_new FROM unnest(codes) c WHERE c IS NULL;

  IF n_new > 0 THEN
    -- 4. Numbers, now that every lock is held; then entries, then moves, which apply themselves.
    SELECT array_agg(CASE WHEN u.c IS NULL THEN nextval('ledger.entry_id') ELSE u.id END ORDER BY u.n) INTO ids
    FROM (SELECT * FROM unnest(codes, ids) WITH ORDINALITY AS u(c, id, n) ORDER BY n) u;
    INSERT INTO ledger.entry (id, request, act, on_date, quantity_t, price_cny, source, reference, content)
    SELECT t.id, v_request, 'settle', ctx.on_date, t.qty, t.price, ctx.source, t.ref,
      ledger.trade_content(t.seller, t.buyer, t.batch, t.qty, t.price, t.hold, ctx.on_date)
    FROM unnest(codes, ids, p_refs, p_sellers, p_buyers, p_batches, p_qtys, p_prices, p_holds)
         AS t(code, id, ref, seller, buyer, batch, qty, price, hold)
    WHERE t.code IS NULL;
    PERFORM ledger.move_trades(ctx.on_date, x.ids, x.sellers, x.buyers, x.batches, x.qtys, x.holds,
      la, lb, l_in, l_out, ha, h_out)
    FROM (SELECT array_agg(u.id ORDER BY u.n) AS ids, array_agg(u.seller ORDER BY u.n) AS sellers,
            array_agg(u.buyer ORDER BY u.n) AS buyers, array_agg(u.batch ORDER BY u.n) AS batches,
            array_agg(u.qty ORDER BY u.n) AS qtys, array_agg(u.hold ORDER BY u.n) AS holds
          FROM unnest(codes, ids, p_sellers, p_buyers, p_batches, p_qtys, p_holds)
               WITH ORDINALITY AS u(code, id, seller, buyer, batch, qty, hold, n) WHERE u.code IS NULL) x;
    IF any_wait THEN
      FOR grp IN SELECT h.account, h.batch, sum(u.qty)::bigint AS credited
        FROM unnest(codes, p_buyers, p_batches, p_qtys) u(code, account, batch, qty)
        JOIN ledger.holding h ON (h.account, h.batch) = (u.account, u.batch) AND h.bucket = 'trading' AND h.waiting
        WHERE u.code IS NULL GROUP BY 1, 2 ORDER BY 1, 2
      LOOP
        PERFORM ledger.catch_credits(v_request, ctx.on_date, grp.account, grp.batch, 'trading', grp.credited);
      END LOOP;
    END IF;
  END IF;
  RETURN ledger.remember(v_request, ctx, jsonb_build_object('trades', n_all, 'settled', n_new,
    'repeated', (SELECT count(*) FROM unnest(codes) c WHERE c = 'repeat'), 'refused', coalesce(v_reply, '[]')), ids);
END$$;

-- Choose the blocks and lay the trades over them. A seller's trades of one batch (or of one order)
-- lie end to end over the chosen serials: nearly always one block, cut at its tail.
-- Planned anew at each call: only then does the planner know how many trades the arrays hold.
CREATE FUNCTION ledger.move_trades(p_on date, ids bigint[], p_sellers int[], p_buyers int[], p_batches int[],
  p_qtys bigint[], p_holds bigint[], la int[], lb int[], l_in bigint[], l_out bigint[], ha bigint[], h_out bigint[])
RETURNS void LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  short bigint;
BEGIN
  WITH t AS MATERIALIZED (
    SELECT u.id, u.seller, u.buyer, u.batch, u.qty, coalesce(u.hold, 0) AS hold,
      (sum(u.qty) OVER (PARTITION BY u.seller, u.batch, coalesce(u.hold, 0) ORDER BY u.n))::bigint AS upto
    FROM unnest(ids, p_sellers, p_buyers, p_batches, p_qtys, p_holds)
         WITH ORDINALITY AS u(id, seller, buyer, batch, qty, hold, n)),
  place AS MATERIALIZED (
    SELECT seller, batch, hold, max(upto) AS need, count(*) AS trades FROM t GROUP BY 1, 2, 3),
  fit AS MATERIALIZED (
    SELECT p.seller, p.batch, p.hold, p.need, b.* FROM place p CROSS JOIN LATERAL (
      SELECT k.first, k.last, k.entry, k.line FROM ledger.block k
      WHERE k.account = p.seller AND k.batch = p.batch AND k.bucket = 'trading' AND k.hold IS NULL
        AND k.quantity_t >= p.need AND (k.bought_on IS NULL OR k.bought_on < p_on)
      ORDER BY k.hold, k.quantity_t, k.first LIMIT 1) b
    WHERE p.hold = 0
    UNION ALL
    SELECT p.seller, p.batch, p.hold, p.need, b.* FROM place p CROSS JOIN LATERAL (
      SELECT k.first, k.last, k.entry, k.line FROM ledger.block k
      WHERE (k.account, k.batch, k.bucket, k.hold) = (p.seller, p.batch, 'reserved', p.hold) AND k.quantity_t >= p.need
      ORDER BY k.quantity_t, k.first LIMIT 1) b
    WHERE p.hold <> 0),
  -- Places that need several blocks take the largest first; the blocks are cut at the borders of trades.
  several AS MATERIALIZED (
    SELECT p.seller, p.batch, p.hold, b.block_n, b.last + 1 - least(b.quantity_t, p.need - b.before) AS first, b.last,
      b.entry, b.line, b.before
    FROM (SELECT * FROM place p WHERE NOT EXISTS (
            SELECT 1 FROM fit f WHERE (f.seller, f.batch, f.hold) = (p.seller, p.batch, p.hold))) p
    CROSS JOIN LATERAL (
      SELECT k.last, k.entry, k.line, k.quantity_t, row_number() OVER w AS block_n,
        (sum(k.quantity_t) OVER w)::bigint - k.quantity_t AS before
      FROM (
        SELECT f.* FROM ledger.block f
        WHERE p.hold = 0 AND f.account = p.seller AND f.batch = p.batch AND f.bucket = 'trading' AND f.hold IS NULL
          AND (f.bought_on IS NULL OR f.bought_on < p_on)
        UNION ALL
        SELECT o.* FROM ledger.block o
        WHERE (o.account, o.batch, o.bucket, o.hold) = (p.seller, p.batch, 'reserved', p.hold)) k
      WINDOW w AS (ORDER BY k.quantity_t DESC, k.first)) b
    WHERE b.before < p.need),
  border AS (
    SELECT seller, batch, hold, at, lead(at) OVER w AS next,
      max(block_n) OVER (w ROWS UNBOUNDED PRECEDING) AS block_n, max(id) OVER (w ROWS UNBOUNDED PRECEDING) AS id
    FROM (
      SELECT seller, batch, hold, at, max(block_n) AS block_n, max(id) AS id FROM (
        SELECT seller, batch, hold, before AS at, block_n, NULL::bigint AS id FROM several
        UNION ALL
        SELECT t.seller, t.batch, t.hold, t.upto - t.qty, NULL, t.id FROM t
        WHERE (t.seller, t.batch, t.hold) IN (SELECT seller, batch, hold FROM several)
        UNION ALL
        SELECT seller, batch, hold, max(before + last - first + 1), NULL, NULL FROM several GROUP BY 1, 2, 3) e
      GROUP BY 1, 2, 3, 4) d
    WINDOW w AS (PARTITION BY seller, batch, hold ORDER BY at)),
  piece AS (
    SELECT t.id, 1::bigint AS line, t.seller, t.buyer, t.batch, t.hold, t.upto, f.entry AS parent_entry, f.line AS parent_line,
      f.last - f.need + t.upto - t.qty + 1 AS first, f.last - f.need + t.upto AS last
    FROM t JOIN fit f ON (f.seller, f.batch, f.hold) = (t.seller, t.batch, t.hold)
    UNION ALL
    SELECT t.id, row_number() OVER (PARTITION BY t.id ORDER BY d.at), t.seller, t.buyer, t.batch, t.hold, d.next,
      v.entry, v.line, v.first + d.at - v.before, v.first + d.next - v.before - 1
    FROM border d
    JOIN t ON t.id = d.id
    JOIN several v ON (v.seller, v.batch, v.hold, v.block_n) = (d.seller, d.batch, d.hold, d.block_n)
    WHERE d.next IS NOT NULL),
  written AS (
    INSERT INTO ledger.move (entry, line, parent_entry, parent_line, batch, first, last,
      src_account, src_bucket, src_hold, src_out_t, dst_account, dst_bucket, dst_in_t, bought_on)
    SELECT p.id, p.line, p.parent_entry, p.parent_line, p.batch, p.first, p.last,
      p.seller, CASE WHEN p.hold = 0 THEN 'trading' ELSE 'reserved' END::ledger.bucket, nullif(p.hold, 0),
      p.upto + CASE WHEN p.hold = 0 THEN s.out_t ELSE o.out_t END,
      p.buyer, 'trading', d.in_t + sum(p.last - p.first + 1) OVER (PARTITION BY p.buyer, p.batch ORDER BY p.id, p.line),
      p_on
    FROM piece p
    JOIN unnest(la, lb, l_in) AS d(account, batch, in_t) ON (d.account, d.batch) = (p.buyer, p.batch)
    LEFT JOIN unnest(la, lb, l_out) AS s(account, batch, out_t) ON p.hold = 0 AND (s.account, s.batch) = (p.seller, p.batch)
    LEFT JOIN unnest(ha, h_out) AS o(id, out_t) ON o.id = p.hold
    RETURNING last - first + 1 AS qty)
  SELECT (SELECT sum(qty) FROM t) - (SELECT coalesce(sum(qty), 0) FROM written) INTO short;
  IF short <> 0 THEN
    RAISE EXCEPTION 'blocks short by % t', short;  -- a bug: holdings said there was enough
  END IF;
END$$;
