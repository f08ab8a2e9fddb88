"""E-commerce platforms, and how far each is engaged in the project."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from o2o_events.db.models import PlatformRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from o2o_events.registers.register import Field, Register
from o2o_events.registers.register_records import add_entry, edit_entry, find_row, list_entries

TARGET = 5
"""The platforms that the project is to engage, and to interview before and after."""
STAGES: Final = ("contacted", "confirmed", "attended", "gave_input", "interviewed_before", "interviewed_after")
_DATES: Final = {stage: f"{stage}_on" for stage in STAGES if stage != "attended"}


@dataclass(frozen=True)
class Platform:
    """Each stage has the day it was reached on; ``attended`` are ids of the events it came to."""

    id: str
    name: str
    economy: str | None = None
    economy_note: str = ""
    contact: str = ""
    contacted_on: date | None = None
    confirmed_on: date | None = None
    attended: tuple[str, ...] = ()
    gave_input_on: date | None = None
    interviewed_before_on: date | None = None
    interviewed_after_on: date | None = None
    note: str = ""

    def has_reached(self, stage: str) -> bool:
        """Whether it reached one of ``STAGES``."""
        return bool(self.attended) if stage == "attended" else getattr(self, _DATES[stage]) is not None

    @property
    def reached(self) -> tuple[str, ...]:
        """The stages that it reached, in their order."""
        return tuple(stage for stage in STAGES if self.has_reached(stage))

    @property
    def is_engaged(self) -> bool:
        """Whether it took part: it confirmed, came, gave input or was interviewed. To be contacted is not enough."""
        return bool(set(self.reached) - {"contacted"})


def stage_words(stage: str) -> str:
    """A stage in the present language."""
    return {
        "contacted": _("Contacted"),
        "confirmed": _("Confirmed"),
        "attended": _("Attended"),
        "gave_input": _("Gave input"),
        "interviewed_before": _("Interviewed before"),
        "interviewed_after": _("Interviewed after"),
    }[stage]


def _standing(_tx: Any, entries: Sequence[Platform]) -> dict[str, str]:
    return {entry.id: " · ".join(map(stage_words, entry.reached)) or _("Not contacted yet") for entry in entries}


PLATFORMS: Final = Register(
    name="platform",
    title=lambda: _("E-commerce platforms"),
    one=lambda: _("Platform"),
    row=PlatformRow,
    entry=Platform,
    fields=(
        Field(
            "name", lambda: _("Name"), "line", "platform; company; 平台; nền tảng; plataforma; nombre", is_required=True
        ),
        Field("economy", lambda: _("Economy"), "economy", "member economy; 經濟體; nền kinh tế; economía"),
        Field("economy_note", lambda: _("Non-member economy"), "line", "economy note", is_listed=False),
        Field("contact", lambda: _("Contact"), "line", "contact person; 聯絡人; liên hệ; contacto", is_listed=False),
        Field("contacted_on", lambda: _("Contacted on"), "date", "contacted", is_listed=False),
        Field("confirmed_on", lambda: _("Confirmed on"), "date", "confirmed", is_listed=False),
        Field("attended", lambda: _("Attended"), "events", "events; attended events"),
        Field("gave_input_on", lambda: _("Gave input on"), "date", "gave input; input", is_listed=False),
        Field(
            "interviewed_before_on",
            lambda: _("Interviewed before on"),
            "date",
            "interviewed before; interview before",
            is_listed=False,
        ),
        Field(
            "interviewed_after_on",
            lambda: _("Interviewed after on"),
            "date",
            "interviewed after; interview after",
            is_listed=False,
        ),
        Field("note", lambda: _("Note"), "line", "remarks; comment; 備註; ghi chú; nota", is_listed=False),
    ),
    keys=(("name",),),
    sort=lambda entry, _names: (entry.name.casefold(),),
    is_unique=True,
    label=lambda entry: entry.name,
    known_as=lambda entry: (entry.name,),
    standing=_standing,
    standing_heading=lambda: _("Engaged how far"),
)


def list_platforms(tx: Tx) -> list[Platform]:
    """All platforms by name."""
    return list_entries(tx, PLATFORMS)


def add_platform(tx: Tx, *, name: str, **values: Any) -> Platform:
    """Adds a platform; ``values`` are fields of ``Platform``. Raises ``UserError`` where it is there already."""
    return add_entry(tx, PLATFORMS, {"name": name} | values)


def mark_platform(tx: Tx, *, platform: str, stage: str, on: date | None, event: Event | None = None) -> Platform:
    """Notes the day on which a platform reached a stage, None that it did not; ``attended`` needs the event.

    Attending is noted with any day, and taken back with None.
    """
    if stage not in STAGES:
        raise UserError(
            _("There is no stage “{stage}”. Give one of: {known}.").format(stage=stage, known=", ".join(STAGES))
        )
    if stage != "attended":
        return edit_entry(tx, PLATFORMS, platform, {_DATES[stage]: on})
    if event is None:
        raise UserError(
            _("Say which event the platform attended, with --event."),
            in_window=_("Choose the event that the platform attended."),
        )
    others = set(find_row(tx, PLATFORMS, platform).attended) - {event.id}
    return edit_entry(tx, PLATFORMS, platform, {"attended": others | ({event.id} if on else set())})
