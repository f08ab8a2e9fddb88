"""Best practices, and files attached to records of the project."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from o2o_events.db.base import QUIET, Base, Replicated
from o2o_events.db.columns import LocalizedText


class PracticeRow(Replicated, Base):
    """A best practice of the project, whichever event shows it.

    ``status`` is nominated, accepted or declined. ``is_women_led`` and ``is_youth_led`` are none where not stated;
    the rule by which it was judged stands beside each. ``presented_at`` are the ids of events that showed it.
    """

    __tablename__ = "practice"

    title: Mapped[LocalizedText]
    summary: Mapped[LocalizedText] = mapped_column(default=dict)
    company: Mapped[str]
    economy: Mapped[str | None]
    o2o_model: Mapped[str] = mapped_column(default="")
    is_women_led: Mapped[bool | None]
    women_led_rule: Mapped[str] = mapped_column(default="")
    is_youth_led: Mapped[bool | None]
    youth_led_rule: Mapped[str] = mapped_column(default="")
    nominated_by: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="nominated")
    is_selected: Mapped[bool] = mapped_column(default=False)
    in_guidebook: Mapped[bool] = mapped_column(default=False)
    presented_at: Mapped[list[str]] = mapped_column(default=list)
    source_ref: Mapped[str] = mapped_column(default="", info=QUIET)


class AttachmentRow(Replicated, Base):
    """A file attached to a record: ``subject`` is the record's table, ``record`` its id, ``size`` in bytes."""

    __tablename__ = "attachment"

    subject: Mapped[str]
    record: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]


class AttachmentPartRow(Replicated, Base):
    """A piece of an attached file, in base64; pieces follow each other by ``position``."""

    __tablename__ = "attachment_part"

    attachment: Mapped[str] = mapped_column(
        ForeignKey("attachment.id", deferrable=True, initially="DEFERRED"), index=True
    )
    position: Mapped[int]
    content: Mapped[str]
