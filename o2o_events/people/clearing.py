"""What is emptied when an event is turned into counts, and emptied again when it comes back from elsewhere.

Every emptied field is a write with a stamp of its own, later than all that this file has seen: what an older file
brings loses to it. What was written elsewhere without knowing of it wins for a moment, and is emptied anew by
whoever takes it in; two such writes hold the same value, so no disagreement comes of it.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from o2o_events.clock import to_microseconds
from o2o_events.db import stamps
from o2o_events.db.columns import to_json
from o2o_events.db.models import QuarantineRow
from o2o_events.db.transaction import Tx
from o2o_events.people.anonymised import NO_NAME
from o2o_events.replication.tables import CONFLICTS, RecordTable, record_tables

Condition = sa.ColumnElement[bool]
_AT_ONCE: Final = 500
_NOTHING: Final = to_json("")
_EMPTIED: Final[Mapping[str, Mapping[str, Any]]] = {
    "person": {
        "printed_name": NO_NAME,
        **dict.fromkeys(
            (
                "title",
                "given_name",
                "family_name",
                "own_script_name",
                "economy_note",
                "organisation",
                "position",
                "sector",
                "email",
                "phone",
            ),
            "",
        ),
    },
    "registration": {
        "status_reason": "",
        "desk_note": "",
        "needs_attention": 0,
        "source_ref": "",
        "consent_list_on": None,
        "consent_survey_on": None,
        "consent_photo_on": None,
    },
    "need": {"dietary": "", "access": "", "deleted": 1},
    "badge": {"revoke_reason": ""},
    "speaker": {
        "name": NO_NAME,
        "own_script_name": "",
        "organisation": "",
        "position": "",
        "biography": "{}",
        "photo": "",
        "available": None,
        "source_ref": "",
    },
    "agenda_session": {"extra": "{}"},
    "agenda_release": {"note": "", "content": "", "deleted": 1},
    "forum": {"representatives": "", "note": ""},
}
"""Table -> field -> what stands there afterwards, as stored. Gender, economy, category, state and days stay."""
_OF_THE_PROJECT: Final[Mapping[str, Mapping[str, Any]]] = {
    "platform": {"contact": "", "note": ""},
    "endorsement": {"endorsed_by": ""},
    "practice": {"nominated_by": ""},
}
"""What names people and belongs to no event: emptied with the last one."""
TABLES: Final = (*_EMPTIED, CONFLICTS)


@dataclass(frozen=True)
class Scope:
    """The events that are counts; ``is_whole``: no other is left."""

    events: frozenset[str]
    is_whole: bool


def read_scope(tx: Tx, events: Collection[str]) -> Scope:
    known = tx.scalars(sa.text("SELECT id FROM event WHERE deleted = 0")).all()
    return Scope(frozenset(events), set(known) <= set(events))


def clear(tx: Tx, scope: Scope, only: Mapping[str, Sequence[str]] | None = None) -> dict[str, int]:
    """Empties everything that belongs to these events; answers how many records of each table changed.

    ``only``: table -> the ids to look at, where not all have to be.
    """
    if not scope.events:
        return {}
    if tx.connection().dialect.name == "sqlite":
        tx.connection().exec_driver_sql("PRAGMA secure_delete = ON")
    tx.flush()
    found: dict[str, int] = {}
    for name in TABLES if only is None else only:
        for ids in _pieces(None if only is None else only[name]):
            found[name] = found.get(name, 0) + _clear_table(tx, name, scope, ids)
    if only is None:
        if scope.is_whole:
            found |= {n: _write(tx, _table(n), sa.true(), v) for n, v in _OF_THE_PROJECT.items()}
        found["quarantine"] = _drop_quarantined(tx, scope)
    if any(found.values()):
        tx.expire_all()
    return {name: amount for name, amount in found.items() if amount}


def _pieces(ids: Sequence[str] | None) -> Iterable[Sequence[str] | None]:
    if ids is None:
        return [None]
    return [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]


def _clear_table(tx: Tx, name: str, scope: Scope, ids: Sequence[str] | None) -> int:
    table = _table(name)
    here = sa.true() if ids is None else table.raw.c.id.in_(ids)
    if name == CONFLICTS:
        gone = {"kept": _NOTHING, "other": _NOTHING, "deleted": 1}  # nothing is left to settle
        return _write(tx, table, sa.and_(here, _about(scope)), gone)
    condition = sa.and_(here, belonging(name, scope))
    if name == "badge":
        in_force = sa.and_(condition, table.raw.c.revoked_at.is_(None))
        _write(tx, table, in_force, {"revoked_at": to_microseconds(tx.now())})
    return _write(tx, table, condition, _EMPTIED[name])


def belonging(name: str, scope: Scope) -> Condition:
    """Which records of a table belong to nobody but these events."""
    c = _table(name).raw.c
    if name == "person":
        return _nobody_elsewhere(scope)
    if name in ("need", "badge"):
        place = _table("registration").raw.c
        registration = c.id if name == "need" else c.registration
        return sa.exists().where(place.id == registration, at(place.event).in_(scope.events))
    return c.event.in_(scope.events)


def at(event: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """The event of a place, so written that it is found by its person: by event each would be looked through."""
    return event.concat("")


def _nobody_elsewhere(scope: Scope) -> Condition:
    """People of these events who are at no other any more; and records of people that were taken out."""
    p = _table("person").raw.c
    here, elsewhere, ever = [], [], []
    for name in ("registration", "speaker"):
        c = _table(name).raw.c
        here.append(sa.exists().where(c.person == p.id, at(c.event).in_(scope.events)))
        elsewhere.append(sa.exists().where(c.person == p.id, at(c.event).not_in(scope.events), c.deleted == 0))
        ever.append(sa.exists().where(c.person == p.id, at(c.event).not_in(scope.events)))
    taken_out = sa.and_(p.deleted == 1, sa.not_(sa.or_(*ever)))
    everybody = sa.true() if scope.is_whole else sa.false()
    return sa.and_(sa.or_(*here, taken_out, everybody), sa.not_(sa.or_(*elsewhere)))


def _about(scope: Scope) -> Condition:
    """Disagreements about fields of records that are emptied: both sides of each are kept with it."""
    c = _table(CONFLICTS).raw.c
    subjects = [
        sa.and_(c.subject == name, c.record.in_(sa.select(_table(name).raw.c.id).where(belonging(name, scope))))
        for name in _EMPTIED
    ]
    whole = [c.subject == name for name in _OF_THE_PROJECT] if scope.is_whole else []
    return sa.and_(c.kind == "field", sa.or_(*subjects, *whole))


def _write(tx: Tx, table: RecordTable, condition: Condition, values: Mapping[str, Any]) -> int:
    """Writes these values where others stand, each changed field with a new stamp."""
    c = table.raw.c
    differs = sa.or_(*(c[field].is_distinct_from(value) for field, value in values.items()))
    columns = [c[field] for field in values]
    rows = tx.connection().execute(sa.select(c.id, c.stamps, *columns).where(condition, differs)).all()
    if not rows:
        return 0
    stamp, revision = tx.field_stamp(), tx.next_revision()
    changes = []
    for row in rows:
        now = row[2:]
        fields = sorted(f for f, value, wanted in zip(values, now, values.values(), strict=True) if value != wanted)
        changes.append({"of": row[0], "marks": to_json(stamps.written(json.loads(row[1]), fields, stamp))})
    wanted = {field: sa.literal(value, c[field].type) for field, value in values.items()}
    statement = sa.update(table.raw).where(c.id == sa.bindparam("of"))
    tx.connection().execute(statement.values(stamps=sa.bindparam("marks"), revision=revision, **wanted), changes)
    tx.mention(table.name)
    return len(rows)


def _drop_quarantined(tx: Tx, scope: Scope) -> int:
    """Rows of these events that came from elsewhere and could not go in: they are this installation's own."""
    q = QuarantineRow.__table__.c
    kept = sa.select(q.source, q.subject, q.record, q.content).where(q.subject != "fact")
    rows = [(*row[:3], _content(row[3])) for row in tx.execute(kept)]
    if not rows:
        return 0
    placed = [(c.get("event"), c.get("person"), c.get("id")) for _s, _n, _r, c in rows if c.get("event")]
    gone = {id_ for event, _person, id_ in placed if event in scope.events}
    gone |= {person for event, person, _id in placed if event in scope.events}
    gone -= {person for event, person, _id in placed if event not in scope.events}
    for name in _EMPTIED:
        records = [record for _source, subject, record, _content in rows if subject == name]
        for ids in _pieces(records):
            c = _table(name).raw.c
            found = sa.select(c.id).where(c.id.in_(ids or ()), belonging(name, scope))
            gone |= set(tx.connection().execute(found).scalars())
    amount = 0
    for source, subject, record, content in rows:
        owners = {record, content.get("registration"), content.get("record")}
        if owners & gone or content.get("event") in scope.events:
            key = sa.and_(q.source == source, q.subject == subject, q.record == record)
            tx.execute(sa.delete(QuarantineRow).where(key))
            amount += 1
    if amount:
        tx.mention("quarantine")
    return amount


def _content(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _table(name: str) -> RecordTable:
    return record_tables()[name]
