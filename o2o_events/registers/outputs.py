"""What the project publishes: the Guidebook, the report, and who accessed or received them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from o2o_events.db.columns import LocalizedText
from o2o_events.db.models import DisseminationRow, OutputRow, ReadingRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import LANGUAGES, _, ngettext, pgettext, speaking
from o2o_events.registers.economies import position
from o2o_events.registers.practices import in_present_language
from o2o_events.registers.register import Field, Register
from o2o_events.registers.register_records import add_entry, list_entries

KINDS: Final = ("guidebook", "report", "other")
STATUSES: Final = ("planned", "drafting", "published")


@dataclass(frozen=True)
class Output:
    """``kind`` is one of ``KINDS``, ``status`` one of ``STATUSES``; one that is published has its day."""

    id: str
    kind: str
    title: LocalizedText
    status: str = "planned"
    published_on: date | None = None
    link: str = ""

    @property
    def label(self) -> str:
        return in_present_language(self.title)


@dataclass(frozen=True)
class Reading:
    """All accesses of an output up to a day, as its web counter said."""

    id: str
    output: str
    read_on: date
    accesses: int
    source: str = ""


@dataclass(frozen=True)
class Dissemination:
    """A body that an output was sent to."""

    id: str
    output: str
    body: str
    economy: str | None = None
    sent_on: date | None = None
    copies: int | None = None
    note: str = ""


def kinds() -> dict[str, str]:
    """What kinds of output there are, in the present language."""
    return {
        "guidebook": pgettext("a document", "Guidebook"),
        "report": pgettext("a document", "Project report"),
        "other": pgettext("a document", "Other"),
    }


def statuses() -> dict[str, str]:
    return {
        "planned": pgettext("a document", "Planned"),
        "drafting": pgettext("a document", "Being written"),
        "published": pgettext("a document", "Published"),
    }


def _check_output(_tx: Any, values: Mapping[str, Any]) -> None:
    if values["status"] == "published" and values["published_on"] is None:
        raise UserError(_("Say on which day it was published; accesses are counted from then on."))
    link = values["link"]
    if link and not link.lower().startswith(("https://", "http://")):
        raise UserError(_("“{link}” is no web address. Write it like https://example.org/guidebook.").format(link=link))


def _known_as(output: Output) -> list[str]:
    """Its titles, and what kind of document it is in any of our languages: there is one Guidebook."""
    words = [*output.title.values()]
    if output.kind != "other":
        words.append(output.kind)
        for tag in LANGUAGES:
            with speaking(tag):
                words.append(kinds()[output.kind])
    return words


def _standing(tx: Tx, entries: Sequence[Output]) -> dict[str, str]:
    """How often it was accessed by the latest reading, and how many copies were sent."""
    readings, sent = latest_readings(tx), list_disseminations(tx)
    told = {}
    for entry in entries:
        words = []
        if (reading := readings.get(entry.id)) is not None:
            accesses = ngettext("{n} access", "{n} accesses", reading.accesses).format(n=reading.accesses)
            words.append(f"{accesses} ({reading.read_on.isoformat()})")
        bodies = [s for s in sent if s.output == entry.id]
        if bodies:
            words.append(ngettext("sent to {n} body", "sent to {n} bodies", len(bodies)).format(n=len(bodies)))
        told[entry.id] = " · ".join(words)
    return told


OUTPUTS: Final = Register(
    name="output",
    title=lambda: _("Outputs"),
    one=lambda: _("Output"),
    row=OutputRow,
    entry=Output,
    fields=(
        Field(
            "title",
            lambda: pgettext("of a text", "Title"),
            "localized",
            "output; name; document; 標題; tiêu đề; título",
            is_required=True,
        ),
        Field(
            "kind",
            lambda: pgettext("of a document", "Kind"),
            "choice",
            "type; 類別; loại; tipo",
            kinds,
            KINDS,
            is_required=True,
        ),
        Field(
            "status",
            lambda: _("Status"),
            "choice",
            "state; 狀態; trạng thái; estado",
            statuses,
            STATUSES,
            is_required=True,
            none="planned",
        ),
        Field("published_on", lambda: _("Published on"), "date", "date; publication date; 日期; ngày; fecha"),
        Field("link", lambda: _("Web address"), "line", "url; address; web; 連結; liên kết; enlace", is_listed=False),
    ),
    keys=(("title",),),
    sort=lambda entry, _names: (KINDS.index(entry.kind) if entry.kind in KINDS else len(KINDS), entry.label.casefold()),
    label=lambda entry: entry.label,
    known_as=_known_as,
    check=_check_output,
    standing=_standing,
    standing_heading=lambda: _("Reached"),
)

READINGS: Final = Register(
    name="reading",
    title=lambda: _("Accesses"),
    one=lambda: _("Reading of the web counter"),
    row=ReadingRow,
    entry=Reading,
    fields=(
        Field("output", lambda: _("Output"), "record", "document; title; guidebook", target=OUTPUTS, is_required=True),
        Field("read_on", lambda: _("Read on"), "date", "date; day; month; 日期; ngày; fecha", is_required=True),
        Field(
            "accesses",
            lambda: _("Accesses so far"),
            "number",
            "accesses; visits; views; page views; downloads; total; count; 瀏覽次數; lượt truy cập; accesos; visitas",
            is_required=True,
        ),
        Field("source", lambda: _("Source"), "line", "counter; from; 來源; nguồn; fuente"),
    ),
    keys=(("output", "read_on"),),
    sort=lambda entry, names: (names.position("output", entry.output), entry.read_on),
    is_unique=True,
    same_id=True,
)

DISSEMINATIONS: Final = Register(
    name="dissemination",
    title=lambda: _("Sent to"),
    one=lambda: _("Body it was sent to"),
    row=DisseminationRow,
    entry=Dissemination,
    fields=(
        Field("output", lambda: _("Output"), "record", "document; title; guidebook", target=OUTPUTS, is_required=True),
        Field(
            "body",
            lambda: pgettext("an organisation", "Body"),
            "line",
            "organisation; organization; recipient; sent to; name; 機構; tổ chức; organismo",
            is_required=True,
        ),
        Field("economy", lambda: _("Economy"), "economy", "member economy; 經濟體; nền kinh tế; economía"),
        Field("sent_on", lambda: _("Sent on"), "date", "date; sent; 日期; ngày; fecha"),
        Field("copies", lambda: _("Copies"), "number", "hard copies; 份數; số bản; ejemplares"),
        Field("note", lambda: _("Note"), "line", "remarks; comment; 備註; ghi chú; nota"),
    ),
    keys=(("output", "body", "sent_on"),),
    sort=lambda entry, names: (
        names.position("output", entry.output),
        position(entry.economy),
        entry.body.casefold(),
        str(entry.sent_on),
    ),
)


def list_outputs(tx: Tx) -> list[Output]:
    """The Guidebook, then the report, then the others."""
    return list_entries(tx, OUTPUTS)


def list_readings(tx: Tx, output: str | None = None) -> list[Reading]:
    """The readings of one output, or of all, by day."""
    return [reading for reading in list_entries(tx, READINGS) if output in (None, reading.output)]


def latest_readings(tx: Tx, until: date | None = None) -> dict[str, Reading]:
    """By output, the reading of the last day that has one, up to and with ``until``."""
    return {r.output: r for r in list_readings(tx) if until is None or r.read_on <= until}


def list_disseminations(tx: Tx, output: str | None = None) -> list[Dissemination]:
    """Whom one output, or all, was sent to."""
    return [one for one in list_entries(tx, DISSEMINATIONS) if output in (None, one.output)]


def add_output(
    tx: Tx,
    *,
    kind: str,
    title: Mapping[str, str] | str,
    status: str = "planned",
    published_on: date | None = None,
    link: str = "",
) -> Output:
    """Adds an output. Text given as ``str`` is in the present language."""
    values = {"kind": kind, "title": title, "status": status, "published_on": published_on, "link": link}
    return add_entry(tx, OUTPUTS, values)


def add_reading(tx: Tx, *, output: str, read_on: date, accesses: int, source: str = "") -> Reading:
    """Keeps what the web counter said on a day. Raises ``UserError`` where that day has a reading already."""
    values = {"output": output, "read_on": read_on, "accesses": accesses, "source": source}
    return add_entry(tx, READINGS, values)


def add_dissemination(
    tx: Tx,
    *,
    output: str,
    body: str,
    economy: str | None = None,
    sent_on: date | None = None,
    copies: int | None = None,
    note: str = "",
) -> Dissemination:
    """Notes a body that an output was sent to."""
    values = {
        "output": output, "body": body, "economy": economy, "sent_on": sent_on, "copies": copies, "note": note
    }  # fmt: skip
    return add_entry(tx, DISSEMINATIONS, values)
