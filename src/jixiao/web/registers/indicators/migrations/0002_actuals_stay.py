"""The database itself refuses to change or remove an actual value: what is wrong is reported anew."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

GUARD = """
CREATE FUNCTION indicators_actuals_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an actual value is never changed, only reported anew' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER indicators_actuals_stay BEFORE UPDATE OR DELETE ON indicators_actual
    FOR EACH ROW EXECUTE FUNCTION indicators_actuals_stay();
"""
UNGUARD = "DROP TRIGGER indicators_actuals_stay ON indicators_actual; DROP FUNCTION indicators_actuals_stay();"


class Migration(migrations.Migration):
    """The guard."""

    dependencies: ClassVar = [("indicators", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(GUARD, UNGUARD)]
