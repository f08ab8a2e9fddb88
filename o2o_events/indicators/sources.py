"""What stands behind a figure, as people read it: references turned into names."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from o2o_events.agenda.programme import text_in
from o2o_events.db.models import (
    BadgeRow,
    BarrierRow,
    CheckpointRow,
    EventRow,
    FactRow,
    PersonRow,
    PlatformRow,
    PracticeRow,
    ProductRow,
    ReadingRow,
    RecommendationRow,
    RegistrationRow,
)
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.registers.economies import economy_name

_AT_ONCE: Final = 500


@dataclass(frozen=True)
class Source:
    """One record or fact behind a figure. ``kind`` and ``id`` lead to it, ``label`` and ``detail`` say what it is."""

    ref: str
    kind: str
    id: str
    label: str
    detail: str = ""


Said = tuple[str, str]
"""A label and a detail."""


def list_sources(tx: Tx, refs: Iterable[str]) -> list[Source]:
    """The records and facts that a row or a cell names, in its order; one that is gone is told so."""
    wanted = list(refs)
    by_kind: dict[str, list[str]] = {}
    for ref in wanted:
        kind, _colon, id_ = ref.partition(":")
        by_kind.setdefault(kind, []).append(id_)
    said = {kind: _read(tx, kind, ids) for kind, ids in by_kind.items()}
    found = []
    for ref in wanted:
        kind, _colon, id_ = ref.partition(":")
        label, detail = said[kind].get(id_, (_("Not on this desk"), ""))
        found.append(Source(ref, kind, id_, label, detail))
    return found


def _read(tx: Tx, kind: str, ids: Sequence[str]) -> Mapping[str, Said]:
    read = _READERS.get(kind)
    found: dict[str, Said] = {}
    for start in range(0, len(ids), _AT_ONCE):
        if read is not None:
            found |= read(tx, ids[start : start + _AT_ONCE])
    return found


def _registrations(tx: Tx, ids: Sequence[str]) -> dict[str, Said]:
    rows = tx.execute(
        select(
            RegistrationRow.id,
            PersonRow.printed_name,
            PersonRow.organisation,
            PersonRow.economy,
            PersonRow.economy_note,
        )
        .join(PersonRow, RegistrationRow.person == PersonRow.id)
        .where(RegistrationRow.id.in_(ids))
    )
    return {
        id_: (name, "; ".join(filter(None, (organisation, note or economy_name(economy)))))
        for id_, name, organisation, economy, note in rows
    }


def _badges(tx: Tx, ids: Sequence[str]) -> dict[str, Said]:
    codes = {row.id: row.code for row in tx.execute(select(BadgeRow.id, BadgeRow.code).where(BadgeRow.id.in_(ids)))}
    return {id_: (_("Badge {code}").format(code=codes.get(id_, id_)), _("registered at another desk")) for id_ in ids}


def _answers(tx: Tx, ids: Sequence[str]) -> dict[str, Said]:
    """That they are there, and no more: who reads one by one would read what some few said."""
    rows = tx.scalars(select(FactRow.id).where(FactRow.kind == "answer", FactRow.id.in_(ids)).distinct())
    return {id_: (_("Answer to a form"), "") for id_ in rows}


def _records(table: Any, label: str, detail: Callable[[Any], str]) -> Callable[[Tx, Sequence[str]], dict[str, Said]]:
    def read(tx: Tx, ids: Sequence[str]) -> dict[str, Said]:
        rows = tx.scalars(select(table).where(table.id.in_(ids)))
        return {row.id: (_text(getattr(row, label)), detail(row)) for row in rows}

    return read


def _text(value: Any) -> str:
    return text_in(value) if isinstance(value, dict) else str(value)


def _economy(row: Any) -> str:
    return economy_name(row.economy)


_READERS: Final[Mapping[str, Callable[[Tx, Sequence[str]], dict[str, Said]]]] = {
    "registration": _registrations,
    "badge": _badges,
    "answer": _answers,
    "event": _records(EventRow, "name", lambda row: row.code),
    "checkpoint": _records(CheckpointRow, "name", lambda _row: ""),
    "practice": _records(PracticeRow, "title", lambda row: row.company),
    "platform": _records(PlatformRow, "name", _economy),
    "product": _records(ProductRow, "name", _economy),
    "barrier": _records(BarrierRow, "title", _economy),
    "recommendation": _records(RecommendationRow, "title", lambda row: str(row.number)),
    "reading": _records(ReadingRow, "accesses", lambda row: row.read_on.isoformat()),
}
