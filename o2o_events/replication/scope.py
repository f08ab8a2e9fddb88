"""Which records belong to one event."""

import sqlalchemy as sa

from o2o_events.replication.tables import CONFLICTS, RecordTable, record_tables

Condition = sa.ColumnElement[bool]
_OF_REGISTRATIONS = "need"
"""Its id is the registration's."""
_SHARED_BY_EVENTS = "person"
"""Somebody who is at several events, and belongs to those whose records point to them; never to all."""


def is_of_events(table: RecordTable) -> bool:
    """Whether records of the table belong to events at all; the project, desks and categories do not."""
    if table.name in ("event", _SHARED_BY_EVENTS, _OF_REGISTRATIONS) or table.is_about:
        return True
    return any(is_of_events(record_tables()[parent]) for parent in _parents(table).values())


def in_event(table: RecordTable, event: str) -> Condition:
    """Whether a record of the table belongs to the event, or to the project as a whole.

    What points to an event belongs to that one; what points to other records goes where all of them go, and
    what is about a record (a conflict, an attached file) where that goes. What is tied to no event (the
    project, desks, categories) belongs to all of them. So no record that is taken lacks one it points to.
    """
    c = table.raw.c
    if table.name == "event":
        return c.id == event
    if table.name == _SHARED_BY_EVENTS:
        return sa.or_(*(c.id.in_(pointing) for pointing in _pointing_to_people(event)))
    if table.name == _OF_REGISTRATIONS:
        registrations = record_tables()["registration"].raw
        return c.id.in_(sa.select(registrations.c.id).where(registrations.c.event == event))
    if table.is_about:
        return _about_records(table, event)
    if "event" in table.references:
        return sa.or_(c.event == event, c.event.is_(None))
    conditions = [
        sa.or_(c[column].is_(None), c[column].in_(_ids(record_tables()[parent], event)))
        for column, parent in _parents(table).items()
        if is_of_events(record_tables()[parent])
    ]
    return sa.and_(sa.true(), *conditions)


def _parents(table: RecordTable) -> dict[str, str]:
    """Column -> the table it points to; a pointer at another record of the same table says nothing new."""
    return {column: parent for column, parent in table.references.items() if parent != table.name}


def _ids(table: RecordTable, event: str) -> sa.Select[str]:
    return sa.select(table.raw.c.id).where(in_event(table, event))


def _pointing_to_people(event: str) -> list[sa.Select[str]]:
    """The people that records of the event point to: those registered, and those of the programme."""
    found = []
    for table in record_tables().values():
        if "event" in table.references:
            columns = [column for column, parent in table.references.items() if parent == _SHARED_BY_EVENTS]
            c = table.raw.c  # a NULL among the ids would make "not in" neither true nor false
            found += [sa.select(c[col]).where(c.event == event, c[col].is_not(None)) for col in columns]
    return found


def _about_records(table: RecordTable, event: str) -> Condition:
    """A conflict may be about anything, an attached file too; a file only about what is no part of a file."""
    c = table.raw.c
    others = [subject for subject in record_tables().values() if subject.name != CONFLICTS]
    subjects = others if table.name == CONFLICTS else [subject for subject in others if not _rests_on_about(subject)]
    return sa.or_(*(sa.and_(c.subject == s.name, c.record.in_(_ids(s, event))) for s in subjects))


def _rests_on_about(table: RecordTable) -> bool:
    return table.is_about or any(_rests_on_about(record_tables()[parent]) for parent in _parents(table).values())
