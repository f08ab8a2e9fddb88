"""Names of anonymised events that an exchange brings back are emptied before the transaction ends."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import select

from o2o_events.db.models import BadgeRow, RegistrationRow, SpeakerRow
from o2o_events.db.transaction import Tx
from o2o_events.people.anonymised import ANONYMISED, anonymised_events
from o2o_events.people.clearing import TABLES, clear, read_scope
from o2o_events.people.search import forget_old_words, rebuild_index, reindex

FACTS: Final = "fact"
_AT_ONCE: Final = 500


def clear_again(tx: Tx, table: str, ids: Sequence[str]) -> int:
    """Empties what came in of events that are counts by now; answers how many records that were.

    Of ``fact``, ``ids`` are the kinds that came: where an event was anonymised elsewhere, all is looked through.
    """
    if table == FACTS:
        only = None
        if ANONYMISED not in ids:
            return 0
    elif table in TABLES:
        only = {table: ids}
    else:
        return 0
    events = anonymised_events(tx)
    if not events:
        return 0
    if only is not None:
        only = _along(tx, table, ids)
    found = clear(tx, read_scope(tx, events.keys()), only)
    if found.get("person"):
        _reindex_emptied(tx, only)
    return sum(found.values())


def _along(tx: Tx, table: str, ids: Sequence[str]) -> dict[str, Sequence[str]]:
    """What has to be looked at with these records: with a place at an event, whoever has it."""
    only: dict[str, Sequence[str]] = {table: ids}
    for name, row in (("registration", RegistrationRow), ("speaker", SpeakerRow)):
        if table == name:
            people = [p for s in _pieces(ids) for p in tx.scalars(select(row.person).where(row.id.in_(s))) if p]
            only["person"] = sorted(set(people))
    if table == "registration":
        only["need"] = ids
        only["badge"] = [
            badge for s in _pieces(ids) for badge in tx.scalars(select(BadgeRow.id).where(BadgeRow.registration.in_(s)))
        ]
    return only


def _pieces(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE)]


def _reindex_emptied(tx: Tx, only: Mapping[str, Sequence[str]] | None) -> None:
    if only is None:
        rebuild_index(tx)
        return
    for people in _pieces(only.get("person", ())):
        reindex(tx, tx.scalars(select(RegistrationRow.id).where(RegistrationRow.person.in_(people))).all())
    forget_old_words(tx)
