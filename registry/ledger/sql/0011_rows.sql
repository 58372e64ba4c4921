-- A context for one row of a list: its own reference and idempotency key.
--
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
