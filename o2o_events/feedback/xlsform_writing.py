"""Writing forms in the XLSForm convention, so that ODK and Kobo take them and we read back the same."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from o2o_events.db.columns import LocalizedText
from o2o_events.errors import UserError
from o2o_events.feedback.forms import Form, FormVersion
from o2o_events.feedback.questions import OTHER, FormContent, Option, Question
from o2o_events.feedback.xlsform_checking import why_refused
from o2o_events.feedback.xlsform_logic import write_bounds, write_condition
from o2o_events.feedback.xlsform_words import (
    BARRIER,
    HIGH,
    INTRODUCTION,
    KIND,
    LOW,
    OURS,
    PAIRS,
    POSITIVE,
    THANKS,
    language_words,
)
from o2o_events.i18n import _, closest_language, speaking

_LONGEST_CELL: Final = 32_767
_TYPES: Final = {
    "short_text": "text",
    "long_text": "text",
    "number": "decimal",
    "rating": "range",
    "note": "note",
    "section": "begin_group",
}
_LOOKS: Final = {"long_text": "multiline", "agreement": "likert"}
Row = dict[str, str]


def write_xlsform(form: Form, version: FormVersion, *, events: Sequence[str] = ()) -> bytes:
    """The workbook, which pyxform was asked about. ``events`` are the codes of those that use the form.

    Raises ``UserError`` where ODK and Kobo would not take it, with their reason.
    """
    content = version.content
    survey, lists = _survey(content)
    sheets = {
        "survey": survey,
        "choices": list(_choices(content, lists)),
        "settings": [_settings(form, version, events)],
    }
    data = _workbook(sheets, content.languages)
    if reason := why_refused(data):
        raise UserError(
            _("ODK and Kobo would not take “{form}”: {reason}. Change it, and export it again.").format(
                form=form.label, reason=reason.rstrip(".")
            )
        )
    return data


def _survey(content: FormContent) -> tuple[list[Row], dict[str, Question]]:
    """The rows of the survey, and the first question that uses each list of answers."""
    by_code = {question.code: question for question in content.questions}
    lists: dict[str, Question] = {}
    rows = [_note(INTRODUCTION, content.introduction)] if content.introduction else []
    is_open = False
    for question in content.questions:
        row = _question(question, by_code, lists)
        if question.kind == "section":
            rows += [_end()] * is_open
            is_open = question.show_if is None
        rows.append(row)
        rows += _asides(question, content.languages, row.get("relevant", ""))
    rows += [_end()] * is_open
    if content.thanks:
        rows.append(_note(THANKS, content.thanks))
    return rows, lists


def _end() -> Row:
    return {"type": "end_group", KIND: "end"}


def _note(name: str, label: LocalizedText) -> Row:
    return {"type": "note", "name": name} | _texts("label", label)


def _question(question: Question, by_code: Mapping[str, Question], lists: dict[str, Question]) -> Row:
    row = {"type": _type(question, lists), "name": question.code}
    row |= _texts("label", question.label) | _texts("hint", question.help)
    row["appearance"] = _LOOKS.get(question.kind, "")
    row["required"] = "yes" if question.is_required else ""
    if question.kind == "rating":
        row["parameters"] = f"start={question.lowest} end={question.highest} step=1"
    elif question.kind == "number":
        row["constraint"] = write_bounds(question.lowest, question.highest)
    if question.show_if:
        row["relevant"] = write_condition(question.show_if, by_code.get(question.show_if.question))
    if question.kind == "section" and question.show_if:
        row |= {"type": "note", KIND: "section"}  # a group's condition would hide the questions in it too
    for name, end in zip((LOW, HIGH), question.ends, strict=False):
        row |= _texts(name, end)
    row |= {PAIRS: question.pairs_with, BARRIER: question.barrier_field}
    return {key: value for key, value in row.items() if value}


def _type(question: Question, lists: dict[str, Question]) -> str:
    if question.kind == "number" and question.is_whole:
        return "integer"
    if question.kind in _TYPES:
        return _TYPES[question.kind]
    shape = (question.options, question.has_other)
    name = next((name for name, first in lists.items() if (first.options, first.has_other) == shape), question.code)
    lists.setdefault(name, question)
    return f"{'select_multiple' if question.kind == 'many' else 'select_one'} {name}"


def _asides(question: Question, languages: Sequence[str], relevant: str) -> Iterator[Row]:
    """The words of another option, and a comment, as questions of their own: XLSForm knows no other way."""
    if question.has_other:
        row = {"type": "text", "name": f"{question.code}_{OTHER}", KIND: OTHER}
        selected = "selected(${" + question.code + "}, 'other')"
        yield row | _texts("label", _in_each(languages, "Please write what the other is.")) | {"relevant": selected}
    if question.has_comment:
        row = {"type": "text", "name": f"{question.code}_comment", KIND: "comment", "appearance": "multiline"}
        yield row | _texts("label", _in_each(languages, "Comment")) | ({"relevant": relevant} if relevant else {})


def _in_each(languages: Sequence[str], message: str) -> dict[str, str]:
    """One of our own words in every language of the form."""
    words = {}
    for tag in languages:
        with speaking(closest_language([tag])):
            words[tag] = {"Comment": _("Comment"), OTHER: _("Other")}.get(message, _("Please write what the other is."))
    return words


def _choices(content: FormContent, lists: Mapping[str, Question]) -> Iterator[Row]:
    for name, question in lists.items():
        options = list(question.options)
        if question.has_other:
            options.append(Option(OTHER, _in_each(content.languages, OTHER)))
        for option in options:
            row = {"list_name": name, "name": option.code} | _texts("label", option.label)
            yield row | ({POSITIVE: "yes"} if option.is_positive else {})


def _settings(form: Form, version: FormVersion, events: Sequence[str]) -> Row:
    content = version.content
    first = next(tag for tag in (*content.languages, *content.title) if content.title.get(tag))
    row = {
        "form_title": _inert(content.title[first]),
        "form_id": form.code,
        "version": str(version.number),
        "default_language": language_words(content.languages[0]),
        f"{OURS}languages": " ".join(content.languages),
        f"{OURS}scope": form.scope,
        f"{OURS}phase": form.phase,
        f"{OURS}layout": form.layout,
        f"{OURS}feeds": form.feeds,
        f"{OURS}is_named": _flag(form.is_named),
        f"{OURS}needs_slip": _flag(form.needs_slip),
        f"{OURS}asks_badge": _flag(form.asks_badge),
        f"{OURS}events": " ".join(events),
    }
    return row | _texts(f"{OURS}title", content.title) | _texts(f"{OURS}name", form.name)


def _flag(value: bool) -> str:
    return "yes" if value else "no"


def _texts(name: str, text: LocalizedText) -> Row:
    return {f"{name}::{language_words(tag)}": _inert(words) for tag, words in text.items() if words}


def _inert(text: str) -> str:
    """Text in which ${...} is no reference to an answer: a mark nobody sees stands between; reading drops it."""
    return text.replace("${", "$\u200c{")


def _workbook(sheets: Mapping[str, Sequence[Row]], languages: Sequence[str]) -> bytes:
    import xlsxwriter  # imported when it is needed

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E8EDF3"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for title, rows in sheets.items():
            page = book.add_worksheet(title)
            columns = _columns(title, rows, languages)
            for place, column in enumerate(columns):
                page.write_string(0, place, column, head)
                page.set_column(place, place, 40 if "::" in column else 18, wrap)
            for number, row in enumerate(rows, 1):
                for name, text in row.items():
                    _check_length(text, row)
                    page.write_string(number, columns.index(name), text, wrap)
            page.freeze_panes(1, 2 if title != "settings" else 0)
    return stream.getvalue()


def _check_length(text: str, row: Row) -> None:
    if len(text) > _LONGEST_CELL:
        raise UserError(
            _("A text of “{question}” is longer than a cell of a workbook holds. Shorten it.").format(
                question=row.get("name", "")
            )
        )


_FIRST: Final = {
    "survey": ("type", "name"),
    "choices": ("list_name", "name"),
    "settings": ("form_title", "form_id", "version", "default_language"),
}


def _columns(title: str, rows: Sequence[Row], languages: Sequence[str]) -> list[str]:
    """The columns that are used: the convention's first, texts in the form's order of languages, ours last."""
    used: dict[str, Any] = {}
    for row in rows:
        used |= dict.fromkeys(row)
    tags = [language_words(tag) for tag in languages]

    def place(column: str) -> tuple[int, int, str, int]:
        name, _colons, words = column.partition("::")
        if column in _FIRST[title]:
            return 0, _FIRST[title].index(column), "", 0
        rank = 1 if name == "label" else 2 if name == "hint" else 4 if name.startswith(OURS) else 3
        return rank, 0, name, tags.index(words) if words in tags else len(tags)

    return sorted({*_FIRST[title], *used}, key=place)
