"""A checkpoint with all that badges scanned there refer to, as the records say now."""

from dataclasses import dataclass

from sqlalchemy import select

from o2o_events.badges.keys import read_keys
from o2o_events.checkin.checkpoints import Checkpoint, read_checkpoint
from o2o_events.checkin.reading import Numbers
from o2o_events.checkin.rules import Gate
from o2o_events.db.models import DeskRow, EventRow
from o2o_events.db.transaction import Tx
from o2o_events.registers.categories import list_categories
from o2o_events.registers.events import Event, from_row, list_events


@dataclass(frozen=True)
class Place:
    """Where a scan happens. ``event_codes`` and ``desks`` map ids to what people read."""

    event: Event
    checkpoint: Checkpoint
    gate: Gate
    numbers: Numbers
    event_codes: dict[str, str]
    desks: dict[str, str]


def read_place(tx: Tx, checkpoint: str) -> Place:
    """The place with this checkpoint's id; remembered until a record of the file changes."""

    def load() -> Place:
        present = read_checkpoint(tx, checkpoint)
        event = from_row(tx.get_one(EventRow, present.event))
        events = list_events(tx)
        numbers = Numbers(
            read_keys(tx), {e.number: e.id for e in events}, {c.number: c.code for c in list_categories(tx)}
        )
        desks = {row.id: row.name for row in tx.scalars(select(DeskRow))}
        return Place(event, present, present.gate(event), numbers, {e.id: e.code for e in events}, desks)

    return tx.recall(("place", checkpoint), load)
