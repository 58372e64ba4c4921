-- Accounts: opened, suspended, resumed, closed; each an entry with actor, reason and reference.

CREATE FUNCTION ledger.open_account(ctx ledger.context, p_uuid uuid, p_programme text, p_holder_kind text,
  p_holder_uuid uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
DECLARE
  v_reply   jsonb := ledger.replay(ctx);
  v_content bytea := ledger.content('open_account', p_programme, p_holder_kind, p_holder_uuid::text);
  v_request bigint := nextval('ledger.request_id');
  v_id      int;
  v_number  text;
  v_ordinal int;
  v_entry   bigint;
BEGIN
  IF v_reply IS NOT NULL THEN RETURN v_reply; END IF;
  v_reply := ledger.known_reference(ctx, v_content);
  IF v_reply IS NOT NULL THEN RETURN ledger.remember(v_request, ctx, v_reply); END IF;
  PERFORM pg_advisory_xact_lock(21, (hashtextextended(p_programme, 20) & 8191)::int);
  IF EXISTS (SELECT 1 FROM ledger.account WHERE programme = p_programme AND holder_uuid = p_holder_uuid) THEN
    PERFORM ledger.refuse('account_exists', jsonb_build_object('programme', p_programme));
  END IF;
  -- The first opening of a programme makes the system account, in which units lie before issuance.
  INSERT INTO ledger.account (uuid, number, ordinal, programme, kind)
  SELECT gen_random_uuid(), p_programme || '-000000', 0, p_programme, 'system'
  WHERE NOT EXISTS (SELECT 1 FROM ledger.account WHERE programme = p_programme AND kind = 'system');
  SELECT max(ordinal) + 1 INTO v_ordinal FROM ledger.account WHERE programme = p_programme;
  v_number := p_programme || '-' || CASE WHEN v_ordinal < 1000000 THEN lpad(v_ordinal::text, 6, '0') ELSE v_ordinal::text END;
  INSERT INTO ledger.account (uuid, number, ordinal, programme, kind, holder_kind, holder_uuid)
  VALUES (p_uuid, v_number, v_ordinal, p_programme, 'holder', p_holder_kind, p_holder_uuid) RETURNING id INTO v_id;
  v_entry := ledger.write_entry(v_request, ctx, 'open_account', 0, v_content,
    jsonb_build_object('account', v_id, 'number', v_number));
  RETURN ledger.remember(v_request, ctx, jsonb_build_object('entry', v_entry, 'act', 'open_account',
    'account', v_id, 'number', v_number));
END$$;

-- Status and the `stop` of every holding change together. The account row comes before its holdings
-- in the lock order, so a settlement in flight either ends first or sees the stop.
CREATE FUNCTION ledger.set_account_status(ctx ledger.context, p_act ledger.act, p_account int) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
DECLARE
  v_reply   jsonb := ledger.replay(ctx);
  v_content bytea := ledger.content(p_act::text, p_account::text);
  v_request bigint := nextval('ledger.request_id');
  a         ledger.account;
  v_to      text := CASE p_act WHEN 'suspend_account' THEN 'suspended' WHEN 'resume_account' THEN 'open'
                    WHEN 'close_account' THEN 'closed' END;
  v_left    bigint;
  v_entry   bigint;
BEGIN
  IF v_reply IS NOT NULL THEN RETURN v_reply; END IF;
  v_reply := ledger.known_reference(ctx, v_content);
  IF v_reply IS NOT NULL THEN RETURN ledger.remember(v_request, ctx, v_reply); END IF;
  SELECT * INTO a FROM ledger.account WHERE id = p_account FOR NO KEY UPDATE;
  IF NOT FOUND OR a.kind <> 'holder' OR v_to IS NULL THEN
    PERFORM ledger.refuse('account_unknown', jsonb_build_object('account', p_account));
  END IF;
  IF a.status = 'closed' THEN
    PERFORM ledger.refuse('account_closed', jsonb_build_object('account', a.number));
  END IF;
  IF a.status = v_to THEN
    PERFORM ledger.refuse('account_status_same', jsonb_build_object('account', a.number, 'status', v_to));
  END IF;
  PERFORM 1 FROM ledger.holding WHERE account = p_account ORDER BY batch, bucket FOR NO KEY UPDATE;
  PERFORM 1 FROM ledger.hold WHERE account = p_account AND status = 'open' ORDER BY id FOR NO KEY UPDATE;
  IF v_to = 'closed' THEN
    SELECT coalesce((SELECT sum(in_t - out_t) FROM ledger.holding
                     WHERE account = p_account AND bucket IN ('available', 'trading')), 0)
         + coalesce((SELECT sum(in_t - out_t + waiting_t) FROM ledger.hold WHERE account = p_account AND status = 'open'), 0)
      INTO v_left;
    IF v_left > 0 THEN
      PERFORM ledger.refuse('account_not_empty', jsonb_build_object('account', a.number, 'left_t', v_left));
    END IF;
  END IF;
  UPDATE ledger.account SET status = v_to WHERE id = p_account;
  UPDATE ledger.holding SET stop = CASE v_to WHEN 'open' THEN 0 WHEN 'suspended' THEN 1 ELSE 2 END
  WHERE account = p_account;
  v_entry := ledger.write_entry(v_request, ctx, p_act, 0, v_content,
    jsonb_build_object('account', p_account, 'number', a.number, 'from', a.status, 'to', v_to));
  RETURN ledger.remember(v_request, ctx, jsonb_build_object('entry', v_entry, 'act', p_act, 'account', p_account,
    'status', v_to));
END$$;
