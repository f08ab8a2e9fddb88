"""Answers to several versions of a form seen as answers to one (pure)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from o2o_events.feedback.forms import FormVersion
from o2o_events.feedback.queries import AnswerSet
from o2o_events.feedback.questions import CHOICES, OTHER, TEXTS, Condition, FormContent, Question

_FAMILIES: Final = dict.fromkeys(CHOICES - {"many"}, "one") | dict.fromkeys(TEXTS, "text")


@dataclass(frozen=True)
class Combined:
    """What was ever asked, as now worded; ``asked_in``: question -> number of each version that asks it -> on what
    condition it does."""

    content: FormContent
    answers: tuple[AnswerSet, ...]
    asked_in: Mapping[str, Mapping[str, Condition | None]]


def combine(versions: Sequence[FormVersion], answers: Sequence[AnswerSet]) -> Combined:
    """The newest version's questions, then those that only older ones with answers asked. ``versions`` from the oldest.

    Answers that were there once stay countable though they are no longer offered; a question whose kind or
    scale has changed is one of its own for its older answers, under its code and the version's number.
    """
    newest = versions[-1]
    questions: dict[str, Question] = {question.code: question for question in newest.content.questions}
    asked: dict[str, dict[str, Condition | None]] = {
        code: {newest.id: question.show_if} for code, question in questions.items()
    }
    renamed: dict[str, dict[str, str]] = {}
    answered = {answer.version_id for answer in answers}
    for version in reversed([version for version in versions[:-1] if version.id in answered]):
        names = renamed.setdefault(version.id, {})
        for old in version.content.questions:
            code = old.code
            if code in questions and _family(questions[code]) != _family(old):
                code = names[old.code] = f"{old.code}_v{version.number}"
            own = _pointed(replace(old, code=code), names)
            questions[code] = _widened(questions[code], own) if code in questions else own
            asked.setdefault(code, {})[version.id] = own.show_if
    sets = tuple(_renamed(answer, renamed.get(answer.version_id, {})) for answer in answers)
    content = replace(newest.content, questions=tuple(questions.values()))
    return Combined(content, sets, asked)


def _pointed(question: Question, names: Mapping[str, str]) -> Question:
    """The question with what it hangs on under the names that those have here."""
    condition, pair = question.show_if, question.pairs_with
    if condition is not None:
        condition = replace(condition, question=names.get(condition.question, condition.question))
    return replace(question, show_if=condition, pairs_with=names.get(pair, pair))


def _family(question: Question) -> tuple[object, ...]:
    """What must be the same for answers to be counted together: numbers of another scale mean another thing."""
    if question.kind == "rating":
        return question.kind, question.lowest, question.highest
    return (_FAMILIES.get(question.kind, question.kind),)


def _widened(question: Question, old: Question) -> Question:
    codes = {option.code for option in question.options}
    options = (*question.options, *(option for option in old.options if option.code not in codes))
    return replace(
        question,
        options=options,
        has_other=question.has_other or old.has_other,
        has_comment=question.has_comment or old.has_comment,
        is_whole=question.is_whole and old.is_whole,
    )


def _renamed(answer: AnswerSet, names: Mapping[str, str]) -> AnswerSet:
    if not names:
        return answer
    endings = ("", f"_{OTHER}", "_comment")
    all_names = {code + ending: new + ending for code, new in names.items() for ending in endings}
    return replace(answer, answers={all_names.get(name, name): value for name, value in answer.answers.items()})
