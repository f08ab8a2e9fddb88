"""A form's questions as plain values, and their one stored shape.

What a form asks is a flat list: sections and notes stand between the questions. Conditions look back only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from o2o_events.db.columns import LocalizedText

KINDS: Final = (
    "agreement",
    "rating",
    "one",
    "many",
    "number",
    "short_text",
    "long_text",
    "section",
    "note",
)
"""agreement: one of the scale's options; rating: a whole number from 1 to ``highest``; one, many: of ``options``."""
CHOICES: Final = frozenset({"agreement", "one", "many"})
TEXTS: Final = frozenset({"short_text", "long_text"})
SILENT: Final = frozenset({"section", "note"})
"""Nothing is answered there."""
OTHER: Final = "other"
"""The option that is answered in one's own words; the words stand beside it, under ``<question>_other``."""


@dataclass(frozen=True)
class Option:
    """An answer to choose. ``code`` is what is stored; ``is_positive`` counts towards "% positive"."""

    code: str
    label: LocalizedText
    is_positive: bool = False


@dataclass(frozen=True)
class Condition:
    """Ask only when an earlier question's answer is one of the values (for many: has one of them)."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question, section heading or note. ``code`` is its name in answers: a letter, then letters, digits, _.

    ``lowest`` and ``highest`` bound a number or a rating, ``is_whole`` a number to whole ones; ``pairs_with`` names
    the question before of which this one is the after (knowledge before and after); ``ends`` are the words at both
    ends of a rating, from lowest to highest.
    """

    code: str
    kind: str
    label: LocalizedText
    help: LocalizedText = field(default_factory=dict)
    is_required: bool = False
    options: tuple[Option, ...] = ()
    has_other: bool = False
    has_comment: bool = False
    lowest: int | None = None
    highest: int | None = None
    is_whole: bool = False
    ends: tuple[LocalizedText, ...] = ()
    show_if: Condition | None = None
    pairs_with: str = ""
    barrier_field: str = ""


@dataclass(frozen=True)
class FormContent:
    """What one version of a form asks, and what it says before and after. ``languages`` in the order offered."""

    languages: tuple[str, ...]
    title: LocalizedText
    introduction: LocalizedText = field(default_factory=dict)
    thanks: LocalizedText = field(default_factory=dict)
    questions: tuple[Question, ...] = ()


Answers = Mapping[str, Any]
"""Question code -> stored answer: option code, list of option codes, whole or decimal number, or text.

The words of another option are under ``<code>_other``, a comment under ``<code>_comment``.
"""


def is_asked(question: Question, answers: Answers) -> bool:
    """Whether the question is asked of somebody who has answered so."""
    return is_met(question.show_if, answers)


def is_met(condition: Condition | None, answers: Answers) -> bool:
    """Whether a condition lets its question be asked after these answers; without one it is asked always."""
    if condition is None:
        return True
    given = answers.get(condition.question)
    chosen: Sequence[object] = given if isinstance(given, list) else [given]
    return any(str(value) in condition.values for value in chosen if value is not None)
