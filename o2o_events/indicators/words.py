"""What reports say for the codes that records keep, in the present language."""

from typing import Final

from o2o_events.i18n import _
from o2o_events.indicators.values import ParticipantRule
from o2o_events.registers.categories import Category

GENDERS: Final = ("male", "female", "another_term", "not_stated")
"""The columns of every table by gender, in their order."""


def gender_word(code: str) -> str:
    return {
        "male": _("Male"),
        "female": _("Female"),
        "another_term": _("Another term"),
        "not_stated": _("Not stated"),
    }[gender_of(code)]


def gender_of(code: str) -> str:
    """The column that a stated gender is counted in."""
    return code if code in GENDERS else "not_stated"


def rule_words(rule: ParticipantRule, categories: list[Category]) -> str:
    """Who counts as a participant, and who does not: it stands under every table."""
    counted = "; ".join(c.label for c in categories if c.code in rule.categories)
    others = "; ".join(c.label for c in categories if c.code not in rule.categories)
    if not others:
        return _("Everybody counts as a participant, whatever the category.")
    return _("Counted as participants: {counted}. Not counted: {others}.").format(counted=counted or "–", others=others)


def yes_no(value: bool | None) -> str:
    """Yes, no, or that it is not stated."""
    if value is None:
        return _("not stated")
    return _("yes") if value else _("no")


def percent(share: float) -> str:
    """With one decimal, rounded down: a share below a target never looks like it."""
    return f"{int(1000 * share + 1e-9) / 10:.1f} %"
