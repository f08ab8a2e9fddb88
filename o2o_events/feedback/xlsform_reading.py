"""Reading forms in the XLSForm convention (ODK, Kobo): what our forms know is kept, the rest is named where it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from o2o_events.errors import UserError
from o2o_events.feedback.content_rules import content_problems
from o2o_events.feedback.forms import FEEDS, LAYOUTS, PHASES, SCOPES
from o2o_events.feedback.questions import FormContent, Question
from o2o_events.feedback.xlsform_checking import why_refused
from o2o_events.feedback.xlsform_choices import clean_texts, not_supported, read_choices
from o2o_events.feedback.xlsform_logic import read_flag
from o2o_events.feedback.xlsform_sheets import Sheet, SheetRow, Sheets, read_file, read_workbook_sheets
from o2o_events.feedback.xlsform_survey import Survey
from o2o_events.feedback.xlsform_words import OURS, Unsupported, language_tag
from o2o_events.i18n import _, language
from o2o_events.text import clean, fold

CHOICES_OF: Final = {"scope": SCOPES, "phase": PHASES, "layout": LAYOUTS, "feeds": FEEDS}
FLAGS: Final = ("is_named", "needs_slip", "asks_badge")
_READ: Final = frozenset({"form_title", "form_id", "default_language", "version"})


@dataclass(frozen=True)
class ReadForm:
    """A form as a file has it. ``settings`` are those of ours that the file states; ``events`` codes of events."""

    code: str
    name: Mapping[str, str]
    content: FormContent
    settings: Mapping[str, Any] = field(default_factory=dict)
    events: tuple[str, ...] = ()
    unsupported: tuple[Unsupported, ...] = ()


def read_xlsform_file(file: Path) -> ReadForm:
    """Reads a file. Raises ``UserError`` where it cannot be read, or nothing in it can be asked."""
    return read_xlsform(read_file(file), file.name)


def read_xlsform(data: bytes, name: str) -> ReadForm:
    """The form in a workbook. Raises ``UserError`` where it is none, or nothing in it can be asked.

    Texts in columns that name no language are in the file's default language, else in the present one.
    """
    sheets = read_workbook_sheets(data, name)
    found = list(sheets.unsupported)
    stated = sheets.settings.rows[0] if sheets.settings.rows else SheetRow(0, ())
    own = language_tag(stated.get("default_language")) if stated.get("default_language") else language()
    lists = read_choices(sheets.choices, own, found)
    survey = Survey(sheets.survey, lists, own, found)
    survey.read()
    settings, events = _settings(sheets.settings, stated, found)
    title = clean_texts(stated.texts(f"{OURS}title", own))
    title = title or {own: clean(stated.get("form_title") or Path(name).stem)}
    content = FormContent(
        _languages(stated, title, survey), title, survey.introduction, survey.thanks, tuple(survey.questions)
    )
    if problem := next(content_problems(content), None):
        raise UserError(_("“{file}”: {problem}").format(file=name, problem=problem))
    refused = _refused(sheets)
    return ReadForm(
        code=_code(stated.get("form_id") or Path(name).stem),
        name=clean_texts(stated.texts(f"{OURS}name", own)) or title,
        content=content,
        settings=settings,
        events=events,
        unsupported=(*refused, *found),
    )


def _languages(stated: SheetRow, title: Mapping[str, str], survey: Survey) -> tuple[str, ...]:
    """In the order that the file states, else in which they come."""
    used: dict[str, None] = dict.fromkeys(filter(None, stated.get(f"{OURS}languages").split()))
    texts = [title, survey.introduction, survey.thanks]
    for question in survey.questions:
        texts += _texts(question)
    for text in texts:
        used |= dict.fromkeys(text)
    return tuple(used)


def _texts(question: Question) -> list[Mapping[str, str]]:
    return [question.label, question.help, *(option.label for option in question.options), *question.ends]


def _settings(sheet: Sheet, stated: SheetRow, found: list[Unsupported]) -> tuple[dict[str, Any], tuple[str, ...]]:
    settings: dict[str, Any] = {}
    for cell in stated.cells:
        name = cell.heading.name
        ours = name.removeprefix(OURS)
        if name in _READ:
            continue
        if not name.startswith(OURS):
            found.append(Unsupported(sheet.title, stated.number, cell.column, cell.text, not_supported(cell.column)))
        elif ours in CHOICES_OF and cell.text in CHOICES_OF[ours]:
            settings[ours] = cell.text
        elif ours in FLAGS and (flag := read_flag(cell.text)) is not None:
            settings[ours] = flag
        elif ours in FLAGS or ours in CHOICES_OF:
            words = _("This setting cannot be so; it stays as it is.")
            found.append(Unsupported(sheet.title, stated.number, cell.column, cell.text, words))
    for row in sheet.rows[1:]:
        found.append(Unsupported(sheet.title, row.number, "", "", _("Only the first row of settings is read.")))
    return settings, tuple(stated.get(f"{OURS}events").split())


def _code(text: str) -> str:
    code = re.sub(r"[^a-z0-9_-]+", "_", fold(text)).strip("_-")[:40]
    return code if code[:1].isalpha() else f"form_{code}"[:40].rstrip("_-")


def _refused(sheets: Sheets) -> list[Unsupported]:
    """What ODK and Kobo would say of the file, where they would not take it."""
    rows: dict[str, list[dict[str, str | None]]] = {}
    for key in ("survey", "choices", "settings"):
        rows |= getattr(sheets, key).as_written(key)
    reason = why_refused(rows)
    if not reason:
        return []
    words = _("ODK and Kobo would not take this file: {reason}").format(reason=reason)
    return [Unsupported(sheets.survey.title, None, "", "", words)]
