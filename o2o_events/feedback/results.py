"""What the answers say: counts, means, shares, gains; small groups kept back (pure)."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from o2o_events.feedback.queries import AnswerSet
from o2o_events.feedback.questions import (
    CHOICES,
    OTHER,
    SILENT,
    TEXTS,
    Condition,
    FormContent,
    Question,
    is_asked,
    is_met,
)

_MEASURED: Final = frozenset({"rating", "number"})
SMALLEST_GROUP: Final = 5
"""Cuts with fewer answers are kept back where answers carry no name."""


@dataclass(frozen=True)
class Choice:
    """How often one answer was chosen. ``code`` is the option's, or the number of a rating as text."""

    code: str
    count: int
    is_positive: bool


@dataclass(frozen=True)
class TextAnswer:
    """What somebody wrote. ``part`` is "" for the answer, other or comment for what stands beside it."""

    answer: str
    text: str
    part: str = ""


@dataclass(frozen=True)
class QuestionResult:
    """One question: ``n`` answered it, ``blanks`` were asked and did not.

    ``mean`` is of ratings and numbers; ``positive`` the share (0 to 1) of positive answers among ``n``.
    """

    question: Question
    n: int
    blanks: int
    choices: tuple[Choice, ...] = ()
    mean: float | None = None
    positive: float | None = None
    texts: tuple[TextAnswer, ...] = ()


@dataclass(frozen=True)
class Gain:
    """How much an answer after lies above the one before; only of those who gave both."""

    before: Question
    after: Question
    n: int
    mean: float | None


@dataclass(frozen=True)
class Group:
    """The answers of one group, or that they are kept back: then ``results`` is None and ``n`` is not to be shown."""

    key: str | None
    n: int | None
    results: tuple[QuestionResult, ...] | None


AskedIn = Mapping[str, Mapping[str, Condition | None]]
"""Question -> the id of each version that asks it -> on what condition; without all this the present one holds."""


def summarise(
    content: FormContent, answers: Sequence[AnswerSet], asked_in: AskedIn | None = None
) -> list[QuestionResult]:
    """The result of every question, in the form's order."""
    return [
        _result(question, [answer for answer in answers if _was_asked(question, answer, asked_in)])
        for question in content.questions
        if question.kind not in SILENT
    ]


def _was_asked(question: Question, answer: AnswerSet, asked_in: AskedIn | None) -> bool:
    """Whether the version that somebody had before them asked the question after their answers."""
    if asked_in is None:
        return is_asked(question, answer.answers)
    versions = asked_in[question.code]
    return answer.version_id in versions and is_met(versions[answer.version_id], answer.answers)


def _result(question: Question, asked: Sequence[AnswerSet]) -> QuestionResult:
    given = [answer.answers[question.code] for answer in asked if question.code in answer.answers]
    choices = _choices(question, given)
    return QuestionResult(
        question=question,
        n=len(given),
        blanks=len(asked) - len(given),
        choices=choices,
        mean=mean(given) if question.kind in _MEASURED else None,
        positive=_positive_share(question, choices, len(given)),
        texts=tuple(_texts(question, asked)),
    )


def _choices(question: Question, given: Sequence[Any]) -> tuple[Choice, ...]:
    counts = Counter(str(code) for value in given for code in (value if isinstance(value, list) else [value]))
    return tuple(Choice(code, counts[code], is_positive) for code, is_positive in _possible(question))


def _possible(question: Question) -> list[tuple[str, bool]]:
    if question.kind in CHOICES:
        options = [(option.code, option.is_positive) for option in question.options]
        return options + [(OTHER, False)] * question.has_other
    if question.kind == "rating" and question.lowest is not None and question.highest is not None:
        middle = (question.lowest + question.highest) / 2
        return [(str(value), value > middle) for value in range(question.lowest, question.highest + 1)]
    return []


def _positive_share(question: Question, choices: Sequence[Choice], n: int) -> float | None:
    """None where no answer is better than another, or none was given. A rating above the middle is positive."""
    if not n or question.kind == "many" or not any(choice.is_positive for choice in choices):
        return None
    return sum(choice.count for choice in choices if choice.is_positive) / n


