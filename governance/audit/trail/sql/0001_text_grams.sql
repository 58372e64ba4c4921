-- Every character and every pair of neighbouring characters of a text, for a GIN index. Chinese
-- words of two characters are found by it; trigrams need three.

CREATE FUNCTION public.text_grams(t text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(array_agg(DISTINCT g), '{}'::text[])
  FROM (SELECT c, lead(c) OVER (ORDER BY n) AS next
        FROM string_to_table(lower(t), NULL) WITH ORDINALITY AS s(c, n)) p,
       LATERAL (VALUES (c), (c || next)) v(g)
  WHERE g IS NOT NULL
$$;
COMMENT ON FUNCTION public.text_grams IS 'characters and pairs of neighbours, in lower case: an index on it finds words of one, two or more characters';
GRANT EXECUTE ON FUNCTION public.text_grams TO PUBLIC;
