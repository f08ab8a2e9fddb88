"""Changing an event that is in the project: what was scanned forbids some of it, what is planned is told."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from o2o_events.checkin.rules import ACCEPTED
from o2o_events.clock import from_microseconds
from o2o_events.db.columns import LocalizedText
from o2o_events.db.models import EventRow, FactRow, RegistrationRow, SessionRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _, ngettext
from o2o_events.registers.events import Event, event_values, from_row


@dataclass(frozen=True)
class Effect:
    """What other days or another time zone would do to what is there.

    ``scans``: of each day that would go, how often badges were accepted. ``sessions``: that would be on no day of the
    event any more. ``people``: registered for days that would go and for no other. ``moved``: a session's start before
    and after in venue time, of each that is shown at another time of day.
    """

    scans: dict[date, int]
    sessions: int
    people: int
    moved: tuple[tuple[datetime, datetime], ...]


def weigh_change(tx: Tx, *, event: Event, timezone: str, days: Collection[date]) -> Effect:
    """Looks at what a change of days or time zone would do; changes nothing."""
    changed = replace(event, timezone=timezone, days=tuple(sorted(set(days))))
    if (changed.timezone, changed.days) == (event.timezone, event.days):
        return Effect({}, 0, 0, ())
    starts = tx.scalars(
        select(SessionRow.starts_at).where(
            SessionRow.event == event.id, ~SessionRow.deleted, SessionRow.starts_at.is_not(None)
        )
    )
    shown = sorted((event.local(start), changed.local(start)) for start in starts if start is not None)
    return Effect(
        _scans_that_would_go(tx, event, changed),
        sum(before.date() in event.days and after.date() not in changed.days for before, after in shown),
        _people_who_would_go(tx, event, changed),
        tuple((before, after) for before, after in shown if before.replace(tzinfo=None) != after.replace(tzinfo=None)),
    )


def _scans_that_would_go(tx: Tx, event: Event, changed: Event) -> dict[date, int]:
    if changed.timezone == event.timezone and set(event.days) <= set(changed.days):
        return {}
    f = FactRow.__table__.c
    undone = set(tx.scalars(select(f.refers).where(f.kind == "undo", f.event == event.id)))
    rows = tx.execute(select(f.id, f.at).where(f.kind == "scan", f.event == event.id, f.outcome.in_(sorted(ACCEPTED))))
    found: dict[date, int] = {}
    for id_, at in rows:
        moment = from_microseconds(at)
        day = event.day_of(moment)
        if id_ not in undone and day in event.days and changed.day_of(moment) not in changed.days:
            found[day] = found.get(day, 0) + 1
    return dict(sorted(found.items()))


def _people_who_would_go(tx: Tx, event: Event, changed: Event) -> int:
    gone, kept = ({day.isoformat() for day in one.days} for one in (event, changed))
    chosen = tx.scalars(
        select(RegistrationRow.days).where(
            RegistrationRow.event == event.id,
            ~RegistrationRow.deleted,
            RegistrationRow.days.is_not(None),
            RegistrationRow.status != "withdrawn",
        )
    )
    return sum(bool(gone & set(days or ())) and not kept & set(days or ()) for days in chosen)


def refusal(event: Event, effect: Effect) -> str:
    """Why a change cannot be: what was scanned has to stay on a day of the event. Empty where it can."""
    if not effect.scans:
        return ""
    days = ", ".join(f"{day.isoformat()} ({n})" for day, n in effect.scans.items())
    return _(
        "Badges were scanned at {event} on days that would be its days no longer: {days}. Keep these days, or undo the"
        " scans first."
    ).format(event=event.code, days=days)


def effect_words(effect: Effect) -> list[str]:
    """What a change does beside what it says, a sentence each."""
    words = []
    if effect.sessions:
        words.append(
            ngettext(
                "{n} session of the agenda will be on a day that is the event’s no longer: move it to another day.",
                "{n} sessions of the agenda will be on days that are the event’s no longer: move them to other days.",
                effect.sessions,
            ).format(n=effect.sessions)
        )
    if effect.people:
        words.append(
            ngettext(
                "{n} person is registered only for days that go, and will not be let in: change their days.",
                "{n} people are registered only for days that go, and will not be let in: change their days.",
                effect.people,
            ).format(n=effect.people)
        )
    if effect.moved:
        before, after = effect.moved[0]
        words.append(
            ngettext(
                "{n} session stays at its moment, so it is shown at another time: {before} becomes {after}.",
                "{n} sessions stay at their moments, so they are shown at other times: {before} becomes {after}.",
                len(effect.moved),
            ).format(n=len(effect.moved), before=f"{before:%Y-%m-%d %H:%M}", after=f"{after:%Y-%m-%d %H:%M}")
        )
    return words


def edit_event(
    tx: Tx,
    *,
    event: Event,
    name: LocalizedText,
    economy: str,
    venue: str,
    timezone: str,
    days: Collection[date],
    target: int,
) -> tuple[Event, Effect]:
    """Changes what is told of an event; its code and number stay, for they are on badges and in files.

    Raises ``UserError`` where a value cannot be, where a day would go on which badges were scanned, or where a closed
    event would last longer than the day it was closed on.
    """
    values = event_values(name=name, economy=economy, venue=venue, timezone=timezone, days=days, target=target)
    if not any(values["name"].values()):
        raise UserError(_("An event needs a name. Type one, then save again."))
    effect = weigh_change(tx, event=event, timezone=timezone, days=days)
    if problem := refusal(event, effect):
        raise UserError(problem)
    row = tx.get_one(EventRow, event.id)
    if row.closed_on is not None and max(days) > row.closed_on:
        raise UserError(
            _("{event} is closed and cannot last longer. Open it again first, then change its days.").format(
                event=event.code
            )
        )
    for field, value in values.items():
        if getattr(row, field) != value:
            setattr(row, field, value)
    tx.flush()
    return from_row(row), effect
