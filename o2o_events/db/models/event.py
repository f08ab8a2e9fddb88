"""The project, its events and the categories of people."""

from datetime import date

from sqlalchemy.orm import Mapped

from o2o_events.db.base import Base, Replicated
from o2o_events.db.columns import LocalizedText


class ProjectRow(Replicated, Base):
    """The project a file is about; one row."""

    __tablename__ = "project"

    name: Mapped[LocalizedText]


class EventRow(Replicated, Base):
    """One conference of the project. ``number`` is what its badges carry (1 to 999).

    ``closed_on`` is set once it was held.
    """

    __tablename__ = "event"

    code: Mapped[str]
    number: Mapped[int]
    name: Mapped[LocalizedText]
    economy: Mapped[str]
    venue: Mapped[str]
    timezone: Mapped[str]
    days: Mapped[list[str]]
    target: Mapped[int]
    closed_on: Mapped[date | None]


class CategoryRow(Replicated, Base):
    """What somebody comes as; its id is its code. ``number`` is what badges carry (1 to 99)."""

    __tablename__ = "category"

    number: Mapped[int]
    name: Mapped[LocalizedText]
    colour: Mapped[str]
    is_participant: Mapped[bool]
