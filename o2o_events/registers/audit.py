"""What was done that somebody may ask about later: facts of a kind of their own."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from o2o_events.clock import from_microseconds
from o2o_events.db.facts import NewFact, append
from o2o_events.db.models import DeskRow, FactRow
from o2o_events.db.transaction import Tx
from o2o_events.text import clean

AUDIT: Final = "audit"
"""The kind of fact. ``outcome`` says what was done, ``body`` by whom and to how many; never to whom."""

CERTIFICATES: Final = "certificates"
"""The outcome of the fact that certificates of attendance were made."""


def note_done(tx: Tx, *, what: str, by: str, rows: int, event: str | None = None, of: str = "") -> None:
    """Keeps what was done, by whom and to how many; ``of`` says more of it in a word."""
    body = {"by": clean(by), "rows": rows, "what": of or what}
    append(tx, NewFact(AUDIT, event=event, outcome=what, body=body))


@dataclass(frozen=True)
class Audited:
    """One entry: what was done (a code), at which desk, when, by whom, with how many rows."""

    what: str
    desk: str
    at: datetime
    by: str
    rows: int | None
    event: str | None


def list_audit(tx: Tx) -> list[Audited]:
    """Everything of the kind, the latest first."""
    desks = {row.id: row.name for row in tx.scalars(select(DeskRow))}
    rows = tx.execute(
        select(FactRow.outcome, FactRow.desk, FactRow.at, FactRow.body, FactRow.event)
        .where(FactRow.kind == AUDIT)
        .order_by(FactRow.hlc.desc(), FactRow.desk, FactRow.seq.desc())
    )
    return [_audited(desks, *row) for row in rows]


def _audited(desks: dict[str, str], what: str | None, desk: str, at: int, body: str, event: str | None) -> Audited:
    more: dict[str, Any] = json.loads(body)
    by, rows = str(more.get("by", "")), more.get("rows")
    return Audited(what or "", desks.get(desk, desk), from_microseconds(at), by, rows, event)
