"""Which records belong to one event."""

from collections.abc import Callable

import sqlalchemy as sa

from o2o_events.replication.tables import CONFLICTS, RecordTable, record_tables

Condition = sa.ColumnElement[bool]


def is_of_events(table: RecordTable) -> bool:
    """Whether records of the table belong to events at all; the project, desks and categories do not."""
    return bool(table.references) or table.name in ("event", "person", "need", CONFLICTS)


def in_event(table: RecordTable, event: str) -> Condition:
    """Whether a record of the table belongs to the event, or to the project as a whole.

    A table that points to a table of the event, or has a column of that name, is followed; what is tied to
    no event (the project, desks, categories) belongs to all of them.
    """
    special: dict[str, Callable[[], Condition]] = {
        "event": lambda: table.raw.c.id == event,
        "person": lambda: table.raw.c.id.in_(_registrations(event, "person")),
        "need": lambda: table.raw.c.id.in_(_registrations(event, "id")),
        CONFLICTS: lambda: _of_conflicts(table, event),
    }
    if table.name in special:
        return special[table.name]()
    if "event" in table.references:
        return table.raw.c.event == event
    for column, parent in table.references.items():
        parents = record_tables()[parent]
        return table.raw.c[column].in_(sa.select(parents.raw.c.id).where(in_event(parents, event)))
    return sa.true()


def _registrations(event: str, column: str) -> sa.Select[str]:
    raw = record_tables()["registration"].raw
    return sa.select(raw.c[column]).where(raw.c.event == event)


def _of_conflicts(table: RecordTable, event: str) -> Condition:
    """Those about records of the event."""
    raw = table.raw
    subjects = [t for t in record_tables().values() if t.name != CONFLICTS]
    return sa.or_(
        *(
            sa.and_(raw.c.subject == t.name, raw.c.record.in_(sa.select(t.raw.c.id).where(in_event(t, event))))
            for t in subjects
        )
    )
