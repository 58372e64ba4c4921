-- Lists are searched by words of one, two or more characters (text_grams in governance.audit.trail).

CREATE INDEX organisations_organisation_words ON organisations_organisation USING gin (
  public.text_grams(name_zh), public.text_grams(name_en), public.text_grams(uscc),
  public.text_grams(contact_name), public.text_grams(address));
CREATE INDEX organisations_holder_words ON organisations_holder USING gin (public.text_grams(display_name));
CREATE INDEX organisations_person_words ON organisations_person USING gin (public.text_grams(real_name));
-- Lists are in the order of names.
CREATE INDEX organisations_organisation_order ON organisations_organisation (name_zh, uscc);
CREATE INDEX organisations_holder_order ON organisations_holder (display_name, uuid);
CREATE INDEX organisations_person_order ON organisations_person (real_name, uuid);
CREATE INDEX organisations_person_last4 ON organisations_person (id_last4);
