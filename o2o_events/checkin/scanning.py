"""Recording scans: reads the facts, asks the decision, appends one fact."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Row

from o2o_events.badges.token import short_code
from o2o_events.checkin.answers import NOT_ON_THIS_DESK, ScanAnswer
from o2o_events.checkin.checkpoints import Checkpoint
from o2o_events.checkin.passages import passages_by_holder, passages_of
from o2o_events.checkin.places import Place, read_place
from o2o_events.checkin.reading import Known, Reading, read_badge, read_registration, read_text, without_badge
from o2o_events.checkin.rules import (
    ACCEPTED,
    NEVER_FORCED,
    Case,
    Decision,
    Holder,
    Passage,
    Verdict,
    current_entry,
    decide,
)
from o2o_events.clock import from_microseconds, is_near, to_microseconds
from o2o_events.db import facts
from o2o_events.db.facts import NewFact
from o2o_events.db.models import FactRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.ids import new_id
from o2o_events.registers.economies import economy_name
from o2o_events.text import clean

_F: Final = FactRow.__table__.c
_BY_ID: Final = (
    select(FactRow.__table__).where(_F.id == bindparam("id"), _F.kind == "scan").order_by(_F.hlc, _F.desk, _F.seq)
)


@dataclass(frozen=True)
class Force:
    """Letting somebody in against the rules: who decided, and why."""

    operator: str
    reason: str


def record_scan(
    tx: Tx,
    *,
    checkpoint: Checkpoint,
    text: str,
    direction: str = "in",
    at: datetime | None = None,
    scan_id: str | None = None,
    force: Force | None = None,
) -> ScanAnswer:
    """Decides one scan and keeps it as a fact; a text that is no badge leaves no trace.

    ``at`` is when it happened, for late entries; without it, now by this desk's clock. The same
    ``scan_id`` asked again gives the same answer and no second fact, unless it was refused and now
    succeeds. Raises ``UserError`` where a force lacks operator or reason.
    """
    place = read_place(tx, checkpoint.id)
    return _record(tx, place, read_text(tx, text, place.numbers), direction, at, scan_id, force)


def check_in_person(
    tx: Tx,
    *,
    checkpoint: Checkpoint,
    registration: str,
    direction: str = "in",
    at: datetime | None = None,
    scan_id: str | None = None,
    force: Force | None = None,
) -> ScanAnswer:
    """The same for somebody found by name, who may have no badge."""
    known = read_registration(tx, registration)
    if known is None:
        raise UserError(_("This registration is no longer there. Search for the person again."))
    place = read_place(tx, checkpoint.id)
    return _record(tx, place, Reading(known=without_badge(known)), direction, at, scan_id, force)


def _record(
    tx: Tx,
    place: Place,
    reading: Reading,
    direction: str,
    at: datetime | None,
    scan_id: str | None,
    force: Force | None,
) -> ScanAnswer:
    _check_request(direction, force)
    earlier = _earlier_row(tx, scan_id, reading)
    if earlier is not None and earlier.outcome in ACCEPTED:
        return answer_of(tx, earlier)
    known = reading.known
    passages = passages_of(tx, place.checkpoint.id, known.registration, known.badge) if known else ()
    moment = at or _event_time(tx, passages)
    decision = decide(_case(tx, place, reading, passages, direction, moment))
    verdict = decision.verdict
    is_forced = force is not None and verdict not in ACCEPTED and verdict not in NEVER_FORCED
    if is_forced:
        verdict = Verdict.ADMITTED if direction == "in" else Verdict.EXITED
    if earlier is not None and earlier.outcome == verdict:
        return answer_of(tx, earlier)
    body = reading.body | _body(decision, direction, is_late=at is not None, force=force, is_forced=is_forced)
    if verdict is Verdict.NOT_A_BADGE:
        return _answer(place, reading.known, None, verdict, moment, body)
    scan = scan_id or new_id()
    fact = NewFact(
        kind="scan",
        id=scan,
        event=place.event.id,
        checkpoint=place.checkpoint.id,
        registration=reading.known.registration if reading.known else None,
        badge=reading.known.badge if reading.known else None,
        at=moment,
        outcome=str(verdict),
        body=body,
    )
    facts.append(tx, fact)
    return _answer(place, reading.known, scan, verdict, moment, body)


def _check_request(direction: str, force: Force | None) -> None:
    if direction not in ("in", "out"):
        raise UserError(_("“{direction}” is no direction. Choose in or out.").format(direction=direction))
    if force is not None and not (clean(force.operator) and clean(force.reason)):
        raise UserError(_("Letting somebody in against the rules needs your name and a reason. Give both."))


def _event_time(tx: Tx, passages: tuple[Passage, ...]) -> datetime:
    """Now: after all that is known of this holder here, even where other clocks, or a time given, are ahead."""
    moment = tx.now()
    known = [p.at + timedelta(microseconds=1) for p in passages if is_near(p.at, moment)]
    return max([moment, *known])


def _case(tx: Tx, place: Place, reading: Reading, passages: tuple[Passage, ...], direction: str, at: datetime) -> Case:
    known = reading.known
    return Case(
        gate=place.gate,
        at=at,
        day_of=place.event.day_of,
        is_entry=direction == "in",
        problem=reading.problem,
        holder=known.holder if known else None,
        passages=passages,
        inside=_inside(tx, place, known, at),
    )


def _inside(tx: Tx, place: Place, known: Known | None, at: datetime) -> Callable[[], int]:
    """Counts the others inside at a moment; called only where there is a capacity."""
    own = (known.registration or known.badge) if known else None

    def count() -> int:
        everybody = passages_by_holder(tx, place.checkpoint.id)
        return sum(
            current_entry(place.gate, passages, at, place.event.day_of) is not None
            for holder, passages in everybody.items()
            if holder != own
        )

    return count


def _body(decision: Decision, direction: str, *, is_late: bool, force: Force | None, is_forced: bool) -> dict[str, Any]:
    """What the fact keeps beside its columns: all that the answer needs to be given again."""
    body: dict[str, Any] = {"direction": direction}
    if is_late:
        body["at_given"] = True
    if decision.first is not None:
        body |= {"first_at": to_microseconds(decision.first.at), "first_desk": decision.first.desk}
    if decision.boundary is not None:
        body["boundary"] = to_microseconds(decision.boundary)
    if decision.days:
        body["days"] = [day.isoformat() for day in decision.days]
    if force is not None:
        body |= {"operator": clean(force.operator), "reason": clean(force.reason), "forced": is_forced}
    if is_forced:
        body["refused_as"] = str(decision.verdict)
    return body


def _earlier_row(tx: Tx, scan_id: str | None, reading: Reading) -> Row[*tuple[Any, ...]] | None:
    """What this id was answered before: the accepted answer if there is one, else the last refusal.

    Raises ``UserError`` where the id was used for another badge.
    """
    if scan_id is None:
        return None
    rows = tx.connection().execute(_BY_ID, {"id": scan_id}).all()
    if not rows:
        return None
    row = next((row for row in rows if row.outcome in ACCEPTED), rows[-1])
    if reading.known is not None and row.badge is not None and reading.known.badge != row.badge:
        raise UserError(
            _("The scan id “{id}” belongs to another badge. Use a new id for each scan.").format(id=scan_id)
        )
    return row


def answer_of(tx: Tx, row: Row[*tuple[Any, ...]]) -> ScanAnswer:
    """The answer that a scan's fact was given, with the person's present name."""
    body = json.loads(row.body)
    known = read_registration(tx, row.registration) if row.registration else None
    if known is None and row.badge:
        known = read_badge(tx, row.badge) or Known(
            Holder(event=None, category=body.get("category")), row.badge, short_code(row.badge)
        )
    return _answer(read_place(tx, row.checkpoint), known, row.id, Verdict(row.outcome), from_microseconds(row.at), body)


def _answer(
    place: Place, known: Known | None, scan: str | None, verdict: Verdict, at: datetime, body: Mapping[str, Any]
) -> ScanAnswer:
    is_duplicate = verdict is Verdict.DUPLICATE
    boundary = body.get("boundary")
    return ScanAnswer(
        scan=scan,
        verdict=verdict,
        person=known.person if known else None,
        registration=known.registration if known else None,
        name=known.name if known else None,
        own_script_name=known.own_script_name if known else None,
        organisation=known.organisation if known else None,
        economy=(economy_name(known.economy) or None) if known else None,
        category=known.holder.category if known else None,
        badge=known.code if known else body.get("code"),
        event=place.event.code,
        checkpoint=place.checkpoint.name,
        direction=body["direction"],
        at=at,
        day=place.event.day_of(at),
        zone=place.event.zone,
        first_at=from_microseconds(body["first_at"]) if is_duplicate else None,
        first_desk=place.desks.get(body["first_desk"], body["first_desk"]) if is_duplicate else None,
        forced=body.get("forced", False),
        force_asked="operator" in body,
        attention=_attention(known, verdict),
        boundary=from_microseconds(boundary) if boundary else None,
        right_days=tuple(map(date.fromisoformat, body.get("days", ()))),
        right_event=place.event_codes.get(known.holder.event or "") if known else None,
    )


def _attention(known: Known | None, verdict: Verdict) -> str | None:
    if known is None:
        return None
    if known.person is None:
        return NOT_ON_THIS_DESK if verdict in ACCEPTED else None
    return (known.desk_note or None) if known.needs_attention else None
