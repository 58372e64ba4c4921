-- The acts of one source and one destination: issue, transfer, deposit, withdraw, retire, cancel.

-- The one body of them all. p_open: whose account must be open ('both', 'none'). p_on: leave out
-- units bought on or after that day (R-TRADE-03), NULL to allow all.
CREATE FUNCTION ledger.act_between(ctx ledger.context, p_act ledger.act, p_batch int,
  p_sa int, p_sb ledger.bucket, p_da int, p_db ledger.bucket, p_qty bigint, p_first bigint, p_last bigint,
  p_crumbs boolean, p_open boolean, p_on date, p_detail jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_reply   jsonb := ledger.replay(ctx);
  v_content bytea;
  v_request bigint;
  v_entry   bigint;
  pair      record;
  c         record;
  qty       bigint := coalesce(p_qty, p_last - p_first + 1);
BEGIN
  IF v_reply IS NOT NULL THEN RETURN v_reply; END IF;
  IF p_first IS NOT NULL AND qty <> p_last - p_first + 1 THEN
    PERFORM ledger.refuse('range_quantity_differ', jsonb_build_object('quantity_t', p_qty, 'range_t', p_last - p_first + 1));
  END IF;
  IF p_first IS NOT NULL AND p_last < p_first THEN
    PERFORM ledger.refuse('range_invalid', jsonb_build_object('first', p_first, 'last', p_last));
  END IF;
  PERFORM ledger.check_quantity(qty);
  IF p_sa = p_da AND p_sb = p_db THEN PERFORM ledger.refuse('same_account', jsonb_build_object('account', p_sa)); END IF;
  v_content := ledger.content(p_act::text, p_batch::text, p_sa::text, p_da::text, p_sb::text, p_db::text,
    qty::text, p_first::text, p_last::text, p_detail::text);
  v_reply := ledger.known_reference(ctx, v_content);
  v_request := nextval('ledger.request_id');
  IF v_reply IS NOT NULL THEN RETURN ledger.remember(v_request, ctx, v_reply); END IF;

  pair := ledger.lock_pair(p_batch, p_sa, p_sb, p_da, p_db);
  IF p_open THEN
    PERFORM ledger.check_open(pair.src);
    PERFORM ledger.check_open(pair.dst);
  END IF;
  IF p_first IS NULL THEN
    IF p_crumbs THEN
      c := ledger.choose_crumbs(p_batch, p_sa, p_sb, qty, p_on);
    ELSE
      c := ledger.choose_best(p_batch, p_sa, p_sb, qty, p_on);
    END IF;
    IF c.firsts IS NULL THEN PERFORM ledger.refuse_short(pair.src, qty, p_on); END IF;
  ELSE
    c := ledger.choose_range(p_batch, p_sa, p_sb, NULL, p_first, p_last, p_on);
  END IF;
  v_entry := ledger.write_entry(v_request, ctx, p_act, qty, v_content, p_detail);
  PERFORM ledger.carry(v_entry, 0, p_batch, c.firsts, c.lasts, p_sa, p_sb, NULL, (pair.src).out_t,
    p_da, p_db, NULL, (pair.dst).in_t);
  IF (pair.dst).waiting THEN PERFORM ledger.catch_credits(v_request, ctx.on_date, p_da, p_batch, p_db, qty); END IF;
  RETURN ledger.remember(v_request, ctx, jsonb_build_object('entry', v_entry, 'act', p_act, 'batch', p_batch,
    'quantity_t', qty, 'ranges', ledger.ranges(c.firsts, c.lasts)));
END$$;

CREATE FUNCTION ledger.transfer(ctx ledger.context, p_batch int, p_from int, p_to int,
  p_qty bigint, p_first bigint, p_last bigint, p_detail jsonb) RETURNS jsonb
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
  SELECT ledger.act_between(ctx, 'transfer', p_batch, p_from, 'available', p_to, 'available', p_qty, p_first, p_last,
    false, true, NULL, p_detail)
$$;

CREATE FUNCTION ledger.deposit(ctx ledger.context, p_batch int, p_account int,
  p_qty bigint, p_first bigint, p_last bigint, p_detail jsonb) RETURNS jsonb
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
  SELECT ledger.act_between(ctx, 'deposit', p_batch, p_account, 'available', p_account, 'trading', p_qty, p_first, p_last,
    false, true, NULL, p_detail)
$$;

CREATE FUNCTION ledger.withdraw(ctx ledger.context, p_batch int, p_account int,
  p_qty bigint, p_first bigint, p_last bigint, p_detail jsonb) RETURNS jsonb
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
  SELECT ledger.act_between(ctx, 'withdraw', p_batch, p_account, 'trading', p_account, 'available', p_qty, p_first, p_last,
    false, true, ctx.on_date, p_detail)
$$;

CREATE FUNCTION ledger.retire(ctx ledger.context, p_batch int, p_account int,
  p_qty bigint, p_first bigint, p_last bigint, p_detail jsonb) RETURNS jsonb
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
  SELECT ledger.act_between(ctx, 'retire', p_batch, p_account, 'available', p_account, 'retired', p_qty, p_first, p_last,
    true, true, NULL, p_detail)
$$;

-- Cancellation is the authority's act on false or mistaken tonnes: it works on a suspended account.
CREATE FUNCTION ledger.cancel(ctx ledger.context, p_batch int, p_account int, p_bucket ledger.bucket,
  p_qty bigint, p_first bigint, p_last bigint, p_detail jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
BEGIN
  IF p_bucket NOT IN ('available', 'trading') THEN
    PERFORM ledger.refuse('bucket_invalid', jsonb_build_object('bucket', p_bucket));
  END IF;
  RETURN ledger.act_between(ctx, 'cancel', p_batch, p_account, p_bucket, p_account, 'cancelled', p_qty, p_first, p_last,
    true, false, NULL, p_detail);
END$$;

-- Issue a batch: one block, then one move for each owner's share. Its cost does not grow with the
-- tonnes. Shares are consecutive from serial 1 in the order given and must add up to the quantity.
CREATE FUNCTION ledger.issue(ctx ledger.context, p_uuid uuid, p_programme text, p_methodology text, p_project text,
  p_vintage int, p_issuance int, p_from date, p_to date, p_external text, p_accounts int[], p_shares bigint[],
  p_detail jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
DECLARE
  v_reply   jsonb := ledger.replay(ctx);
  v_content bytea;
  v_request bigint := nextval('ledger.request_id');
  v_total   bigint;
  v_home    int;
  v_batch   int;
  v_entry   bigint;
  v_number  int := p_issuance;
  v_upto    bigint := 0;
  h         ledger.holding;
  s         record;
BEGIN
  IF v_reply IS NOT NULL THEN RETURN v_reply; END IF;
  IF array_length(p_accounts, 1) IS NULL OR array_length(p_accounts, 1) <> array_length(p_shares, 1)
     OR EXISTS (SELECT 1 FROM unnest(p_accounts) a GROUP BY a HAVING count(*) > 1) THEN
    PERFORM ledger.refuse('shares_invalid');
  END IF;
  FOR s IN SELECT unnest(p_shares) AS qty LOOP PERFORM ledger.check_quantity(s.qty); END LOOP;
  SELECT sum(q) INTO v_total FROM unnest(p_shares) q;
  PERFORM ledger.check_quantity(v_total);
  IF jsonb_typeof(p_detail) = 'null' THEN p_detail := NULL; END IF;
  v_content := ledger.content('issue', p_programme, p_methodology, p_project, p_vintage::text, p_issuance::text,
    p_from::text, p_to::text, p_external, p_accounts::text, p_shares::text, p_detail::text);
  v_reply := ledger.known_reference(ctx, v_content);
  IF v_reply IS NOT NULL THEN RETURN ledger.remember(v_request, ctx, v_reply); END IF;

  -- One issuance number at a time within a programme's project: the system account is the lock.
  SELECT id INTO v_home FROM ledger.account
  WHERE programme = p_programme AND kind = 'system' FOR NO KEY UPDATE;
  IF NOT FOUND THEN PERFORM ledger.refuse('programme_unknown', jsonb_build_object('programme', p_programme)); END IF;
  IF v_number IS NULL THEN
    SELECT coalesce(max(issuance), 0) + 1 INTO v_number FROM ledger.batch
    WHERE programme = p_programme AND methodology = p_methodology AND project = p_project AND vintage = p_vintage;
    IF v_number > 9999 THEN PERFORM ledger.refuse('code_malformed', jsonb_build_object('code', v_number)); END IF;
  ELSIF EXISTS (SELECT 1 FROM ledger.batch WHERE programme = p_programme AND methodology = p_methodology
      AND project = p_project AND vintage = p_vintage AND issuance = v_number) THEN
    PERFORM ledger.refuse('batch_exists', jsonb_build_object('issuance', v_number));
  END IF;
  INSERT INTO ledger.batch (uuid, programme, methodology, project, vintage, issuance, quantity_t, period_from, period_to,
    external_code, home)
  VALUES (p_uuid, p_programme, p_methodology, p_project, p_vintage, v_number, v_total, p_from, p_to,
    coalesce(p_external, ''), v_home) RETURNING id INTO v_batch;
  -- The batch is not yet visible to anyone else; sorted locks for form's sake.
  FOR s IN SELECT a FROM unnest(p_accounts) a ORDER BY a LOOP
    h := ledger.lock_holding(s.a, v_batch, 'available');
    PERFORM ledger.check_open(h);
  END LOOP;
  v_entry := ledger.write_entry(v_request, ctx, 'issue', v_total, v_content,
    coalesce(p_detail, '{}') || jsonb_build_object('batch', v_batch));
  INSERT INTO ledger.move (entry, line, batch, first, last, src_account, src_bucket, src_out_t,
    dst_account, dst_bucket, dst_in_t)
  SELECT v_entry, n, v_batch, upto - qty + 1, upto, v_home, 'unissued', upto, account, 'available', qty
  FROM (SELECT u.n, u.account, u.qty, (sum(u.qty) OVER (ORDER BY u.n))::bigint AS upto
        FROM unnest(p_accounts, p_shares) WITH ORDINALITY AS u(account, qty, n)) x;
  RETURN ledger.remember(v_request, ctx, jsonb_build_object('entry', v_entry, 'act', 'issue', 'batch', v_batch,
    'issuance', v_number, 'quantity_t', v_total));
END$$;
