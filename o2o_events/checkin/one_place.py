"""One place a person: who came by another registration than that for the event counts once all the same.

Somebody who was let in by the badge of another event, or whom two desks registered without knowing of each other, has
scans under several registrations. Which of them stands for all depends on the records alone.
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import select

from o2o_events.checkin.passages import passages_by_holder
from o2o_events.checkin.rules import Passage
from o2o_events.db.models import RegistrationRow
from o2o_events.db.transaction import Tx

EXPECTED: Final = ("registered", "confirmed")
"""The states of those who may come; they are the rows of an attendance list."""
_AT_ONCE: Final = 500
_R: Final = RegistrationRow.__table__.c


def one_place_each(tx: Tx, event: str, holders: Iterable[str]) -> dict[str, str]:
    """Registration -> that which stands for it at this event, where it is another.

    That is the person's own for the event, one who is to come first; else, of those who hold scans, the first.
    """
    here = tx.connection().execute(select(_R.id, _R.person, _R.status).where(_R.event == event, ~_R.deleted))
    rows = sorted(here, key=lambda row: (row.status not in EXPECTED, row.id))
    stands: dict[str, str] = {}
    found: dict[str, str] = {}
    for row in rows:
        if stands.setdefault(row.person, row.id) != row.id:
            found[row.id] = stands[row.person]
    others = sorted(set(holders) - {row.id for row in rows})
    for start in range(0, len(others), _AT_ONCE):
        wanted = select(_R.id, _R.person).where(_R.id.in_(others[start : start + _AT_ONCE])).order_by(_R.id)
        for id_, person in tx.connection().execute(wanted):
            if stands.setdefault(person, id_) != id_:
                found[id_] = stands[person]
    return found


def passages_by_person(tx: Tx, event: str, checkpoint: str) -> dict[str, tuple[Passage, ...]]:
    """As ``passages_by_holder``, what belongs to one person together."""
    by_holder = passages_by_holder(tx, checkpoint)
    places = one_place_each(tx, event, by_holder)
    if not places.keys() & by_holder.keys():
        return by_holder
    joined: dict[str, list[Passage]] = {}
    for holder, passages in by_holder.items():
        joined.setdefault(places.get(holder, holder), []).extend(passages)
    return {holder: tuple(sorted(own, key=lambda p: (p.at, p.desk))) for holder, own in joined.items()}
