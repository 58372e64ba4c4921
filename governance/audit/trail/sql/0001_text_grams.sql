-- Every character and every pair of neighbouring characters of a text, for a GIN index. Chinese
-- words of two characters are found by it; trigrams need three.

CREATE FUNCTION public.text_grams(t text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE
  singles text[] := string_to_array(lower(t), NULL);
  grams   text[] := singles;
BEGIN
  FOR i IN 2..cardinality(singles) LOOP
    grams := grams || (singles[i - 1] || singles[i]);
  END LOOP;
  RETURN grams;
END $$;
COMMENT ON FUNCTION public.text_grams IS 'characters and pairs of neighbours, in lower case: an index on it finds words of one, two or more characters';
GRANT EXECUTE ON FUNCTION public.text_grams TO PUBLIC;
