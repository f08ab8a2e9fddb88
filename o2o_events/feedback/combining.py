"""Answers to several versions of a form seen as answers to one (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from o2o_events.feedback.forms import FormVersion
from o2o_events.feedback.queries import AnswerSet
from o2o_events.feedback.questions import CHOICES, OTHER, TEXTS, FormContent, Question

_FAMILIES: Final = dict.fromkeys(CHOICES - {"many"}, "one") | dict.fromkeys(TEXTS, "text")


@dataclass(frozen=True)
class Combined:
    """What was ever asked, as now worded; ``asked_in``: question -> numbers of the versions that ask it."""

    content: FormContent
    answers: tuple[AnswerSet, ...]
    asked_in: Mapping[str, frozenset[int]]


def combine(versions: Sequence[FormVersion], answers: Sequence[AnswerSet]) -> Combined:
    """The newest version's questions, then those that only older ones asked. ``versions`` from the oldest.

    Answers that were there once stay countable though they are no longer offered; a question whose kind has changed
    is one of its own for its older answers, under its code and the version's number.
    """
    newest = versions[-1]
    questions: dict[str, Question] = {question.code: question for question in newest.content.questions}
    asked: dict[str, set[int]] = {code: {newest.number} for code in questions}
    renamed: dict[int, dict[str, str]] = {}
    for version in reversed(versions[:-1]):
        for old in version.content.questions:
            code = old.code
            if code in questions and _family(questions[code]) != _family(old):
                code = f"{old.code}_v{version.number}"
                renamed.setdefault(version.number, {})[old.code] = code
            questions[code] = _widened(questions[code], old) if code in questions else replace(old, code=code)
            asked.setdefault(code, set()).add(version.number)
    sets = tuple(_renamed(answer, renamed.get(answer.version, {})) for answer in answers)
    content = replace(newest.content, questions=tuple(questions.values()))
    return Combined(content, sets, {code: frozenset(numbers) for code, numbers in asked.items()})


def _family(question: Question) -> str:
    return _FAMILIES.get(question.kind, question.kind)


def _widened(question: Question, old: Question) -> Question:
    codes = {option.code for option in question.options}
    options = (*question.options, *(option for option in old.options if option.code not in codes))
    bounds: dict[str, Any] = {}
    if question.kind == "rating" and None not in (question.lowest, question.highest, old.lowest, old.highest):
        bounds = {
            "lowest": min(question.lowest or 0, old.lowest or 0),
            "highest": max(question.highest or 0, old.highest or 0),
        }
    return replace(
        question,
        options=options,
        has_other=question.has_other or old.has_other,
        has_comment=question.has_comment or old.has_comment,
        is_whole=question.is_whole and old.is_whole,
        **bounds,
    )


def _renamed(answer: AnswerSet, names: Mapping[str, str]) -> AnswerSet:
    if not names:
        return answer
    endings = ("", f"_{OTHER}", "_comment")
    all_names = {code + ending: new + ending for code, new in names.items() for ending in endings}
    return replace(answer, answers={all_names.get(name, name): value for name, value in answer.answers.items()})
