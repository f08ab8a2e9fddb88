"""Changing what a form asks: each step takes a content and answers another (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from o2o_events.db.columns import LocalizedText
from o2o_events.feedback.questions import CHOICES, Condition, FormContent, Option, Question

_TEXT_PARTS: Final = ("title", "introduction", "thanks")


@dataclass(frozen=True)
class TextPlace:
    """Where a text of a form stands: ``question`` is None for the form's own; ``part`` is title, introduction,
    thanks, label, help, option or end; ``place`` counts options and ends."""

    question: int | None
    part: str
    place: int = 0


def list_texts(content: FormContent) -> Iterator[tuple[TextPlace, LocalizedText]]:
    """Every text of the form in reading order, empty help texts and introductions left out."""
    for part in _TEXT_PARTS:
        text = getattr(content, part)
        if part == "title" or any(text.values()):
            yield TextPlace(None, part), text
    for number, question in enumerate(content.questions):
        yield TextPlace(number, "label"), question.label
        if any(question.help.values()):
            yield TextPlace(number, "help"), question.help
        for place, option in enumerate(question.options):
            yield TextPlace(number, "option", place), option.label
        for place, end in enumerate(question.ends):
            yield TextPlace(number, "end", place), end


def read_text_at(content: FormContent, where: TextPlace) -> LocalizedText:
    """The text at a place, in all its languages."""
    if where.question is None:
        own: LocalizedText = getattr(content, where.part)
        return own
    question = content.questions[where.question]
    if where.part == "option":
        return question.options[where.place].label
    if where.part == "end":
        return question.ends[where.place] if where.place < len(question.ends) else {}
    text: LocalizedText = getattr(question, where.part)
    return text


def write_text_at(content: FormContent, where: TextPlace, language: str, words: str) -> FormContent:
    """The content with a text in one language changed; an empty one is taken out."""
    text = {tag: value for tag, value in read_text_at(content, where).items() if tag != language}
    if words.strip():
        text[language] = words.strip()
    if where.question is None:
        return _with(content, where.part, text)
    question = content.questions[where.question]
    if where.part == "option":
        options = list(question.options)
        options[where.place] = replace(options[where.place], label=text)
        changed = replace(question, options=tuple(options))
    elif where.part == "end":
        ends: list[LocalizedText] = [*question.ends, *[{}] * (2 - len(question.ends))]
        ends[where.place] = text
        changed = replace(question, ends=tuple(ends) if any(map(bool, ends)) else ())
    elif where.part == "label":
        changed = replace(question, label=text)
    else:
        changed = replace(question, help=text)
    return put_question(content, where.question, changed)


def _with(content: FormContent, part: str, text: LocalizedText) -> FormContent:
    if part == "title":
        return replace(content, title=text)
    return replace(content, introduction=text) if part == "introduction" else replace(content, thanks=text)


def put_question(content: FormContent, number: int, question: Question) -> FormContent:
    """The content with a question changed; what points to it by its name follows a new one."""
    old = content.questions[number]
    questions = list(content.questions)
    questions[number] = question
    if question.code != old.code:
        questions = [_pointed(other, old.code, question.code) for other in questions]
    return replace(content, questions=tuple(questions))


def _pointed(question: Question, old: str, new: str) -> Question:
    if question.show_if is not None and question.show_if.question == old:
        question = replace(question, show_if=replace(question.show_if, question=new))
    return replace(question, pairs_with=new) if question.pairs_with == old else question


def add_question(content: FormContent, question: Question, after: int | None = None) -> FormContent:
    """The content with a question after another, at the end without one. Its name is made free where it is taken."""
    place = len(content.questions) if after is None else after + 1
    made = replace(question, code=free_code(content, question.code))
    return replace(content, questions=(*content.questions[:place], made, *content.questions[place:]))


def free_code(content: FormContent, wanted: str) -> str:
    """The wanted name, with a number where a question has it already."""
    taken = {question.code for question in content.questions}
    stem = wanted.rstrip("0123456789").rstrip("_") or "q"
    names = (wanted, *(f"{stem}_{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def remove_question(content: FormContent, number: int) -> FormContent:
    """The content without a question; those that hung on its answer are then always asked."""
    gone = content.questions[number].code
    left = [question for place, question in enumerate(content.questions) if place != number]
    return replace(content, questions=tuple(_freed(question, gone) for question in left))


def _freed(question: Question, gone: str) -> Question:
    if question.show_if is not None and question.show_if.question == gone:
        question = replace(question, show_if=None)
    return replace(question, pairs_with="") if question.pairs_with == gone else question


def order_questions(content: FormContent, order: Sequence[int]) -> FormContent:
    """The content with its questions in another order, given by their present places."""
    if sorted(order) != list(range(len(content.questions))):
        raise ValueError(order)
    return replace(content, questions=tuple(content.questions[place] for place in order))


def add_language(content: FormContent, language: str) -> FormContent:
    """Offers the form in one more language; its texts are then missing."""
    return content if language in content.languages else replace(content, languages=(*content.languages, language))


def remove_language(content: FormContent, language: str) -> FormContent:
    """No longer offers a language; its texts stay, in case it comes back."""
    return replace(content, languages=tuple(tag for tag in content.languages if tag != language))


def set_options(question: Question, options: Sequence[Option]) -> Question:
    """The question with other options."""
    return replace(question, options=tuple(options))


def free_option(question: Question) -> Option:
    """A new option without words."""
    taken = {option.code for option in question.options}
    number = next(n for n in range(len(taken) + 1, 2 * len(taken) + 3) if f"option_{n}" not in taken)
    return Option(f"option_{number}", {})


def set_condition(question: Question, earlier: str, values: Sequence[str]) -> Question:
    """The question asked only after these answers to an earlier one; always without one."""
    return replace(question, show_if=Condition(earlier, tuple(values)) if earlier else None)


def turn_kind(question: Question, kind: str, scale: Sequence[Option]) -> Question:
    """The question as another kind: what the new kind knows stays. ``scale`` are the options of an agreement."""
    is_choice = kind in CHOICES
    options = question.options
    if is_choice and not options:
        options = tuple(scale) if kind == "agreement" else (Option("option_1", {}), Option("option_2", {}))
    bounds = (1, 5) if kind == "rating" and question.kind != "rating" else (question.lowest, question.highest)
    return replace(
        question,
        kind=kind,
        options=options if is_choice else (),
        has_other=question.has_other and is_choice and kind != "agreement",
        has_comment=question.has_comment and kind not in ("section", "note"),
        is_required=question.is_required and kind not in ("section", "note"),
        lowest=bounds[0] if kind in ("rating", "number") else None,
        highest=bounds[1] if kind in ("rating", "number") else None,
        is_whole=question.is_whole and kind == "number",
        ends=question.ends if kind == "rating" else (),
        pairs_with=question.pairs_with if kind == "rating" else "",
    )
