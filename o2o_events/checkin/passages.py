"""The facts of a checkpoint read back as passages: accepted, not undone (Core, prepared once)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import and_, bindparam, func, or_, select, union_all
from sqlalchemy.engine import Row

from o2o_events.checkin.rules import ACCEPTED, Passage, Verdict
from o2o_events.clock import from_microseconds
from o2o_events.db.models import BadgeRow, FactRow
from o2o_events.db.transaction import Tx

_F: Final = FactRow.__table__.c
_B: Final = BadgeRow.__table__.c
_KINDS: Final = _F.kind.in_(["scan", "undo"])
_FORCED: Final = _F.body.contains('"forced":true', autoescape=True).label("is_forced")
"""Bodies are canonical JSON, so that this text can only be the key itself."""
_COLUMNS: Final = (_F.desk, _F.seq, _F.id, _F.kind, _F.refers, _F.at, _F.outcome, _F.registration, _F.badge, _FORCED)
_BADGES_OF: Final = select(_B.id).where(_B.registration == bindparam("registration")).scalar_subquery()
_OF_REGISTRATION: Final = union_all(
    select(*_COLUMNS).where(
        _KINDS, _F.checkpoint == bindparam("checkpoint"), _F.registration == bindparam("registration")
    ),
    select(*_COLUMNS).where(
        _KINDS, _F.checkpoint == bindparam("checkpoint"), _F.badge.in_(_BADGES_OF), _F.registration.is_(None)
    ),
)
_OF_BADGE: Final = select(*_COLUMNS).where(
    _KINDS, _F.checkpoint == bindparam("checkpoint"), _F.badge == bindparam("badge")
)
_OF_CHECKPOINT: Final = (
    select(*_COLUMNS, _B.registration.label("owner"))
    .select_from(FactRow.__table__.outerjoin(BadgeRow.__table__, and_(_F.badge == _B.id, _F.registration.is_(None))))
    .where(_KINDS, _F.checkpoint == bindparam("checkpoint"), or_(_F.kind == "undo", _F.outcome.in_(sorted(ACCEPTED))))
)

_OWNER: Final = func.coalesce(_F.registration, _B.registration)
_AT_SEVERAL_DESKS: Final = (
    select(_OWNER.label("registration"), func.min(_F.badge).label("badge"))
    .select_from(FactRow.__table__.outerjoin(BadgeRow.__table__, and_(_F.badge == _B.id, _F.registration.is_(None))))
    .where(_F.kind == "scan", _F.checkpoint == bindparam("checkpoint"), _F.outcome.in_(sorted(ACCEPTED)))
    .group_by(func.coalesce(_OWNER, _F.badge), _OWNER)
    .having(func.count(_F.desk.distinct()) > 1)
)


@dataclass(frozen=True)
class Scan:
    """An accepted scan with what undoing and counting need: its id, and whose it is."""

    id: str
    holder: str
    passage: Passage


def passages_of(tx: Tx, checkpoint: str, registration: str | None, badge: str | None) -> tuple[Passage, ...]:
    """One holder's passages at a checkpoint: by registration, or by badge where the person is not on this desk."""
    if registration is not None:
        rows = tx.connection().execute(_OF_REGISTRATION, {"checkpoint": checkpoint, "registration": registration})
    else:
        rows = tx.connection().execute(_OF_BADGE, {"checkpoint": checkpoint, "badge": badge})
    return tuple(scan.passage for scan in _standing(rows.all()))


def passages_by_holder(tx: Tx, checkpoint: str) -> dict[str, tuple[Passage, ...]]:
    """Everybody's passages at a checkpoint. The key is the registration, or the badge of somebody unknown here."""
    found: dict[str, list[Passage]] = defaultdict(list)
    for scan in _standing(tx.connection().execute(_OF_CHECKPOINT, {"checkpoint": checkpoint}).all()):
        found[scan.holder].append(scan.passage)
    return {holder: tuple(passages) for holder, passages in found.items()}


def passages_at_several_desks(tx: Tx, checkpoint: str) -> dict[str, tuple[Passage, ...]]:
    """The passages of those who were accepted at more than one desk; few, where desks meet often."""
    found: dict[str, tuple[Passage, ...]] = {}
    for row in tx.connection().execute(_AT_SEVERAL_DESKS, {"checkpoint": checkpoint}).all():
        found[row.registration or row.badge] = passages_of(tx, checkpoint, row.registration, row.badge)
    return found


def _standing(rows: Iterable[Row[*tuple[Any, ...]]]) -> list[Scan]:
    """The accepted scans that were not undone; a scan repeated at two desks under one id counts once."""
    rows = list(rows)
    undone = {row.refers for row in rows if row.kind == "undo"}
    scans: dict[str, Scan] = {}
    for row in sorted(rows, key=lambda row: (row.at, row.desk, row.seq)):
        if row.kind == "scan" and row.outcome in ACCEPTED and row.id not in undone and row.id not in scans:
            holder = row.registration or getattr(row, "owner", None) or row.badge
            passage = Passage(from_microseconds(row.at), row.outcome == Verdict.ADMITTED, row.desk, bool(row.is_forced))
            scans[row.id] = Scan(row.id, holder, passage)
    return list(scans.values())
