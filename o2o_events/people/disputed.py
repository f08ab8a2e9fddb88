"""Whom or what a disagreement is about, and its values, as people say them."""

import json
from typing import Any

import sqlalchemy as sa

from o2o_events.clock import from_microseconds
from o2o_events.db.models import EventRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _, language
from o2o_events.people.fields import status_label
from o2o_events.registers.economies import economy_name
from o2o_events.registers.register_list import REGISTERS
from o2o_events.registers.register_records import from_row, label_of, read_names
from o2o_events.replication.conflicts import FieldConflict
from o2o_events.replication.merging import Value
from o2o_events.replication.tables import RecordTable, record_tables

_NAMES = ("printed_name", "code", "name", "title")
"""What a record is called, the first that its table has."""
_LONGEST = 4


def disputed_name(tx: Tx, found: FieldConflict) -> str:
    """The person's printed name; of anything else what it is called, with the event it belongs to."""
    table = record_tables().get(found.subject)
    if table is None:
        return f"{found.subject} {found.record}"
    name = _register_label(tx, found) or _label(tx, table, found.record, _LONGEST)
    return name or f"{found.subject} {found.record}"


def _register_label(tx: Tx, found: FieldConflict) -> str:
    """What a record of one of the registers is called."""
    register = REGISTERS.get(found.subject)
    row = tx.get(register.row, found.record) if register is not None else None
    if register is None or row is None:
        return ""
    return label_of(register, from_row(register, row), read_names(tx, register))


def _register_value(tx: Tx, found: FieldConflict, value: Value) -> str:
    """A value of one of the registers where it is a code or ids of events; "" where it speaks for itself."""
    register = REGISTERS.get(found.subject)
    field = next((f for f in register.fields if f.name == found.field), None) if register is not None else None
    if register is None or field is None or value is None:
        return ""
    if field.kind == "choice":
        return field.words_of(str(value))
    if field.kind in ("event", "events"):
        ids = json.loads(str(value)) if field.kind == "events" else [str(value)]
        names = read_names(tx, register)
        return ", ".join(names.event_code(event) or event for event in ids)
    return ""


def _label(tx: Tx, table: RecordTable, record: str, depth: int) -> str:
    if table.name == "need":
        table = record_tables()["registration"]
    row = tx.connection().execute(sa.select(table.raw).where(table.raw.c.id == record)).mappings().first()
    if row is None or not depth:
        return ""
    for column in ("person", "registration"):
        if column in table.references and row[column]:
            return _label(tx, record_tables()[table.references[column]], row[column], depth - 1)
    name = next((_plain(row[column]) for column in _NAMES if row.get(column)), "")
    if "event" in table.references and row["event"]:
        event = tx.scalar(sa.select(EventRow.code).where(EventRow.id == row["event"]))
        return _("{event}: {name}").format(event=event, name=name) if event else name
    return name


def value_in_words(tx: Tx, found: FieldConflict, value: Value) -> str:
    """One of the two values, in the present language."""
    table = record_tables().get(found.subject)
    if value is None or value == "":
        return _("(empty)")
    if words := _register_value(tx, found, value):
        return words
    if table is not None and found.field in table.references:
        return _label(tx, record_tables()[table.references[found.field]], str(value), _LONGEST) or str(value)
    if found.field == "status" and found.subject == RegistrationRow.__tablename__:
        return status_label(str(value))
    if found.field == "economy":
        return economy_name(str(value)) or str(value)
    if table is not None and found.field in table.flags:
        return _("yes") if value else _("no")
    if table is not None and found.field in table.moments and isinstance(value, int):
        return from_microseconds(value).strftime("%Y-%m-%d %H:%M UTC")
    return _plain(value)


def _plain(value: Any) -> str:
    """A text; of one in several languages that of the present one; of a list its items."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            value = json.loads(value)
        except ValueError:
            return str(value)
    if isinstance(value, dict):
        return str(value.get(language()) or value.get("en") or next(iter(value.values()), ""))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
