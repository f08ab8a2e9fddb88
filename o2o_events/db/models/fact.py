"""The facts of all desks, and where each desk's chain ends."""

from sqlalchemy import Index, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from o2o_events.db.base import STRICT, Base


class FactRow(Base):
    """One fact: a scan, an undo, a print, a change of state, a reissue.

    Columns other than ``body`` are those that are looked up. A scan's ``outcome`` is its verdict;
    an undo repeats the checkpoint, registration and badge of the scan that it ``refers`` to.
    """

    __tablename__ = "fact"
    __table_args__ = (
        PrimaryKeyConstraint("desk", "seq", name="pk_fact"),
        Index("ix_fact_id", "id"),
        Index("ix_fact_registration", "checkpoint", "registration"),
        Index("ix_fact_badge", "badge", "checkpoint"),
        Index("ix_fact_kind", "kind", "event", "hlc"),
        STRICT,
    )

    desk: Mapped[str]
    seq: Mapped[int]
    id: Mapped[str]
    kind: Mapped[str]
    event: Mapped[str | None]
    checkpoint: Mapped[str | None]
    registration: Mapped[str | None]
    badge: Mapped[str | None]
    refers: Mapped[str | None]
    at: Mapped[int]
    hlc: Mapped[int]
    outcome: Mapped[str | None]
    body: Mapped[str]
    hash: Mapped[bytes]


class ChainRow(Base):
    """The end of one desk's chain of facts, and the latest hybrid-clock stamp seen with it."""

    __tablename__ = "chain"

    desk: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
    hash: Mapped[bytes]
    hlc: Mapped[int]
