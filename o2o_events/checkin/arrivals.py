"""Who came to an event, and when on each day: what pictures of the day are drawn from."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.counting import counting_entries
from o2o_events.checkin.one_place import passages_by_person
from o2o_events.db.models import FactRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.registers.events import Event

NOT_STATED = "not_stated"


@dataclass(frozen=True)
class Arrival:
    """Somebody who came. ``days``: each day with the first entry that counts, in venue time.

    Whose registration is not on this desk has no person, and only what the badge says.
    """

    event: str
    holder: str
    person: str | None
    name: str
    organisation: str
    economy: str | None
    gender: str
    age_35_or_under: str
    category: str
    days: tuple[tuple[date, datetime], ...]

    @property
    def first_at(self) -> datetime:
        return self.days[0][1]


def read_arrivals(tx: Tx, event: Event) -> list[Arrival]:
    """Everybody with an entry that counts at the entrance, by the moment of the first."""
    checkpoint = get_checkpoint(tx, event)
    gate = checkpoint.gate(event)
    known = _known(tx, event)
    found: list[Arrival] = []
    strangers: dict[str, tuple[tuple[date, datetime], ...]] = {}
    for holder, passages in passages_by_person(tx, event.id, checkpoint.id).items():
        counting, _duplicates = counting_entries(gate, passages, event.day_of)
        firsts: dict[date, datetime] = {}
        for at in sorted(event.local(passage.at) for passage in counting):
            firsts.setdefault(at.date(), at)
        days = tuple(firsts.items())
        if not days:
            continue
        if holder in known:
            found.append(Arrival(event.id, holder, *known[holder], days=days))
        else:
            strangers[holder] = days
    categories = _categories_on_badges(tx, checkpoint.id, strangers.keys()) if strangers else {}
    for holder, days in strangers.items():
        category = categories.get(holder) or NOT_STATED
        found.append(Arrival(event.id, holder, None, "", "", None, NOT_STATED, NOT_STATED, category, days))
    return sorted(found, key=lambda arrival: (arrival.first_at, arrival.holder))


def _known(tx: Tx, event: Event) -> dict[str, tuple[str, str, str, str | None, str, str, str]]:
    rows = tx.execute(
        select(
            RegistrationRow.id,
            PersonRow.id,
            PersonRow.printed_name,
            PersonRow.organisation,
            PersonRow.economy,
            PersonRow.gender,
            RegistrationRow.age_35_or_under,
            RegistrationRow.category,
        )
        .join(PersonRow, RegistrationRow.person == PersonRow.id)
        .where(RegistrationRow.event == event.id)
    )
    return {row[0]: (row[1], row[2], row[3], row[4], row[5], row[6], row[7]) for row in rows}


def _categories_on_badges(tx: Tx, checkpoint: str, badges: Collection[str]) -> dict[str, str | None]:
    rows = tx.execute(
        select(FactRow.badge, FactRow.body).where(
            FactRow.checkpoint == checkpoint,
            FactRow.kind == "scan",
            FactRow.registration.is_(None),
            FactRow.badge.is_not(None),
        )
    )
    return {str(badge): json.loads(body).get("category") for badge, body in rows if badge in badges}
