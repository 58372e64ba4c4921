-- Lists are searched by words of one, two or more characters (text_grams in governance.audit.trail).

CREATE INDEX organisations_organisation_words ON organisations_organisation
  USING gin (public.text_grams(name_zh));
CREATE INDEX organisations_holder_words ON organisations_holder USING gin (public.text_grams(display_name));
CREATE INDEX organisations_person_words ON organisations_person USING gin (public.text_grams(real_name));
