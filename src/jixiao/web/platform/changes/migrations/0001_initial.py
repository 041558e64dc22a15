"""Marks of changed tables.

A mark is a row that is only added, so that writers never wait for one another; it counts as soon as what it tells of
does. Its number is drawn, and a row without a name is drawn anew whenever marks are thinned out: two states of a table
look alike only if they are the same. No model stands for the table: to read it is the business of this room alone.
"""

from __future__ import annotations

from django.db import migrations

MADE = """
CREATE TABLE changes_mark (
    name text NOT NULL,
    mark bigint NOT NULL DEFAULT (random() * 4611686018427387904)::bigint
);
INSERT INTO changes_mark (name) VALUES ('');
CREATE FUNCTION changes_marked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO changes_mark (name) VALUES (TG_TABLE_NAME);
    RETURN NULL;
END $$;
"""
GONE = """
DROP FUNCTION changes_marked() CASCADE;
DROP TABLE changes_mark;
"""


class Migration(migrations.Migration):
    """The table of marks, and what writes them."""

    operations = [migrations.RunSQL(MADE, GONE)]
