"""The practice register as a table: its columns, what heads them in any of our languages, and what cells say (pure)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from o2o_events.i18n import LANGUAGES, _, language, pgettext, speaking
from o2o_events.registers.events import Event
from o2o_events.registers.practices import STATUSES, Practice, status_label
from o2o_events.text import fold

LOCALIZED = ("title", "summary")
FLAGS = ("is_women_led", "is_youth_led", "is_selected", "in_guidebook")
FIELDS = (
    "id",
    "source_ref",
    "title",
    "company",
    "economy",
    "o2o_model",
    "summary",
    "is_women_led",
    "women_led_rule",
    "is_youth_led",
    "youth_led_rule",
    "nominated_by",
    "status",
    "presented_at",
    "is_selected",
    "in_guidebook",
    "attachments",
)
"""In the order of the table."""
_ALSO = {
    "id": "practice; practice id; record",
    "source_ref": "number; no; no.; code; ref; reference; id; 編號; mã số; n.º; nº; código",
    "title": (
        "practice title; best practice; name of the practice; name; 案例名稱; 標題; tên điển hình; tiêu đề; título;"
        " nombre"
    ),
    "company": "organisation; organization; enterprise; sme; firm; 公司; doanh nghiệp; empresa; organización",
    "economy": "member economy; apec economy; 經濟體; nền kinh tế; economía",
    "o2o_model": "model; business model; o2o; 模式; mô hình; modelo",
    "summary": "abstract; description; 摘要; 說明; tóm tắt; mô tả; resumen; descripción",
    "is_women_led": "women led; women-led; led by women; women entrepreneurs; woman-led",
    "women_led_rule": "women-led rule; rule women; women rule",
    "is_youth_led": "youth led; youth-led; led by youth; young entrepreneurs",
    "youth_led_rule": "youth-led rule; rule youth; youth rule",
    "nominated_by": "nominator; nominating economy; proposed by; 提名; đề cử bởi; nominado por",
    "status": "state; 狀態; trạng thái; estado",
    "presented_at": "shown at; presented; events",
    "is_selected": "selected; selected for workshop ii",
    "in_guidebook": "guidebook",
}
_TAGGED = re.compile(r"^(?P<words>.*?)[\s_]*[\[(（](?P<tag>[^)\]）]+)[)\]）]\s*$")
_EVENTS_APART = re.compile(r"[;\n；]")


@dataclass(frozen=True)
class PracticeColumn:
    """A field; of a text in several languages, in the language ``tag``."""

    field: str
    tag: str | None = None

    @property
    def heading(self) -> str:
        """In the present language."""
        words = _heading(self.field)
        return words if self.tag is None else f"{words} ({LANGUAGES.get(self.tag, self.tag)})"


def _heading(field: str) -> str:
    words = {
        "id": _("Record"),
        "source_ref": _("Number"),
        "title": pgettext("of a text", "Title"),
        "company": _("Company"),
        "economy": _("Economy"),
        "o2o_model": _("O2O model"),
        "summary": _("Summary"),
        "is_women_led": _("Led by women"),
        "women_led_rule": _("Rule for “led by women”"),
        "is_youth_led": _("Led by youth"),
        "youth_led_rule": _("Rule for “led by youth”"),
        "nominated_by": _("Nominated by"),
        "status": _("Status"),
        "presented_at": _("Presented at"),
        "is_selected": _("Selected for Workshop II"),
        "in_guidebook": _("In the Guidebook"),
        "attachments": _("Files"),
    }
    return words[field]


def columns_of(practices: Iterable[Practice]) -> list[PracticeColumn]:
    """All columns; texts in every language that one of the practices has, the present one first."""
    listed = list(practices)
    columns = []
    for field in FIELDS:
        if field not in LOCALIZED:
            columns.append(PracticeColumn(field))
            continue
        used = {tag for practice in listed for tag in (getattr(practice, field) or {})}
        order = [language(), *LANGUAGES, *sorted(used)]
        columns += [PracticeColumn(field, tag) for tag in dict.fromkeys(order) if tag in used or tag == language()]
    return columns


def cell_of(practice: Practice, column: PracticeColumn, events: Mapping[str, Event]) -> str:
    """What a practice has in a column, in the present language; nothing where it is not stated."""
    value = getattr(practice, column.field)
    if column.field in LOCALIZED:
        return str((value or {}).get(column.tag or language(), ""))
    if column.field in FLAGS:
        return "" if value is None else _("yes") if value else _("no")
    match column.field:
        case "economy":
            return practice.economy_name
        case "status":
            return status_label(practice.status)
        case "presented_at":
            return "; ".join(sorted(events[event].code for event in practice.presented_at if event in events))
    return str(value)


def find_column(heading: str) -> PracticeColumn | None:
    """The column that a heading names, in any of our languages; "Title (Tiếng Việt)" and "title_vi" name a language."""
    if (field := _known().get(_key(heading))) is not None:
        return PracticeColumn(field)
    match = _TAGGED.match(heading) or re.match(r"^(?P<words>\w+)_(?P<tag>[A-Za-z]{2,3}(?:[-_]\w+)?)$", heading.strip())
    if match is None:
        return None
    field = _known().get(_key(match["words"]))
    if field is None:
        return None
    if field not in LOCALIZED:
        return PracticeColumn(field)
    return PracticeColumn(field, _tag(match["tag"]))


def _tag(words: str) -> str | None:
    """A language by its own name or its tag; None for words that are no language, such as "max. 200 words"."""
    key = words.strip().replace("_", "-")
    for tag, name in LANGUAGES.items():
        if fold(key) in (fold(tag), fold(name)):
            return tag
    return key if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", key) else None


@cache
def _known() -> dict[str, str]:
    known: dict[str, str] = {}
    for field in FIELDS[1:-1]:
        known.setdefault(_key(field), field)
    for tag in LANGUAGES:
        with speaking(tag):
            for field in FIELDS:
                known.setdefault(_key(_heading(field)), field)
    for field, words in _ALSO.items():
        for word in words.split(";"):
            known.setdefault(_key(word), field)
    return known


def _key(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())


def find_status(text: str) -> str | None:
    """A status by its code or its word in any of our languages."""
    key = fold(text.strip())
    for tag in LANGUAGES:
        with speaking(tag):
            for status in STATUSES:
                if key in (status, fold(status_label(status))):
                    return status
    return None


def find_events(text: str, events: Sequence[Event]) -> tuple[list[str], list[str]]:
    """The ids of the events that a cell names by code or name, and the words that name none."""
    found: list[str] = []
    unknown: list[str] = []
    for part in filter(None, map(str.strip, _EVENTS_APART.split(text))):
        key = fold(part)
        event = next((e for e in events if key in {fold(e.code), *map(fold, e.name.values())}), None)
        (found if event else unknown).append(event.id if event else part)
    return sorted(set(found)), unknown
