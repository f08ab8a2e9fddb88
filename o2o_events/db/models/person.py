"""People, and their registration for each event."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from o2o_events.db.base import QUIET, Base, Replicated


class PersonRow(Replicated, Base):
    """Somebody, once in the project. Names are kept as the person writes them.

    ``printed_name`` is the name on the badge; ``economy_note`` names the economy of a non-member.
    """

    __tablename__ = "person"

    title: Mapped[str] = mapped_column(default="")
    given_name: Mapped[str] = mapped_column(default="")
    family_name: Mapped[str] = mapped_column(default="")
    printed_name: Mapped[str]
    own_script_name: Mapped[str] = mapped_column(default="")
    gender: Mapped[str] = mapped_column(default="not_stated")
    economy: Mapped[str | None]
    economy_note: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    position: Mapped[str] = mapped_column(default="")
    sector: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")


class RegistrationRow(Replicated, Base):
    """A person's place at one event.

    ``days`` are the registered days (ISO), none for every day of the event. ``desk_note`` is for the
    desk only and is shown at every scan when ``needs_attention``. Each consent holds the day it was
    given, or nothing. ``source`` tells how the person got in: import, added, walk_in.
    """

    __tablename__ = "registration"

    person: Mapped[str] = mapped_column(ForeignKey("person.id", deferrable=True, initially="DEFERRED"), index=True)
    event: Mapped[str] = mapped_column(ForeignKey("event.id", deferrable=True, initially="DEFERRED"), index=True)
    category: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(default=list)
    status: Mapped[str]
    status_reason: Mapped[str] = mapped_column(default="", info=QUIET)
    days: Mapped[list[str] | None]
    valid_from: Mapped[datetime | None]
    valid_until: Mapped[datetime | None]
    desk_note: Mapped[str] = mapped_column(default="")
    needs_attention: Mapped[bool] = mapped_column(default=False)
    age_35_or_under: Mapped[str] = mapped_column(default="not_stated")
    consent_list_on: Mapped[date | None]
    consent_survey_on: Mapped[date | None]
    consent_photo_on: Mapped[date | None]
    is_funded: Mapped[bool | None]
    source: Mapped[str]
    source_ref: Mapped[str] = mapped_column(default="")
    registered_at: Mapped[datetime | None]


class NeedRow(Replicated, Base):
    """What somebody needs at one event; kept apart, because it goes when the event is over.

    Its id is the registration's.
    """

    __tablename__ = "need"

    dietary: Mapped[str] = mapped_column(default="")
    access: Mapped[str] = mapped_column(default="")


class SearchRow(Base):
    """Which registration a row of the full-text index ``search`` stands for; kept by people/search."""

    __tablename__ = "search_row"

    number: Mapped[int] = mapped_column(primary_key=True)
    registration: Mapped[str] = mapped_column(unique=True)
