"""Places where badges are scanned."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from o2o_events.db.base import Base, Replicated


class CheckpointRow(Replicated, Base):
    """A door, a session or a hand-out, and whom it lets in how often.

    ``policy`` is once, daily, in-out or every; ``categories`` are those let in, none for all. ``session`` is the id of
    the session it belongs to (or a name, where there is no programme): where ``opens_at``, ``closes_at`` and
    ``capacity`` are not set by hand, they follow from that session, opening ``minutes_before`` its start.
    """

    __tablename__ = "checkpoint"

    event: Mapped[str] = mapped_column(ForeignKey("event.id", deferrable=True, initially="DEFERRED"), index=True)
    name: Mapped[str]
    policy: Mapped[str]
    categories: Mapped[list[str] | None]
    session: Mapped[str | None]
    minutes_before: Mapped[int | None]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    capacity: Mapped[int | None]
    allows_reentry: Mapped[bool] = mapped_column(default=True)
    max_entries: Mapped[int | None]
    minutes_between: Mapped[int | None]
