"""The people of an event as reports count them: who was expected, who came, on which days."""

import json
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import select

from o2o_events.checkin.checkpoints import Checkpoint
from o2o_events.checkin.one_place import EXPECTED
from o2o_events.db.models import FactRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.indicators.entries import Entries
from o2o_events.registers.economies import economy_name, position
from o2o_events.registers.events import Event
from o2o_events.text import fold

UNKNOWN: Final = "not_stated"
_AT_ONCE: Final = 500
_P: Final = PersonRow.__table__.c
_R: Final = RegistrationRow.__table__.c
_COLUMNS: Final = (
    _R.id, _P.id.label("person"), _P.economy, _P.economy_note, _P.gender, _R.category, _R.roles, _R.status, _R.deleted,
    _R.event, _R.days, _R.source, _R.is_funded, _P.title, _P.family_name, _P.given_name, _P.printed_name,
    _P.own_script_name, _P.position, _P.organisation, _P.sector, _P.email, _P.phone, _R.consent_list_on,
    _R.consent_survey_on, _R.age_35_or_under,
)  # fmt: skip


class Attendee(NamedTuple):
    """One person at one event. ``holder`` is the registration, or the badge of somebody who is not on this desk;
    ``ref`` is under which that is found.

    ``role`` is the primary one; ``registered_days`` are places of days, None for all; ``days`` those on which they
    came. A registration of another event that was let in here is not expected here.
    """

    holder: str
    ref: str
    event: str
    category: str
    role: str
    person: str | None = None
    economy: str | None = None
    economy_note: str = ""
    gender: str = UNKNOWN
    is_expected: bool = False
    registered_days: frozenset[int] | None = None
    source: str = ""
    is_funded: bool = False
    title: str = ""
    family_name: str = ""
    given_name: str = ""
    printed_name: str = ""
    own_script_name: str = ""
    position: str = ""
    organisation: str = ""
    sector: str = ""
    email: str = ""
    phone: str = ""
    consent_list_on: date | None = None
    consent_survey_on: date | None = None
    age: str = UNKNOWN
    entries: int = 0
    days: frozenset[int] = frozenset()
    first_at: int = 0
    first_desk: str = ""

    @property
    def came(self) -> bool:
        return self.entries > 0

    @property
    def is_no_show(self) -> bool:
        return self.is_expected and not self.entries

    @property
    def is_walk_in(self) -> bool:
        return self.source == "walk_in"

    @property
    def economy_name(self) -> str:
        """The one name that is printed; a non-member's own."""
        if self.economy_note and self.economy in (None, "NONMEMBER"):
            return self.economy_note
        return economy_name(self.economy)

    @property
    def order(self) -> tuple[int, str, str, str]:
        """APEC's order of economies, then by name."""
        family = fold(self.family_name or self.printed_name)
        return position(self.economy), family, fold(self.given_name), self.holder


def read_attendees(tx: Tx, event: Event, checkpoints: Iterable[Checkpoint], entries: Entries) -> list[Attendee]:
    """Everybody who is registered, and everybody who came, whatever their state."""
    places = {day.isoformat(): place for place, day in enumerate(event.days)}
    left = set(entries.by_holder)
    found = []
    for row in tx.connection().execute(_people().where(_R.event == event.id)):
        if row.id in left or not (row.deleted or row.id in entries.places):
            left.discard(row.id)
            found.append(_attendee(event, row, entries, places))
    for ids in _pieces(sorted(left)):
        for row in tx.connection().execute(_people().where(_R.id.in_(ids))):
            left.discard(row.id)
            found.append(_attendee(event, row, entries, places))
    categories = categories_on_badges(tx, [c.id for c in checkpoints], left) if left else {}
    return found + [_stranger(event, badge, categories.get(badge, UNKNOWN), entries) for badge in sorted(left)]


def _people() -> Any:
    return select(*_COLUMNS).select_from(RegistrationRow.__table__.join(PersonRow.__table__, _R.person == _P.id))


def _pieces(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def _attendee(event: Event, row: Any, entries: Entries, places: dict[str, int]) -> Attendee:
    own = entries.by_holder.get(row.id)
    days = None if row.days is None else frozenset(places[day] for day in row.days if day in places)
    is_expected = row.status in EXPECTED and not row.deleted and row.event == event.id
    came = (own.entries, own.days, own.first_at, own.first_desk) if own else ()
    return Attendee(
        row.id, f"registration:{row.id}", event.id, row.category, row.roles[0] if row.roles else row.category,
        row.person, row.economy,
        row.economy_note, row.gender, is_expected, days, row.source, row.is_funded is True,
        row.title, row.family_name, row.given_name, row.printed_name, row.own_script_name, row.position,
        row.organisation, row.sector, row.email, row.phone, row.consent_list_on, row.consent_survey_on,
        row.age_35_or_under, *came,
    )  # fmt: skip


def _stranger(event: Event, badge: str, category: str, entries: Entries) -> Attendee:
    own = entries.by_holder[badge]
    return Attendee(
        badge, f"badge:{badge}", event.id, category, category,
        entries=own.entries, days=own.days, first_at=own.first_at, first_desk=own.first_desk,
    )  # fmt: skip


def categories_on_badges(tx: Tx, checkpoints: list[str], badges: Collection[str]) -> dict[str, str]:
    """What the badges themselves say of people who are not on this desk."""
    f = FactRow.__table__.c
    rows = tx.connection().execute(
        select(f.badge, f.body).where(
            f.checkpoint.in_(checkpoints), f.kind == "scan", f.registration.is_(None), f.badge.is_not(None)
        )
    )
    return {badge: json.loads(body).get("category") or UNKNOWN for badge, body in rows if badge in badges}
