-- Another registry's public history: accounts, issuances and retirements in one list, in the order of
-- their dates, many in one round trip. Each row stands alone in a subtransaction, with its own
-- idempotency key and stored reply (row_context): a list sent again answers and changes nothing.
--
-- Rows name things as the file does (a holder, the reference of an issuance), so a list can be made
-- before any of its rows is written. Only accounts of external holders are reached, whatever a row says.

CREATE FUNCTION ledger.external_account(p_programme text, p_holder uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_id int;
BEGIN
  SELECT id INTO v_id FROM ledger.account
  WHERE programme = p_programme AND holder_uuid = p_holder AND holder_kind = 'external';
  IF NOT FOUND THEN PERFORM ledger.refuse('account_unknown', jsonb_build_object('account', p_holder)); END IF;
  RETURN v_id;
END$$;

-- Retire for the holder whom the record names. How the units came to that holder the record does not
-- say, so a transfer from whoever holds them is written beside, on the same day, and says so.
CREATE FUNCTION ledger.retire_imported(ctx ledger.context, p_programme text, p_row jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  v_reply   jsonb := ledger.replay(ctx);
  v_first   bigint := (p_row ->> 'first')::bigint;
  v_last    bigint := (p_row ->> 'last')::bigint;
  handover  ledger.context := ctx;
  b         record;
  v_from    record;
  v_account int;
BEGIN
  IF v_reply IS NOT NULL THEN RETURN v_reply; END IF;
  SELECT (detail ->> 'batch')::int AS id, on_date INTO b FROM ledger.entry
  WHERE source = ctx.source AND reference = p_row ->> 'batch' AND act = 'issue';
  IF NOT FOUND THEN PERFORM ledger.refuse('batch_unknown', jsonb_build_object('batch', p_row ->> 'batch')); END IF;
  IF ctx.on_date < b.on_date THEN
    PERFORM ledger.refuse('retired_before_issue', jsonb_build_object('on_date', ctx.on_date, 'issued_on', b.on_date));
  END IF;
  v_account := ledger.external_account(p_programme, (p_row ->> 'holder')::uuid);
  -- Whatever stands in the way of the serials is refused by name where they are chosen.
  SELECT k.account, k.bucket, a.holder_kind INTO v_from FROM ledger.block k JOIN ledger.account a ON a.id = k.account
  WHERE k.batch = b.id AND k.first <= v_first ORDER BY k.first DESC LIMIT 1;
  IF v_from.bucket = 'available' AND v_from.account <> v_account AND v_from.holder_kind = 'external' THEN
    handover.reference := ctx.reference || ':transfer';
    handover.key := ctx.key || ':transfer';
    handover.reason := '公开记录未载明转让过程，导入时补记';
    PERFORM ledger.transfer(handover, b.id, v_from.account, v_account, NULL, v_first, v_last,
      jsonb_build_object('for', ctx.reference));
  END IF;
  RETURN ledger.retire(ctx, b.id, v_account, NULL, v_first, v_last, p_row -> 'detail');
END$$;

CREATE FUNCTION ledger.import_row(ctx ledger.context, p_programme text, p_row jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
BEGIN
  CASE p_row ->> 'act'
    WHEN 'open_account' THEN
      RETURN ledger.open_account(ctx, gen_random_uuid(), p_programme, 'external', (p_row ->> 'holder')::uuid);
    WHEN 'issue' THEN
      RETURN ledger.issue(ctx, gen_random_uuid(), p_programme, p_row ->> 'methodology', p_row ->> 'project',
        (p_row ->> 'vintage')::int, NULL, NULL, NULL, p_row ->> 'external_code',
        ARRAY[ledger.external_account(p_programme, (p_row ->> 'holder')::uuid)],
        ARRAY[(p_row ->> 'quantity_t')::bigint], p_row -> 'detail');
    WHEN 'retire' THEN
      RETURN ledger.retire_imported(ctx, p_programme, p_row);
  END CASE;
END$$;

-- Returns, row by row, the reply or {code, params}. A batch that does not fit the grammar of serials is
-- such a refusal too; whatever else goes wrong ends the whole call.
CREATE FUNCTION ledger.import_rows(ctx ledger.context, p_programme text, p_rows jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
DECLARE
  v_row    jsonb;
  v_reply  jsonb;
  v_detail text;
  v_code   text;
  v_table  text;
  v_out    jsonb[] := '{}';
BEGIN
  FOR v_row IN SELECT * FROM jsonb_array_elements(p_rows) LOOP
    BEGIN
      v_reply := ledger.import_row(ledger.row_context(ctx, v_row), p_programme, v_row);
    EXCEPTION
      WHEN SQLSTATE 'LE001' THEN
        GET STACKED DIAGNOSTICS v_code = MESSAGE_TEXT, v_detail = PG_EXCEPTION_DETAIL;
        v_reply := jsonb_build_object('code', v_code, 'params', v_detail::jsonb);
      WHEN check_violation THEN
        GET STACKED DIAGNOSTICS v_table = TABLE_NAME, v_detail = CONSTRAINT_NAME;
        IF v_table <> 'batch' THEN RAISE; END IF;
        v_reply := jsonb_build_object('code', 'batch_malformed', 'params', jsonb_build_object('constraint', v_detail));
    END;
    v_out := v_out || v_reply;
  END LOOP;
  RETURN to_jsonb(v_out);
END$$;
COMMENT ON FUNCTION ledger.import_rows IS 'another registry''s history, row by row; keeps laws 1 to 7 through issue, transfer and retire';
