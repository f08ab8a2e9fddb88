"""What a form's content must be so that it can be asked, and what it lacks in a language (pure)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from o2o_events.db.columns import LocalizedText
from o2o_events.errors import UserError
from o2o_events.feedback.questions import CHOICES, KINDS, OTHER, SILENT, FormContent, Question
from o2o_events.i18n import _

MOST_QUESTIONS: Final = 200
MOST_OPTIONS: Final = 300
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}")
_OPTION: Final = re.compile(r"[A-Za-z0-9_.-]{1,60}")


def check_content(content: FormContent) -> None:
    """Raises ``UserError`` for the first thing that keeps the form from being asked."""
    for problem in content_problems(content):
        raise UserError(problem)


def content_problems(content: FormContent) -> Iterator[str]:
    """What keeps the form from being asked, in words."""
    if not content.languages:
        yield _("A form needs at least one language.")
    if not any(content.title.values()):
        yield _("A form needs a title. Type one, such as “Evaluation of the workshop”.")
    if not any(question.kind not in SILENT for question in content.questions):
        yield _("A form needs at least one question. Add one.")
    if len(content.questions) > MOST_QUESTIONS:
        yield _("A form has at most {n} questions. Split it in two.").format(n=MOST_QUESTIONS)
    seen: dict[str, Question] = {}
    for question in content.questions:
        yield from _question_problems(question, seen)
        seen[question.code] = question


def _question_problems(question: Question, before: dict[str, Question]) -> Iterator[str]:
    code = question.code
    if not _CODE.fullmatch(code) or code.endswith((f"_{OTHER}", "_comment")):
        yield _("“{code}” is no name for a question. Use letters, digits and _, with a letter first.").format(code=code)
    if code in before:
        yield _("Two questions are named “{code}”. Give each its own name.").format(code=code)
    if question.kind not in KINDS:
        yield _("“{kind}” is no kind of question.").format(kind=question.kind)
    if not any(question.label.values()):
        yield _("The question “{code}” has no text. Type what it asks.").format(code=code)
    if question.kind in CHOICES:
        yield from _option_problems(question)
    yield from _bound_problems(question)
    if question.show_if:
        yield from _condition_problems(question, before)


def _option_problems(question: Question) -> Iterator[str]:
    codes = [option.code for option in question.options]
    if len(codes) + question.has_other < 2:
        yield _("The question “{code}” needs at least two answers to choose from.").format(code=question.code)
    if len(codes) > MOST_OPTIONS:
        yield _("The question “{code}” has more than {n} answers.").format(code=question.code, n=MOST_OPTIONS)
    if len(set(codes)) < len(codes) or (question.has_other and OTHER in codes):
        yield _("Two answers of “{code}” have the same code. Give each its own.").format(code=question.code)
    for code in codes:
        if not _OPTION.fullmatch(code):
            yield _("“{option}” is no code for an answer of “{code}”. Use letters, digits, _ . and -.").format(
                option=code, code=question.code
            )


def _bound_problems(question: Question) -> Iterator[str]:
    lowest, highest = question.lowest, question.highest
    if question.kind == "rating":
        if lowest is None or highest is None or not 1 <= highest - lowest <= 10:
            yield _("The rating “{code}” needs a lowest and a highest number, at most ten apart.").format(
                code=question.code
            )
    elif lowest is not None and highest is not None and lowest > highest:
        yield _("The lowest number of “{code}” is above the highest.").format(code=question.code)


def _condition_problems(question: Question, before: dict[str, Question]) -> Iterator[str]:
    assert question.show_if is not None
    other = before.get(question.show_if.question)
    if other is None or other.kind in SILENT:
        yield _("“{code}” is shown by the answer to “{other}”, which does not come before it.").format(
            code=question.code, other=question.show_if.question
        )
    elif not question.show_if.values:
        yield _("“{code}” is shown for no answer at all. Choose for which.").format(code=question.code)


@dataclass(frozen=True)
class Missing:
    """A text that a form lacks in one of its languages. ``question`` is "" for the form's own texts."""

    language: str
    question: str
    text: str


def missing_texts(content: FormContent) -> list[Missing]:
    """Every text that is there in one language and not in another that the form offers."""
    return [
        Missing(language, code, next(t for t in text.values() if t))
        for code, text in _texts(content)
        if any(text.values())
        for language in content.languages
        if not text.get(language)
    ]


def _texts(content: FormContent) -> Iterator[tuple[str, LocalizedText]]:
    for text in (content.title, content.introduction, content.thanks):
        yield "", text
    for question in content.questions:
        yield question.code, question.label
        yield question.code, question.help
        for option in question.options:
            yield question.code, option.label
        for end in question.ends:
            yield question.code, end
