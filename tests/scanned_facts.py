"""Scans and undos of whatever desk, written straight among the facts: what exchanges with other desks leave there."""

import json
from datetime import datetime

from sqlalchemy import insert

from o2o_events.clock import to_microseconds
from o2o_events.db.models import FactRow
from o2o_events.db.transaction import Tx
from o2o_events.ids import new_id
from o2o_events.registers.events import Event


class Scans:
    """Facts of desks that are numbered from 1 each; their chains are not hashed."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self._seqs: dict[str, int] = {}
        self._scans: dict[str, dict[str, object]] = {}

    def add(
        self,
        event: Event,
        checkpoint: str,
        *,
        desk: str,
        at: datetime,
        registration: str | None = None,
        badge: str | None = None,
        outcome: str = "admitted",
        is_forced: bool = False,
        category: str | None = None,
        scan: str | None = None,
    ) -> str:
        """Answers the scan's id."""
        body = {"category": category, "forced": True} if is_forced else {"category": category}
        values = {
            "id": scan or new_id(),
            "kind": "scan",
            "event": event.id,
            "checkpoint": checkpoint,
            "registration": registration,
            "badge": badge,
            "refers": None,
            "at": to_microseconds(at),
            "outcome": outcome,
            "body": json.dumps(body, sort_keys=True, separators=(",", ":")),
        }
        self._scans[str(values["id"])] = values
        self._append(desk, values)
        return str(values["id"])

    def undo(self, scan: str, *, desk: str) -> None:
        """Takes a scan back."""
        values = self._scans[scan] | {"id": new_id(), "kind": "undo", "refers": scan, "outcome": None, "body": "{}"}
        self._append(desk, values)

    def _append(self, desk: str, values: dict[str, object]) -> None:
        seq = self._seqs[desk] = self._seqs.get(desk, 0) + 1
        row = values | {"desk": desk, "seq": seq, "hlc": values["at"], "hash": b""}
        self._tx.connection().execute(insert(FactRow), row)
