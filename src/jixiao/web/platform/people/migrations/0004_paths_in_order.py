"""Paths with the same number of digits for each key, so that text is sorted as the tree stands."""

from __future__ import annotations

from django.db import migrations

PADDED = """
UPDATE people_organisation SET path = '/' || (
    SELECT string_agg(lpad(part, 7, '0'), '/' ORDER BY place)
    FROM unnest(string_to_array(trim(both '/' from path), '/')) WITH ORDINALITY AS parts (part, place)
) || '/'
"""
PLAIN = "UPDATE people_organisation SET path = regexp_replace(path, '/0+', '/', 'g')"


class Migration(migrations.Migration):
    """Pad what is there."""

    dependencies = [("people", "0003_sign_in_and_assignments")]
    operations = [migrations.RunSQL(PADDED, PLAIN)]
