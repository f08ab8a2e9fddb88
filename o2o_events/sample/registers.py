"""Fills the sample's registers: barriers, recommendations, platforms, products, outputs, fora."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from o2o_events import paths
from o2o_events.db.transaction import Tx
from o2o_events.registers.events import Event
from o2o_events.registers.register import Field
from o2o_events.registers.register_list import REGISTERS, add_record
from o2o_events.registers.register_records import get_entry

_FIRST = ("recommendation", "output")
"""Registers that others point to."""


def add_registers(tx: Tx, events: Sequence[Event], today: date) -> None:
    """Adds the sample's records; days in the file count from today, events are written as their codes."""
    described: Mapping[str, list[dict[str, Any]]] = json.loads(
        paths.resource("sample", "registers.json").read_text(encoding="utf-8")
    )
    codes = {event.code: event.id for event in events}
    for name in (*_FIRST, *(name for name in described if name not in _FIRST)):
        fields = {field.name: field for field in REGISTERS[name].fields}
        for record in described[name]:
            values = {key: _value(tx, fields[key], value, codes, today) for key, value in record.items()}
            add_record(tx, REGISTERS[name], values)


def _value(tx: Tx, field: Field, value: Any, codes: Mapping[str, str], today: date) -> Any:
    match field.kind:
        case "date":
            return today + timedelta(days=value)
        case "event":
            return codes[value]
        case "events":
            return tuple(codes[code] for code in value)
    return value if field.target is None else get_entry(tx, field.target, str(value)).id
