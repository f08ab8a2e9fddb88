"""Badges, and the keys that sign them."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from o2o_events.db.base import QUIET, Base, Replicated


class BadgeRow(Replicated, Base):
    """One badge; its id is the 80-bit random number that its QR code carries, in hexadecimal.

    With the numbers of key, event and category the token can be made again. A person's badge in
    force is the one that is not revoked.
    """

    __tablename__ = "badge"

    registration: Mapped[str] = mapped_column(
        ForeignKey("registration.id", deferrable=True, initially="DEFERRED"), index=True
    )
    code: Mapped[str] = mapped_column(index=True)
    key_number: Mapped[int]
    event_number: Mapped[int]
    category_number: Mapped[int]
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None] = mapped_column(info=QUIET)
    revoke_reason: Mapped[str] = mapped_column(default="", info=QUIET)


class BadgeKeyRow(Base):
    """A secret that signs badges. Never a part of an archive; a desk's replica carries it."""

    __tablename__ = "badge_key"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    secret: Mapped[bytes]
    made_at: Mapped[datetime]
