-- Many acts in one round trip, each in a subtransaction of its own: what cannot be done is reported
-- with its row and the rest goes on. For imports and for clerks with long lists, not for trading.

-- A row is an object with `reference` and the act's arguments; its own digest stands for its body, so a second run of
-- the same file answers every row from its stored reply.
CREATE FUNCTION ledger.row_context(ctx ledger.context, p_row jsonb) RETURNS ledger.context
LANGUAGE plpgsql AS $$
BEGIN
  ctx.reference := p_row ->> 'reference';
  ctx.key := 'row:' || (p_row ->> 'reference');
  ctx.body := sha256(convert_to(p_row::text, 'UTF8'));
  ctx.on_date := coalesce((p_row ->> 'on_date')::date, ctx.on_date);
  RETURN ctx;
END$$;

CREATE FUNCTION ledger.issue_many(ctx ledger.context, p_rows jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
DECLARE
  v_row    jsonb;
  v_reply  jsonb;
  v_detail text;
  v_code   text;
  v_out    jsonb[] := '{}';
BEGIN
  FOR v_row IN SELECT * FROM jsonb_array_elements(p_rows) LOOP
    BEGIN
      v_reply := ledger.issue(ledger.row_context(ctx, v_row), (v_row ->> 'uuid')::uuid, v_row ->> 'programme',
        v_row ->> 'methodology', v_row ->> 'project', (v_row ->> 'vintage')::int, (v_row ->> 'issuance')::int,
        NULL, NULL, v_row ->> 'external_code', ARRAY[(v_row ->> 'account')::int],
        ARRAY[(v_row ->> 'quantity_t')::bigint], v_row -> 'detail');
    EXCEPTION WHEN SQLSTATE 'LE001' THEN
      GET STACKED DIAGNOSTICS v_code = MESSAGE_TEXT, v_detail = PG_EXCEPTION_DETAIL;
      v_reply := jsonb_build_object('code', v_code, 'params', v_detail::jsonb);
    END;
    v_out := v_out || v_reply;
  END LOOP;
  RETURN to_jsonb(v_out);
END$$;

CREATE FUNCTION ledger.retire_many(ctx ledger.context, p_rows jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, ledger, pg_temp AS $$
DECLARE
  v_row    jsonb;
  v_reply  jsonb;
  v_detail text;
  v_code   text;
  v_out    jsonb[] := '{}';
BEGIN
  FOR v_row IN SELECT * FROM jsonb_array_elements(p_rows) LOOP
    BEGIN
      v_reply := ledger.retire(ledger.row_context(ctx, v_row), (v_row ->> 'batch')::int, (v_row ->> 'account')::int,
        NULL, (v_row ->> 'first')::bigint, (v_row ->> 'last')::bigint, v_row -> 'detail');
    EXCEPTION WHEN SQLSTATE 'LE001' THEN
      GET STACKED DIAGNOSTICS v_code = MESSAGE_TEXT, v_detail = PG_EXCEPTION_DETAIL;
      v_reply := jsonb_build_object('code', v_code, 'params', v_detail::jsonb);
    END;
    v_out := v_out || v_reply;
  END LOOP;
  RETURN to_jsonb(v_out);
END$$;
