"""The registers that the project reports from, and the project's own settings."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from o2o_events.db.base import Base, Replicated
from o2o_events.db.columns import Json, LocalizedText


def _points_to(table: str) -> Any:
    return mapped_column(ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED"), index=True)


class SettingRow(Replicated, Base):
    """One setting of the whole project; its id is its name."""

    __tablename__ = "setting"

    value: Mapped[Any] = mapped_column(Json)


class RecommendationRow(Replicated, Base):
    """A policy recommendation; its wording is in its texts. ``stage`` is drafted, revised or final."""

    __tablename__ = "recommendation"

    number: Mapped[int]
    title: Mapped[LocalizedText]
    stage: Mapped[str] = mapped_column(default="drafted")
    drafted_at: Mapped[str] = mapped_column(default="")


class RecommendationTextRow(Replicated, Base):
    """The wording of a recommendation at one stage."""

    __tablename__ = "recommendation_text"

    recommendation: Mapped[str] = _points_to("recommendation")
    stage: Mapped[str]
    wording: Mapped[LocalizedText]
    written_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")


class EndorsementRow(Replicated, Base):
    """An economy that endorsed a recommendation."""

    __tablename__ = "endorsement"

    recommendation: Mapped[str] = _points_to("recommendation")
    economy: Mapped[str]
    endorsed_on: Mapped[date]
    endorsed_by: Mapped[str] = mapped_column(default="")


class BarrierRow(Replicated, Base):
    """A barrier to e-commerce. ``category`` and ``level`` are codes; ``source`` is feedback or rapporteur.

    ``source_ref`` is the answer it came from.
    """

    __tablename__ = "barrier"

    event: Mapped[str | None] = _points_to("event")
    title: Mapped[LocalizedText]
    description: Mapped[str] = mapped_column(default="")
    category: Mapped[str]
    level: Mapped[str]
    economy: Mapped[str | None]
    source: Mapped[str]
    source_ref: Mapped[str] = mapped_column(default="", index=True)
    recommendation: Mapped[str | None] = _points_to("recommendation")


class PlatformRow(Replicated, Base):
    """An e-commerce platform and how far it is engaged; ``attended`` are ids of events."""

    __tablename__ = "platform"

    name: Mapped[str]
    economy: Mapped[str | None]
    economy_note: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    contacted_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    attended: Mapped[list[str]] = mapped_column(default=list)
    gave_input_on: Mapped[date | None]
    interviewed_before_on: Mapped[date | None]
    interviewed_after_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class ProductRow(Replicated, Base):
    """A hot product of O2O business of one economy."""

    __tablename__ = "product"

    economy: Mapped[str]
    name: Mapped[LocalizedText]
    company: Mapped[str] = mapped_column(default="")
    o2o_model: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")


class OutputRow(Replicated, Base):
    """Something that the project publishes. ``kind`` is guidebook, report or other; ``status`` a code."""

    __tablename__ = "output"

    kind: Mapped[str]
    title: Mapped[LocalizedText]
    status: Mapped[str] = mapped_column(default="planned")
    published_on: Mapped[date | None]
    link: Mapped[str] = mapped_column(default="")


class ReadingRow(Replicated, Base):
    """A dated reading of an output's web counter: all accesses up to that day."""

    __tablename__ = "reading"

    output: Mapped[str] = _points_to("output")
    read_on: Mapped[date]
    accesses: Mapped[int]
    source: Mapped[str] = mapped_column(default="")


class DisseminationRow(Replicated, Base):
    """A body that an output was sent to."""

    __tablename__ = "dissemination"

    output: Mapped[str] = _points_to("output")
    body: Mapped[str]
    economy: Mapped[str | None]
    sent_on: Mapped[date | None]
    copies: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")


class ForumRow(Replicated, Base):
    """An outside forum or body that took part in an event."""

    __tablename__ = "forum"

    event: Mapped[str] = _points_to("event")
    name: Mapped[str]
    representatives: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