def _texts(question: Question, asked: Iterable[AnswerSet]) -> Iterable[TextAnswer]:
    parts = {"": question.kind in TEXTS, OTHER: question.has_other, "comment": question.has_comment}
    for answer in asked:
        for part, is_there in parts.items():
            text = answer.answers.get(f"{question.code}_{part}" if part else question.code)
            if is_there and isinstance(text, str):
                yield TextAnswer(answer.id, text, part)


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean; None of nothing."""
    return sum(values) / len(values) if values else None


def gains(content: FormContent, answers: Sequence[AnswerSet]) -> list[Gain]:
    """The gain of every pair of questions before and after, of those who answered both."""
    by_code = {question.code: question for question in content.questions}
    found = []
    for after in content.questions:
        before = by_code.get(after.pairs_with)
        if before is not None and _are_comparable(before, after):
            pairs = [a.answers for a in answers if before.code in a.answers and after.code in a.answers]
            steps = [pair[after.code] - pair[before.code] for pair in pairs]
            found.append(Gain(before, after, len(steps), mean(steps)))
    return found


def _are_comparable(before: Question, after: Question) -> bool:
    """Whether one answer may be taken from the other: numbers of another scale mean another thing."""
    if before.kind == after.kind == "rating":
        return (before.lowest, before.highest) == (after.lowest, after.highest)
    return before.kind == after.kind == "number"


def gains_between(
    before: tuple[FormContent, Mapping[str, AnswerSet]], after: tuple[FormContent, Mapping[str, AnswerSet]]
) -> list[Gain]:
    """The gain of every question that two forms share, of the persons (by id) who answered both."""
    earlier = {question.code: question for question in before[0].questions if question.kind in _MEASURED}
    people = before[1].keys() & after[1].keys()
    found = []
    for question in after[0].questions:
        old = earlier.get(question.code)
        if old is not None and _are_comparable(old, question):
            pairs = [(before[1][who].answers, after[1][who].answers) for who in sorted(people)]
            steps = [b[old.code] - a[old.code] for a, b in pairs if old.code in a and old.code in b]
            found.append(Gain(old, question, len(steps), mean(steps)))
    return found


def summarise_groups(
    content: FormContent,
    answers: Sequence[AnswerSet],
    *,
    key: Callable[[AnswerSet], str | None],
    is_named: bool,
    asked_in: AskedIn | None = None,
) -> list[Group]:
    """The results of each group, largest first, those who said nothing last.

    Without names, groups below ``SMALLEST_GROUP`` are kept back, and one more where the last one kept back could be
    worked out from the total; likewise each question in which fewer members of a group answered: it is missing there.
    """
    members: dict[str | None, list[AnswerSet]] = {}
    for answer in answers:
        members.setdefault(key(answer), []).append(answer)
    hidden = set() if is_named else kept_back({group: len(of) for group, of in members.items()})
    results = {group: summarise(content, of, asked_in) for group, of in members.items()}
    shown = {group: tuple(found) for group, found in results.items()}
    if not is_named:
        shown = _without_small(results, hidden)
    order = sorted(members, key=lambda group: (group is None, -len(members[group]), group or ""))
    return [
        Group(group, None, None) if group in hidden else Group(group, len(members[group]), shown[group])
        for group in order
    ]


def _without_small(
    results: Mapping[str | None, list[QuestionResult]], hidden: set[Hashable]
) -> dict[str | None, tuple[QuestionResult, ...]]:
    """The results of each group without the questions that too few of it answered."""
    shown: dict[str | None, list[QuestionResult]] = {group: [] for group in results}
    for place in range(len(next(iter(results.values()), []))):
        small = kept_back({group: found[place].n for group, found in results.items()}, hidden)
        for group, found in results.items():
            if group not in small:
                shown[group].append(found[place])
    return {group: tuple(found) for group, found in shown.items()}


def kept_back(sizes: Mapping[Any, int], hidden: Collection[Hashable] = ()) -> set[Hashable]:
    """The groups whose figures are not shown: small ones, and so many more that those cannot be worked out.

    ``hidden`` are groups that are kept back already.
    """
    small: set[Hashable] = {
        group for group, size in sizes.items() if size and (size < SMALLEST_GROUP or group in hidden)
    }
    rest = sorted((group for group in sizes if sizes[group] and group not in small), key=lambda g: (sizes[g], str(g)))
    if small and rest and (len(small) == 1 or sum(sizes[group] for group in small) < SMALLEST_GROUP):
        small.add(rest[0])
    return small | set(hidden)


def response_rate(answered: int, checked_in: int) -> float | None:
    """Forms to people checked in; None where nobody was. It may pass 1: walk-ins answer, badges are missed."""
    return answered / checked_in if checked_in else None
