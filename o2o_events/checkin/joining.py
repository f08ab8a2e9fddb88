"""Making one of two registrations of a person, and of two records: nothing that only one of them has is lost."""

import json
import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import and_, or_, select

from o2o_events.checkin.one_place import EXPECTED
from o2o_events.checkin.rules import ACCEPTED
from o2o_events.checkin.undoing import undo_scan
from o2o_events.clock import from_microseconds
from o2o_events.db import facts
from o2o_events.db.facts import NewFact
from o2o_events.db.models import BadgeRow, CheckpointRow, EventRow, FactRow, NeedRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.registers.events import Event, from_row

_SPACE: Final = uuid.UUID("6f1d0f52-3c2b-4f5e-8a57-2f0c9b7a1e44")
_OF_PERSON: Final = (
    "title", "own_script_name", "gender", "organisation", "position", "sector", "email", "phone",
)  # fmt: skip
_OF_REGISTRATION: Final = ("is_funded", "age_35_or_under", "desk_note")
_OF_NEED: Final = ("dietary", "access")
_UNSTATED: Final = (None, "", "not_stated")
_GIVES_WAY: Final = ("withdrawn", "not_confirmed", "waitlisted")


def complete_person(one: PersonRow, other: PersonRow) -> None:
    """What only the other record states goes into the one that stays."""
    _complete(one, other, _OF_PERSON)
    if one.economy is None and not one.economy_note:
        one.economy, one.economy_note = other.economy, other.economy_note


def _complete(one: Any, other: Any, fields: Sequence[str]) -> None:
    for field in fields:
        if getattr(one, field) in _UNSTATED and getattr(other, field) not in _UNSTATED:
            setattr(one, field, getattr(other, field))


def keep_one(tx: Tx, one: RegistrationRow, other: RegistrationRow, operator: str) -> None:
    """Withdraws one of two registrations for an event: that which was let in first stays, else one that is to come.

    Its badges are revoked. Its scans are taken back, and stand for the one that stays wherever that was not there
    itself: a person who came on one day with each badge was there on both.
    """
    scans = {row.id: _standing(tx, row.id) for row in (one, other)}
    stays, goes = (other, one) if _rank(other, scans) < _rank(one, scans) else (one, other)
    reason = _("registered twice")
    event = from_row(tx.get_one(EventRow, stays.event))
    missing = _missing(tx, event, scans[stays.id], scans[goes.id])
    for scan in scans[goes.id]:
        undo_scan(tx, scan=scan.id, operator=operator, reason=reason)
    for scan in missing:
        _carry(tx, scan, stays.id)
    for badge in tx.scalars(select(BadgeRow).where(BadgeRow.registration == goes.id, BadgeRow.revoked_at.is_(None))):
        badge.revoked_at, badge.revoke_reason = tx.now(), reason
    _complete_registration(tx, stays, goes)
    goes.status, goes.status_reason, goes.deleted = "withdrawn", reason, True


def _rank(row: RegistrationRow, scans: dict[str, list[FactRow]]) -> tuple[bool, int, bool]:
    """The smaller stays."""
    own = scans[row.id]
    return not own, own[0].at if own else 0, row.status not in EXPECTED


def _complete_registration(tx: Tx, stays: RegistrationRow, goes: RegistrationRow) -> None:
    if stays.status in _GIVES_WAY and goes.status in EXPECTED:
        stays.status, stays.status_reason = goes.status, goes.status_reason
    stays.days = None if stays.days is None or goes.days is None else sorted({*stays.days, *goes.days})
    _complete(stays, goes, _OF_REGISTRATION)
    stays.needs_attention = stays.needs_attention or goes.needs_attention
    needs = tx.get(NeedRow, goes.id)
    if needs is not None and not needs.deleted:
        own = tx.get(NeedRow, stays.id)
        if own is None:
            own = NeedRow(id=stays.id, dietary="", access="")
            tx.add(own)
        _complete(own, needs, _OF_NEED)


def _standing(tx: Tx, registration: str) -> list[FactRow]:
    """The accepted scans of a registration or its badges that were not taken back, each once, in the order of time."""
    badges = select(BadgeRow.id).where(BadgeRow.registration == registration)
    of_badge = and_(FactRow.registration.is_(None), FactRow.badge.in_(badges))
    rows = tx.scalars(
        select(FactRow)
        .where(or_(FactRow.registration == registration, of_badge), FactRow.kind.in_(["scan", "undo"]))
        .order_by(FactRow.at, FactRow.desk, FactRow.seq)
    ).all()
    undone = {row.refers for row in rows if row.kind == "undo"}
    found: dict[str, FactRow] = {}
    for row in rows:
        if row.kind == "scan" and row.outcome in ACCEPTED and row.id not in undone:
            found.setdefault(row.id, row)
    return list(found.values())


def _missing(tx: Tx, event: Event, kept: Sequence[FactRow], left: Sequence[FactRow]) -> list[FactRow]:
    """The scans of the registration that goes which are none that the other has too, by each checkpoint's policy."""
    policies = {row.id: row.policy for row in tx.scalars(select(CheckpointRow).where(CheckpointRow.event == event.id))}

    def place(scan: FactRow) -> tuple[str | None, date | str]:
        policy = policies.get(scan.checkpoint or "")
        if policy == "every":
            return scan.checkpoint, scan.id
        return scan.checkpoint, "" if policy == "once" else event.day_of(from_microseconds(scan.at))

    there = {place(scan) for scan in kept}
    return [scan for scan in left if place(scan) not in there]


def _carry(tx: Tx, scan: FactRow, registration: str) -> None:
    """The same scan of another registration, under an id that every desk gives it."""
    fact = NewFact(
        kind="scan",
        id=str(uuid.uuid5(_SPACE, f"{scan.id}\n{registration}")),
        event=scan.event,
        checkpoint=scan.checkpoint,
        registration=registration,
        badge=scan.badge,
        at=from_microseconds(scan.at),
        outcome=scan.outcome,
        body=json.loads(scan.body) | {"at_given": True, "moved_from": scan.id},
    )
    facts.append(tx, fact)
