"""Barriers to e-commerce that SMEs meet: found by the rapporteur, or told in feedback."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from o2o_events.db.columns import LocalizedText
from o2o_events.db.models import BarrierRow
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _, pgettext
from o2o_events.registers.economies import position
from o2o_events.registers.events import Event
from o2o_events.registers.practices import in_present_language
from o2o_events.registers.recommendations import RECOMMENDATIONS
from o2o_events.registers.register import Field, Register
from o2o_events.registers.register_records import add_entry, list_entries

CATEGORIES: Final = ("online", "payment", "delivery", "after_sales", "financing", "management", "trade_cost")
LEVELS: Final = ("firm", "environment", "policy")
SOURCES: Final = ("rapporteur", "feedback")


@dataclass(frozen=True)
class Barrier:
    """``category``, ``level`` and ``source`` are codes of this module; ``event`` and ``recommendation`` are ids.

    ``source_ref`` is the answer that it came from.
    """

    id: str
    title: LocalizedText
    category: str
    level: str
    source: str = "rapporteur"
    economy: str | None = None
    event: str | None = None
    description: str = ""
    recommendation: str | None = None
    source_ref: str = ""

    @property
    def label(self) -> str:
        return in_present_language(self.title)


def categories() -> dict[str, str]:
    """The categories of barriers in the present language."""
    return {
        "online": _("Getting the business online"),
        "payment": _("International e-payment"),
        "delivery": _("Cross-border delivery"),
        "after_sales": _("After-sales"),
        "financing": _("Financing and payment regulation"),
        "management": _("Management capability"),
        "trade_cost": _("Trade cost, time and uncertainty"),
    }


def levels() -> dict[str, str]:
    return {"firm": _("The firm"), "environment": _("Business environment"), "policy": _("Economy policy")}


def sources() -> dict[str, str]:
    return {"rapporteur": _("Rapporteur"), "feedback": pgettext("where a barrier is from", "Feedback")}


def _place(code: str, codes: tuple[str, ...]) -> int:
    return codes.index(code) if code in codes else len(codes)


BARRIERS: Final = Register(
    name="barrier",
    title=lambda: _("Barriers to e-commerce"),
    one=lambda: _("Barrier"),
    row=BarrierRow,
    entry=Barrier,
    fields=(
        Field(
            "title",
            lambda: pgettext("of a text", "Title"),
            "localized",
            "barrier; name; 標題; 障礙; tiêu đề; rào cản; título; barrera",
            is_required=True,
        ),
        Field(
            "category",
            lambda: pgettext("of a barrier", "Category"),
            "choice",
            "type; kind; 類別; loại; categoría",
            categories,
            CATEGORIES,
            is_required=True,
        ),
        Field("level", lambda: _("Level"), "choice", "層級; cấp; nivel", levels, LEVELS, is_required=True),
        Field("economy", lambda: _("Economy"), "economy", "member economy; 經濟體; nền kinh tế; economía"),
        Field("event", lambda: _("Event"), "event", "identified at; found at; workshop"),
        Field(
            "source",
            lambda: _("Source"),
            "choice",
            "from; 來源; nguồn; fuente",
            sources,
            SOURCES,
            is_required=True,
            none="rapporteur",
            is_listed=False,
        ),
        Field(
            "recommendation",
            lambda: _("Recommendation"),
            "record",
            "policy recommendation; linked recommendation",
            target=RECOMMENDATIONS,
        ),
        Field(
            "description",
            lambda: _("Description"),
            "lines",
            "details; summary; 說明; mô tả; descripción",
            is_listed=False,
        ),
        Field("source_ref", lambda: _("Answer"), "line", "reference; ref; source ref", is_listed=False),
    ),
    keys=(("source_ref",), ("event", "title")),
    sort=lambda entry, names: (
        names.event_position(entry.event),
        _place(entry.category, CATEGORIES),
        position(entry.economy),
        entry.label,
    ),
    label=lambda entry: entry.label,
    known_as=lambda entry: entry.title.values(),
)


def list_barriers(tx: Tx, event: Event | None = None) -> list[Barrier]:
    """All barriers, or those of an event: by event, then category, then economy in APEC's order."""
    return [barrier for barrier in list_entries(tx, BARRIERS) if event is None or barrier.event == event.id]


def add_barrier(
    tx: Tx,
    *,
    title: Mapping[str, str] | str,
    category: str,
    level: str,
    source: str = "rapporteur",
    economy: str | None = None,
    event: Event | str | None = None,
    description: str = "",
    recommendation: str | None = None,
    source_ref: str = "",
) -> Barrier:
    """Adds a barrier. Text given as ``str`` is in the present language. Raises ``UserError`` where it cannot be."""
    values = {
        "title": title, "category": category, "level": level, "source": source, "economy": economy, "event": event,
        "description": description, "recommendation": recommendation, "source_ref": source_ref,
    }  # fmt: skip
    return add_entry(tx, BARRIERS, values)
