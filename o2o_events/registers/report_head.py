"""What the organisers write at the head of their reports: for the project, and for an event where that differs."""

from dataclasses import asdict, dataclass, replace
from typing import Final

from o2o_events.db.transaction import Tx
from o2o_events.registers.events import Event
from o2o_events.registers.settings import read_setting, write_setting
from o2o_events.text import clean

_SETTING: Final = "report_head"
FIELDS: Final = ("agenda_item", "purpose", "submitted_by", "forum")


@dataclass(frozen=True)
class HeadFields:
    """The parts that no register knows; empty ones are left to be written in by hand."""

    agenda_item: str = ""
    purpose: str = ""
    submitted_by: str = ""
    forum: str = ""


def read_head_fields(tx: Tx, event: Event | None = None) -> HeadFields:
    """What is set for the event; what is not set there, for the project."""
    found = _read(tx, _SETTING)
    if event is not None:
        own = _read(tx, _name(event))
        found = replace(found, **{name: text for name, text in asdict(own).items() if text})
    return found


def set_head_fields(tx: Tx, *, event: Event | None = None, **texts: str) -> HeadFields:
    """Sets the fields that are named, for the project or for an event; empty takes one back. Answers what holds."""
    name = _SETTING if event is None else _name(event)
    changed = replace(_read(tx, name), **{field: clean(text) for field, text in texts.items()})
    write_setting(tx, name=name, value=asdict(changed))
    return read_head_fields(tx, event)


def _name(event: Event) -> str:
    return f"{_SETTING}:{event.id}"


def _read(tx: Tx, name: str) -> HeadFields:
    """Fields that a newer version may have added are left alone."""
    value = read_setting(tx, name, {})
    return HeadFields(**{field: str(value[field]) for field in FIELDS if field in value})
