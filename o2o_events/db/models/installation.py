"""Which desk this file belongs to, and the names of all desks."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from o2o_events.db.base import STRICT, Base, Replicated


class InstallationRow(Base):
    """This file's own identity; one row, never replicated."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"), STRICT)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    desk: Mapped[str]
    revision: Mapped[int]


class DeskRow(Replicated, Base):
    """A desk's name as people say it."""

    __tablename__ = "desk"

    name: Mapped[str]
