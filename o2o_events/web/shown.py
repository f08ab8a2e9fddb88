"""A form as a page shows it: every text in one language, with what was typed and what is wrong (pure)."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from o2o_events.agenda.programme import text_in
from o2o_events.feedback.checking import LONGEST_ASIDE, LONGEST_TEXT, Problem
from o2o_events.feedback.questions import CHOICES, OTHER, SILENT, TEXTS, FormContent, Question
from o2o_events.i18n import _
from o2o_events.web.posted import QUESTION

Typed = Mapping[str, tuple[str, ...]]
"""Question's name (and ``<name>_other``, ``<name>_comment``) -> what was typed or ticked."""


@dataclass(frozen=True)
class ShownOption:
    """One answer to choose."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class ShownQuestion:
    """One question, heading or note, ready to be written out.

    ``name`` is of its field and the beginning of the ids about it; ``condition`` is the name of the question
    that decides whether it is asked, with its deciding answers as JSON, ``hint`` says the same in words.
    """

    name: str
    kind: str
    label: str
    help: str
    is_required: bool
    options: tuple[ShownOption, ...]
    ends: tuple[str, ...]
    value: str
    longest: int
    other: str | None
    comment: str | None
    problem: str
    condition: tuple[str, str] | None
    hint: str
    is_whole: bool = False
    has_focus: bool = False

    @property
    def described_by(self) -> str:
        """The ids of what else is to be read out with the question."""
        parts = (("help", self.help), ("hint", self.hint), ("problem", self.problem))
        return " ".join(f"{self.name}-{part}" for part, text in parts if text)


def show_questions(
    content: FormContent, language: str, typed: Typed, problems: Sequence[Problem]
) -> list[ShownQuestion]:
    """The form's questions in their order."""
    wrong = {problem.question: problem.message for problem in problems}
    by_code = {question.code: question for question in content.questions}
    shown = [_show(question, language, typed, wrong, by_code) for question in content.questions]
    first = next((question.name for question in shown if question.problem), None)
    return [replace(question, has_focus=question.name == first) for question in shown]


def _show(
    question: Question, language: str, typed: Typed, wrong: Mapping[str, str], by_code: Mapping[str, Question]
) -> ShownQuestion:
    given = typed.get(question.code, ())
    condition = question.show_if
    return ShownQuestion(
        name=QUESTION + question.code,
        kind=question.kind,
        label=text_in(question.label, language),
        help=text_in(question.help, language),
        is_required=question.is_required and question.kind not in SILENT,
        options=tuple(_options(question, language, given)),
        ends=tuple(text_in(end, language) for end in question.ends),
        value=given[0] if given else "",
        longest=LONGEST_TEXT[question.kind] if question.kind in TEXTS else LONGEST_ASIDE,
        other=_aside(question, OTHER, typed) if question.has_other else None,
        comment=_aside(question, "comment", typed) if question.has_comment else None,
        problem=wrong.get(question.code, ""),
        condition=(QUESTION + condition.question, json.dumps(condition.values)) if condition else None,
        is_whole=question.is_whole,
        hint=_hint(by_code.get(condition.question), condition.values, language) if condition else "",
    )


def _aside(question: Question, part: str, typed: Typed) -> str:
    return next(iter(typed.get(f"{question.code}_{part}", ())), "")


def _options(question: Question, language: str, given: Sequence[str]) -> Iterator[ShownOption]:
    if question.kind in CHOICES:
        for option in question.options:
            yield ShownOption(option.code, text_in(option.label, language) or option.code, option.code in given)
        if question.has_other:
            yield ShownOption(OTHER, _("Other"), OTHER in given)
    elif question.kind == "rating" and question.lowest is not None and question.highest is not None:
        for value in map(str, range(question.lowest, question.highest + 1)):
            yield ShownOption(value, value, value in given)


def _hint(question: Question | None, values: Sequence[str], language: str) -> str:
    """For whom the question is, for who sees all questions at once."""
    if question is None:
        return ""
    labels = {option.code: text_in(option.label, language) for option in question.options} | {OTHER: _("Other")}
    chosen = " / ".join(labels.get(value) or value for value in values)
    return _("Only if you answered “{answer}” to “{question}”.").format(
        answer=chosen, question=text_in(question.label, language)
    )
