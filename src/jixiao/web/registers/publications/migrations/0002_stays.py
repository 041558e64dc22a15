"""A publication is not rewritten and not removed; only its withdrawal is added, once."""

from __future__ import annotations

from django.db import migrations

REFUSE = """
CREATE FUNCTION publication_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.withdrawn IS NULL
       AND to_jsonb(NEW) - 'withdrawn' - 'withdrawn_by_id' - 'withdrawn_because'
         = to_jsonb(OLD) - 'withdrawn' - 'withdrawn_by_id' - 'withdrawn_because' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a publication stays as it is: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER publication_stays BEFORE UPDATE OR DELETE ON publications_publication
    FOR EACH ROW EXECUTE FUNCTION publication_stays();
"""
ALLOW = """
DROP TRIGGER publication_stays ON publications_publication;
DROP FUNCTION publication_stays();
"""


class Migration(migrations.Migration):
    """The trigger."""

    dependencies = [("publications", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
