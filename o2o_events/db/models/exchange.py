"""What exchanging with other databases leaves behind: whom we met, what could not go in, what needs a person."""

from datetime import datetime

from sqlalchemy import PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from o2o_events.db.base import STRICT, Base, Replicated

NOTHING_SEEN = -1
"""Before the first revision: what a new project ships with has revision 0."""


class PeerRow(Base):
    """Another database that this one has met; never replicated.

    ``revision_seen`` is how far that database's records were read; ``skew`` how many microseconds its
    clock is ahead of ours, where that could be told; ``problem`` why the last meeting failed, else empty.
    ``kind`` is desk, hub or file. A hub's ``name`` is where it is, its ``address`` the URL it was reached by,
    without the password in a file that no passphrase protects. A desk's own row tells how far the hub has read
    it: see replication/handed_over.py.
    """

    __tablename__ = "peer"

    database: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    revision_seen: Mapped[int] = mapped_column(default=NOTHING_SEEN)
    met_at: Mapped[datetime | None]
    skew: Mapped[int | None]
    problem: Mapped[str] = mapped_column(default="")


class QuarantineRow(Base):
    """A row from elsewhere that could not go in, kept with its reason until it can; never replicated.

    Where ``subject`` is fact, ``record`` is the desk whose facts are held back and ``content`` from which on.
    """

    __tablename__ = "quarantine"
    __table_args__ = (PrimaryKeyConstraint("source", "subject", "record", name="pk_quarantine"), STRICT)

    source: Mapped[str]
    subject: Mapped[str]
    record: Mapped[str]
    reason: Mapped[str]
    content: Mapped[str]
    found_at: Mapped[datetime]


class ConflictRow(Replicated, Base):
    """A disagreement that a person settles.

    Of kind field: two values of one field written side by side, as canonical JSON; ``kept`` is the one
    that stands meanwhile. Of the other kinds ``record`` and ``field`` name the two that may be one.
    """

    __tablename__ = "conflict"

    kind: Mapped[str]
    subject: Mapped[str]
    record: Mapped[str] = mapped_column(index=True)
    field: Mapped[str]
    kept: Mapped[str]
    other: Mapped[str]
    kept_stamp: Mapped[str]
    other_stamp: Mapped[str]
    state: Mapped[str] = mapped_column(default="open")
    choice: Mapped[str] = mapped_column(default="")
    settled_by: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None]
