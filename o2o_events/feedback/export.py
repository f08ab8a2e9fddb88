"""Answers as a table: one row an answer set, labelled and coded columns, in an order that tells nothing (pure)."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from o2o_events.feedback.combining import Combined
from o2o_events.feedback.queries import AnswerSet
from o2o_events.feedback.questions import CHOICES, OTHER, SILENT, Question
from o2o_events.feedback.results import SMALLEST_GROUP, kept_back
from o2o_events.i18n import _

Cell = str | int | float | None
Label = Callable[[Question, str], str]


@dataclass(frozen=True)
class Column:
    """``code`` names it for programs, ``heading`` for people."""

    code: str
    heading: str


@dataclass(frozen=True)
class RawTable:
    """The table, and in ``notes`` what is left out and why."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """How ids and codes are told: events, sessions, economies, categories, genders, and who a registration is."""

    event: Callable[[str], str]
    target: Callable[[str], str]
    economy: Callable[[str], str]
    category: Callable[[str], str]
    gender: Callable[[str], str]
    person: Callable[[str], str]
    question: Callable[[Question], str]
    choice: Label


def raw_table(combined: Combined, *, form: str, is_named: bool, words: Words) -> RawTable:
    """Every answer set that counts, by its id, which is random: the order of the rows tells nothing.

    Without names there are no ids, no sheet numbers and no moments but the day, and what few share is left out.
    """
    answers = sorted(combined.answers, key=lambda answer: answer.id)
    if not is_named:
        answers = without_rare(answers)
    columns = _fixed_columns(form, is_named, words)
    for question in combined.content.questions:
        if question.kind not in SILENT:
            columns += _question_columns(question, words)
    rows = tuple(tuple(read(answer, number) for _column, read in columns) for number, answer in enumerate(answers, 1))
    return RawTable(tuple(column for column, _read in columns), rows, tuple(_notes(is_named)))


def _notes(is_named: bool) -> list[str]:
    if is_named:
        return [_("Answers carry the names of those who gave them. Pass them on to nobody who must not know.")]
    return [
        _("Answers carry no name. The order of the rows is by chance; of the time only the day is kept."),
        _(
            "Language, channel, economy, category and gender are left out where fewer than {n} share them, and sessions"
            " with fewer than {n} answers. Texts stand as they were written: they may name people."
        ).format(n=SMALLEST_GROUP),
    ]


Reader = Callable[[AnswerSet, int], Cell]
"""From an answer and the number of its row to what stands in a column."""


def _fixed_columns(form: str, is_named: bool, words: Words) -> list[tuple[Column, Reader]]:
    """What every answer set has."""
    columns: list[tuple[Column, Reader]] = [
        (Column("number", _("No.")), lambda _answer, number: number),
        (Column("event", _("Event")), lambda answer, _n: words.event(answer.event)),
        (Column("form", _("Form")), lambda _answer, _n: form),
        (Column("version", _("Version")), lambda answer, _n: answer.version),
        (Column("session", _("Session")), lambda answer, _n: _told(words.target, answer.target)),
        (Column("day", _("Day")), lambda answer, _n: answer.day.isoformat()),
        (Column("channel", _("Channel")), lambda answer, _n: answer.channel),
        (Column("language", _("Language")), lambda answer, _n: answer.language),
        (Column("economy", _("Economy")), lambda answer, _n: _told(words.economy, answer.economy)),
        (Column("economy_code", _("Economy (code)")), lambda answer, _n: answer.economy or ""),
        (Column("category", _("Category")), lambda answer, _n: _told(words.category, answer.category)),
        (Column("gender", _("Gender")), lambda answer, _n: _told(words.gender, answer.gender)),
    ]
    if is_named:
        columns += [
            (Column("answer", _("Answer")), lambda answer, _n: answer.id),
            (Column("sheet", _("Sheet")), lambda answer, _n: answer.sheet or ""),
            (Column("name", _("Name")), lambda answer, _n: _told(words.person, answer.registration)),
        ]
    return columns


def _told(words: Callable[[str], str], value: str | None) -> str:
    return words(value) if value else ""


def _question_columns(question: Question, words: Words) -> list[tuple[Column, Reader]]:
    code, label = question.code, words.question(question)
    columns: list[tuple[Column, Reader]] = []
    if question.kind in CHOICES:
        columns.append(
            (Column(f"{code}_label", label), lambda answer, _n: _labelled(question, answer.answers.get(code), words))
        )
        columns.append((Column(code, f"{label} [{code}]"), lambda answer, _n: _coded(answer.answers.get(code))))
    else:
        columns.append((Column(code, f"{label} [{code}]"), lambda answer, _n: _plain(answer.answers.get(code))))
    if question.has_other:
        name = f"{code}_{OTHER}"
        columns.append((Column(name, f"{label} – {_('Other')}"), lambda answer, _n: answer.answers.get(name, "")))
    if question.has_comment:
        comment = f"{code}_comment"
        heading = f"{label} – {_('Comment')}"
        columns.append((Column(comment, heading), lambda answer, _n: answer.answers.get(comment, "")))
    return columns


def _labelled(question: Question, value: Any, words: Words) -> str:
    values = value if isinstance(value, list) else [value]
    return "; ".join(words.choice(question, str(one)) for one in values if one is not None)


def _coded(value: Any) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _plain(value: Any) -> Cell:
    return value if isinstance(value, (int, float)) else _coded(value)


def without_rare(answers: Sequence[AnswerSet]) -> list[AnswerSet]:
    """The answers without what so few share that it could tell who gave them.

    Of a session with too few answers its name goes; within a session the language, then the channel, economy,
    category and gender go from left to right until enough people share what is left.
    """
    sizes: dict[str | None, int] = defaultdict(int)
    for answer in answers:
        sizes[answer.target] += 1
    hidden = kept_back({target: size for target, size in sizes.items() if target is not None})
    kept = [replace(answer, target=None) if answer.target in hidden else answer for answer in answers]
    by_target: dict[str | None, list[int]] = defaultdict(list)
    for place, answer in enumerate(kept):
        by_target[answer.target].append(place)
    for places in by_target.values():
        for fields in _FIELDS_TO_DROP:
            counts: dict[tuple[Any, ...], int] = defaultdict(int)
            for place in places:
                counts[_shared(kept[place])] += 1
            rare = {values for values, size in counts.items() if size < SMALLEST_GROUP}
            for place in places:
                if _shared(kept[place]) in rare:
                    kept[place] = replace(kept[place], **fields)
    return kept


_FIELDS_TO_DROP: tuple[Mapping[str, Any], ...] = (
    {"language": ""},
    {"channel": ""},
    {"economy": None},
    {"category": None},
    {"gender": None},
)


def _shared(answer: AnswerSet) -> tuple[Any, ...]:
    return answer.language, answer.channel, answer.economy, answer.category, answer.gender
