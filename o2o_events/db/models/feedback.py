"""Forms, their versions, slips, and what readers note on answers. Answers themselves are facts."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from o2o_events.db.base import QUIET, Base, Replicated
from o2o_events.db.columns import Json, LocalizedText


class FormRow(Replicated, Base):
    """A form of the project.

    ``scope`` is event, session or slot: what it asks about; ``phase`` is during, before, after or interview.
    With ``is_named`` answers carry the person, else nothing that leads to one. ``events`` are those that use it, none
    for all. ``needs_slip`` lets each one-time slip answer once. ``asks_badge`` offers a badge scan at the kiosk.
    ``layout`` is pages (one question each) or page. ``feeds`` names the register that answers go to, or nothing.
    """

    __tablename__ = "form"

    code: Mapped[str]
    name: Mapped[LocalizedText]
    scope: Mapped[str] = mapped_column(default="event")
    phase: Mapped[str] = mapped_column(default="during")
    is_named: Mapped[bool] = mapped_column(default=False)
    is_open: Mapped[bool] = mapped_column(default=True)
    events: Mapped[list[str] | None]
    needs_slip: Mapped[bool] = mapped_column(default=False)
    asks_badge: Mapped[bool] = mapped_column(default=False)
    layout: Mapped[str] = mapped_column(default="page")
    feeds: Mapped[str] = mapped_column(default="")


class FormVersionRow(Replicated, Base):
    """The questions of a form, as they were asked. A version that has answers is never altered."""

    __tablename__ = "form_version"

    form: Mapped[str] = mapped_column(ForeignKey("form.id", deferrable=True, initially="DEFERRED"), index=True)
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(Json)


class SlipBatchRow(Replicated, Base):
    """One-time slips printed for a form at an event; each is signed with the project's badge key."""

    __tablename__ = "slip_batch"

    event: Mapped[str] = mapped_column(ForeignKey("event.id", deferrable=True, initially="DEFERRED"), index=True)
    form: Mapped[str] = mapped_column(ForeignKey("form.id", deferrable=True, initially="DEFERRED"), index=True)
    session: Mapped[str | None]
    count: Mapped[int]
    made_on: Mapped[date]


class AnswerNoteRow(Replicated, Base):
    """The tags that readers gave to one text answer: ``answer`` is the fact's id."""

    __tablename__ = "answer_note"

    answer: Mapped[str] = mapped_column(index=True)
    question: Mapped[str]
    tags: Mapped[list[str]] = mapped_column(info=QUIET)
