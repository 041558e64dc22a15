"""Events are added and never changed. The database itself refuses, so a mistake in the program cannot rewrite history.

Who owns the database can still take the triggers away; that is what a copy of the backups elsewhere is for.
"""

from __future__ import annotations

from django.db import migrations

REFUSE = """
CREATE FUNCTION trail_event_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER trail_event_stays BEFORE UPDATE OR DELETE ON trail_event
    FOR EACH ROW EXECUTE FUNCTION trail_event_stays();
CREATE TRIGGER trail_event_no_truncate BEFORE TRUNCATE ON trail_event
    FOR EACH STATEMENT EXECUTE FUNCTION trail_event_stays();
"""
ALLOW = """
DROP TRIGGER trail_event_no_truncate ON trail_event;
DROP TRIGGER trail_event_stays ON trail_event;
DROP FUNCTION trail_event_stays();
"""


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
