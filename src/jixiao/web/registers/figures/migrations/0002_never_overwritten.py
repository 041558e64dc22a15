"""The database itself refuses to change or remove a figure; only who replaces it may be told, once."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

GUARD = """
CREATE FUNCTION figures_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a figure is never removed' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.replaced_by_id IS NOT NULL OR to_jsonb(NEW) - 'replaced_by_id' <> to_jsonb(OLD) - 'replaced_by_id' THEN
        RAISE EXCEPTION 'a figure is never changed, only replaced' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER figures_keep BEFORE UPDATE OR DELETE ON figures_figure
    FOR EACH ROW EXECUTE FUNCTION figures_keep();
"""
UNGUARD = "DROP TRIGGER figures_keep ON figures_figure; DROP FUNCTION figures_keep();"


class Migration(migrations.Migration):
    """The guard."""

    dependencies: ClassVar = [("figures", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(GUARD, UNGUARD)]
