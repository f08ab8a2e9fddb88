"""Best practices of the project: nominating, accepting, declining, selecting, and what became of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from o2o_events.db.columns import LocalizedText
from o2o_events.db.models import PracticeRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _, language
from o2o_events.ids import new_id
from o2o_events.registers.economies import economy_name, find_economy
from o2o_events.registers.events import Event
from o2o_events.registers.texts import LONGEST_LINE, read_line, read_text
from o2o_events.text import clean_lines

STATUSES = ("nominated", "accepted", "declined")
_LONG = {"summary"}
_LINES = ("company", "o2o_model", "nominated_by", "source_ref")
_RULES = {"is_women_led": "women_led_rule", "is_youth_led": "youth_led_rule"}
FIELDS = frozenset({"title", "summary", "economy", *_LINES, *_RULES, *_RULES.values()})
"""What ``edit_practice`` changes; its course has commands of its own."""


COURSE = ("status", "presented_at", "is_selected", "in_guidebook")


@dataclass(frozen=True)
class Practice:
    """A best practice. ``status`` is one of ``STATUSES``; ``presented_at`` are ids of the events that showed it.

    ``is_women_led`` and ``is_youth_led`` are None where not stated; the rule it was judged by stands beside each.
    ``attachments`` is how many files it has.
    """

    id: str
    title: LocalizedText
    company: str
    economy: str | None = None
    summary: LocalizedText | None = None
    o2o_model: str = ""
    is_women_led: bool | None = None
    women_led_rule: str = ""
    is_youth_led: bool | None = None
    youth_led_rule: str = ""
    nominated_by: str = ""
    status: str = "nominated"
    is_selected: bool = False
    in_guidebook: bool = False
    presented_at: tuple[str, ...] = ()
    source_ref: str = ""
    attachments: int = 0

    @property
    def label(self) -> str:
        """Its title in the present language, else in English, else in any."""
        return in_present_language(self.title)

    @property
    def summary_text(self) -> str:
        return in_present_language(self.summary or {})

    @property
    def economy_name(self) -> str:
        return economy_name(self.economy)

    @property
    def is_accepted(self) -> bool:
        return self.status == "accepted"

    @property
    def is_chosen(self) -> bool:
        """Whether it counts in the selection: one that was declined since does not."""
        return self.is_selected and self.is_accepted


def in_present_language(text: LocalizedText) -> str:
    return text.get(language()) or text.get("en") or next((t for t in text.values() if t), "")


def from_row(row: PracticeRow, attachments: int = 0) -> Practice:
    return Practice(
        id=row.id,
        title=row.title,
        company=row.company,
        economy=row.economy,
        summary=row.summary,
        o2o_model=row.o2o_model,
        is_women_led=row.is_women_led,
        women_led_rule=row.women_led_rule,
        is_youth_led=row.is_youth_led,
        youth_led_rule=row.youth_led_rule,
        nominated_by=row.nominated_by,
        status=row.status,
        is_selected=row.is_selected,
        in_guidebook=row.in_guidebook,
        presented_at=tuple(row.presented_at),
        source_ref=row.source_ref,
        attachments=attachments,
    )


def status_label(status: str) -> str:
    """A status in the present language."""
    return {"nominated": _("Nominated"), "accepted": _("Accepted"), "declined": _("Declined")}[status]


def course(practice: Practice, events: Mapping[str, Event]) -> list[str]:
    """All that happened to it, in words: its status, where it was shown, and what it was chosen for."""
    words = [status_label(practice.status)]
    shown = [events[event] for event in practice.presented_at if event in events]
    words += [
        _("Presented at {event}").format(event=event.label) for event in sorted(shown, key=lambda e: (e.days, e.id))
    ]
    if practice.is_selected:
        words.append(_("Selected for Workshop II"))
    if practice.in_guidebook:
        words.append(_("In the Guidebook"))
    return words


def add_practice(
    tx: Tx,
    *,
    title: Mapping[str, str] | str,
    company: str,
    economy: str | None = None,
    summary: Mapping[str, str] | str = "",
    o2o_model: str = "",
    is_women_led: bool | None = None,
    women_led_rule: str = "",
    is_youth_led: bool | None = None,
    youth_led_rule: str = "",
    nominated_by: str = "",
    source_ref: str = "",
) -> Practice:
    """Adds a nominated practice. Text given as ``str`` is in the present language.

    Raises ``UserError`` where a value cannot be: a practice said to be led by women or youth needs the rule.
    """
    row = PracticeRow(
        id=new_id(), title={}, summary={}, company="", status="nominated", is_selected=False, in_guidebook=False
    )
    row.presented_at = []
    values = {
        "title": title, "company": company, "economy": economy, "summary": summary, "o2o_model": o2o_model,
        "is_women_led": is_women_led, "women_led_rule": women_led_rule, "is_youth_led": is_youth_led,
        "youth_led_rule": youth_led_rule, "nominated_by": nominated_by, "source_ref": source_ref,
    }  # fmt: skip
    _write(row, values)
    tx.add(row)
    tx.flush()
    return from_row(row)


def edit_practice(tx: Tx, *, practice: str, changes: Mapping[str, Any]) -> Practice:
    """Changes the named fields (of ``FIELDS``) of a practice; no others.

    A title or summary given as ``str`` changes the present language alone, a mapping replaces all languages.
    """
    if unknown := sorted(set(changes) - FIELDS):
        raise UserError(
            _("“{field}” is not a field of it. Give one of: {fields}.").format(
                field=unknown[0], fields=", ".join(sorted(FIELDS))
            )
        )
    row = find_practice(tx, practice)
    _write(row, changes)
    tx.flush()
    return from_row(row)


def set_status(tx: Tx, *, practice: str, status: str) -> Practice:
    """Accepts, declines or puts back to nominated. One that is no longer accepted leaves the selection too."""
    if status not in STATUSES:
        raise UserError(
            _("There is no status “{status}”. Give one of: {known}.").format(status=status, known=", ".join(STATUSES))
        )
    row = find_practice(tx, practice)
    row.status = status
    if status != "accepted" and row.is_selected:
        row.is_selected = False
    tx.flush()
    return from_row(row)


def select_practice(tx: Tx, *, practice: str, selected: bool = True) -> Practice:
    """Selects an accepted practice for Workshop II, or takes it out of the selection again."""
    row = find_practice(tx, practice)
    if selected:
        _check_accepted(row)
    row.is_selected = selected
    tx.flush()
    return from_row(row)


def mark_presented(tx: Tx, *, practice: str, event: Event, presented: bool = True) -> Practice:
    """Notes that an event showed an accepted practice, or that it did not after all."""
    row = find_practice(tx, practice)
    others = [shown for shown in row.presented_at if shown != event.id]
    if presented:
        _check_accepted(row)
        others.append(event.id)
    if sorted(others) != sorted(row.presented_at):
        row.presented_at = sorted(others)
    tx.flush()
    return from_row(row)


def put_in_guidebook(tx: Tx, *, practice: str, included: bool = True) -> Practice:
    """Notes that the Guidebook has an accepted practice, or that it has not after all."""
    row = find_practice(tx, practice)
    if included:
        _check_accepted(row)
    row.in_guidebook = included
    tx.flush()
    return from_row(row)


def write_course(tx: Tx, *, practice: str, changes: Mapping[str, Any]) -> Practice:
    """Sets several of ``COURSE`` at once, and nothing else: what an import or the undoing of a step needs.

    Raises ``UserError`` where a practice that is not accepted would be shown, selected or in the Guidebook anew.
    """
    row = find_practice(tx, practice)
    before = from_row(row)
    if "status" in changes:
        set_status(tx, practice=practice, status=changes["status"])
    shown = tuple(sorted(changes.get("presented_at", before.presented_at)))
    more = set(shown) - set(before.presented_at)
    if more or any(changes.get(flag) and not getattr(before, flag) for flag in ("is_selected", "in_guidebook")):
        _check_accepted(row)
    if set(shown) != set(before.presented_at):
        row.presented_at = list(shown)
    for flag in ("is_selected", "in_guidebook"):
        if flag in changes and (row.status == "accepted" or not changes[flag]):
            setattr(row, flag, changes[flag])
    tx.flush()
    return from_row(row)


def remove_practice(tx: Tx, *, practice: str) -> None:
    """Takes a practice out of the register; ``revive_practice`` puts it back as it was."""
    find_practice(tx, practice).deleted = True
    tx.flush()


def revive_practice(tx: Tx, *, practice: str) -> Practice:
    row = tx.get(PracticeRow, practice)
    if row is None:
        raise UserError(_missing())
    row.deleted = False
    tx.flush()
    return from_row(row)


def find_practice(tx: Tx, practice: str) -> PracticeRow:
    """The row with this id. Raises ``UserError`` where there is none."""
    row = tx.get(PracticeRow, practice)
    if row is None or row.deleted:
        raise UserError(_missing())
    return row


def _missing() -> str:
    return _("This best practice is not in the register. Choose another one.")


def _check_accepted(row: PracticeRow) -> None:
    if row.status != "accepted":
        raise UserError(
            _("“{title}” is not accepted ({status}). Accept it first, then try again.").format(
                title=in_present_language(row.title), status=status_label(row.status)
            )
        )


def read_fields(before: PracticeRow | Practice, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of ``FIELDS`` as they are kept, checked together with what the practice has.

    Raises ``UserError`` where a value cannot be.
    """
    read = {field: _read(before, field, value) for field, value in values.items()}
    _check({field: read.get(field, getattr(before, field, None)) for field in FIELDS})
    return read


