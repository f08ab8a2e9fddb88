"""Whether answers fit the questions: what is good is kept, what is not is told per question (pure)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from o2o_events.feedback.questions import OTHER, SILENT, TEXTS, FormContent, Question, is_asked
from o2o_events.i18n import _
from o2o_events.text import clean

LONGEST_TEXT: Final = {"short_text": 300, "long_text": 4_000}
"""Characters. What is longer is refused, never cut."""
LONGEST_ASIDE: Final = 1_000
"""Characters of a comment, and of another option in one's own words."""
_NUMBER: Final = re.compile(r"[+-]?\d{1,15}([.,]\d{1,6})?")
_GROUPED: Final = re.compile(r"[+-]?(?!0)\d{1,3}([., '’]\d{3})+")
"""Thousands with a mark between; with a single one, half the world reads a fraction."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with the answer to one question, in the present language."""

    question: str
    message: str


@dataclass(frozen=True)
class Checked:
    """The answers that can be kept, and the problems with the others."""

    answers: dict[str, Any]
    problems: tuple[Problem, ...]


def check_answers(content: FormContent, raw: Mapping[str, object]) -> Checked:
    """Checks what somebody sent: texts as they come from a page, numbers, or lists for many choices.

    Answers to questions that are not asked after those before are left out: the person did not see them last.
    """
    answers: dict[str, Any] = {}
    problems: list[Problem] = []
    for question in content.questions:
        if question.kind in SILENT or not is_asked(question, answers):
            continue
        try:
            answers.update(_read(question, raw))
        except ValueError as error:
            problems.append(Problem(question.code, str(error)))
            continue
        if question.is_required and question.code not in answers:
            problems.append(Problem(question.code, _("Please answer this question.")))
    known = {question.code for question in content.questions}
    strangers = sorted(name for name in raw if not _belongs(name, known))
    problems += [Problem(name, _("This form has no such question.")) for name in strangers]
    return Checked(answers, tuple(problems))


def _belongs(name: str, known: set[str]) -> bool:
    return name in known or name.removesuffix(f"_{OTHER}") in known or name.removesuffix("_comment") in known


def _read(question: Question, raw: Mapping[str, object]) -> dict[str, Any]:
    """The answer and what stands beside it, under their names; empty where nothing was answered."""
    read = {
        "agreement": _one,
        "one": _one,
        "many": _many,
        "rating": _rating,
        "number": _number,
    }.get(question.kind, _text)
    value = read(question, raw.get(question.code))
    found = {} if value in (None, "", []) else {question.code: value}
    aside = f"{question.code}_{OTHER}"
    words = _words(raw.get(aside), LONGEST_ASIDE)
    if question.has_other and OTHER in _listed(value):
        if not words:
            raise ValueError(_("Please write what the other is."))
        found[aside] = words
    comment = _words(raw.get(f"{question.code}_comment"), LONGEST_ASIDE)
    if question.has_comment and comment:
        found[f"{question.code}_comment"] = comment
    return found


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _codes(question: Question) -> list[str]:
    return [option.code for option in question.options] + ([OTHER] if question.has_other else [])


def _one(question: Question, raw: object) -> str | None:
    if isinstance(raw, list) and len(raw) <= 1:
        raw = raw[0] if raw else None
    if raw is None or raw == "":
        return None
    if not isinstance(raw, str) or raw not in _codes(question):
        raise ValueError(_("Choose one of the answers shown."))
    return raw


def _many(question: Question, raw: object) -> list[str]:
    given = {value for value in _listed(raw) if value not in (None, "")}
    codes = _codes(question)
    if not given <= set(codes):
        raise ValueError(_("Choose among the answers shown."))
    return [code for code in codes if code in given]


def _number(question: Question, raw: object) -> int | float | None:
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if isinstance(raw, str) and _GROUPED.fullmatch(clean(raw)):
        raise ValueError(_told_grouped(question, clean(raw)))
    number = _decimal(raw)
    if question.is_whole and (number is None or number != number.to_integral_value()):
        raise ValueError(_("Write a whole number, such as 12."))
    if number is None:
        raise ValueError(_("Write a number, such as 12."))
    if question.lowest is not None and number < question.lowest:
        raise ValueError(_("Write a number of at least {n}.").format(n=question.lowest))
    if question.highest is not None and number > question.highest:
        raise ValueError(_("Write a number of at most {n}.").format(n=question.highest))
    return int(number) if number == number.to_integral_value() else float(number)


def _rating(question: Question, raw: object) -> int | None:
    number = _number(question, raw)
    if isinstance(number, float):
        raise ValueError(_("Choose one of the answers shown."))
    return number


def _told_grouped(question: Question, text: str) -> str:
    whole = re.sub("[., '’]", "", text)
    if question.is_whole or not _NUMBER.fullmatch(text):
        return _("Write {number} without a mark between thousands.").format(number=whole)
    return _("“{text}” can be read in two ways. Write {whole} or {fraction}.").format(
        text=text, whole=whole, fraction=f"{text}0"
    )


def number_words(value: float) -> str:
    """A number that is kept, as it can be typed in again."""
    text = repr(value)
    return f"{text}0" if _GROUPED.fullmatch(text) else text


def _decimal(raw: object) -> Decimal | None:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return None
    text = clean(str(raw)) if isinstance(raw, str) else repr(raw)
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None


def _text(question: Question, raw: object) -> str:
    assert question.kind in TEXTS
    return _words(raw, LONGEST_TEXT[question.kind])


def _words(raw: object, longest: int) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise ValueError(_("Write your answer in words."))
    kept = "\n".join(clean(line) for line in raw.splitlines()).strip()
    if len(kept) > longest:
        raise ValueError(
            _("This is {n} characters long; at most {most} can be kept. Shorten it.").format(n=len(kept), most=longest)
        )
    return kept
