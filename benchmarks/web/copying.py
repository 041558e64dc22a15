"""Rows into tables by COPY, in the order of the model's fields: a million of them in seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import GeneratedField
from psycopg import sql
from psycopg.types.json import Jsonb

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import Model


def copy(model: type[Model], rows: Iterable[Mapping[str, Any]]) -> int:
    """Write rows (attribute -> value) into the table of a model; what a row does not name takes the field's default."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, GeneratedField)]
    table = model._meta.db_table
    names = sql.SQL(", ").join(sql.Identifier(field.column) for field in fields)
    order = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
    count = 0
    connection.ensure_connection()
    with connection.connection.cursor() as cursor, cursor.copy(order) as target:
        for count, row in enumerate(rows, 1):
            target.write_row([_value(field, row, count) for field in fields])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), GREATEST(max(id), 1)) FROM {table}")
        cursor.execute(f"ANALYZE {table}")
    return count


def _value(field: Any, row: Mapping[str, Any], count: int) -> Any:  # noqa: ANN401 - whatever the column holds
    if field.primary_key and field.attname not in row:
        return count
    value = row[field.attname] if field.attname in row else field.get_default()
    return Jsonb(value) if field.get_internal_type() == "JSONField" and value is not None else value