def _write(row: PracticeRow, values: Mapping[str, Any]) -> None:
    for field, value in read_fields(row, values).items():
        if getattr(row, field) != value:
            setattr(row, field, value)


def _read(before: PracticeRow | Practice, field: str, value: Any) -> Any:
    if field in ("title", "summary"):
        return read_text(value, before=getattr(before, field), lines=field in _LONG)
    if field == "economy":
        return _read_economy(value)
    if field in _RULES:
        return value
    if field in _RULES.values():
        return _read_rule(value)
    return read_line(value)


def _read_economy(text: str | None) -> str | None:
    if not text or not text.strip():
        return None
    found = find_economy(text)
    if found is None:
        raise UserError(
            _("“{text}” is no APEC economy or affiliation. Give its name or code, such as Viet Nam or VN.").format(
                text=text
            )
        )
    return found.code


def _read_rule(text: str) -> str:
    rule = clean_lines(text)
    if len(rule) > LONGEST_LINE * 4:
        raise UserError(_("The rule is too long. Shorten it to {most} characters.").format(most=LONGEST_LINE * 4))
    return rule


def _check(values: Mapping[str, Any]) -> None:
    if not values["title"]:
        raise UserError(_("A best practice needs a title. Type one."))
    if not values["company"]:
        raise UserError(_("A best practice needs the company or organisation it is of. Type its name."))
    if values["is_women_led"] and not values["women_led_rule"]:
        raise UserError(
            _("Say by which rule “{title}” is led by women, such as “51 % owned by women”.").format(
                title=in_present_language(values["title"])
            )
        )
    if values["is_youth_led"] and not values["youth_led_rule"]:
        raise UserError(
            _("Say by which rule “{title}” is led by young people, such as “founder under 35”.").format(
                title=in_present_language(values["title"])
            )
        )
