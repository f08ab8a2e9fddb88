"""The kinds of sessions that APEC project events have."""

from o2o_events.i18n import _

CODES = (
    "registration",
    "opening",
    "keynote",
    "presentation",
    "best_practice",
    "panel",
    "q_and_a",
    "break",
    "lunch",
    "group_photo",
    "breakout",
    "policy_dialogue",
    "wrap_up",
    "evaluation",
    "closing",
    "reception",
    "site_visit",
)
PAUSES = frozenset({"registration", "break", "lunch", "group_photo", "reception"})
"""Sessions for everybody, without speakers or slots of their own."""


def label(code: str) -> str:
    """A session type's name in the present language."""
    names = {
        "registration": _("Registration"),
        "opening": _("Opening"),
        "keynote": _("Keynote"),
        "presentation": _("Presentation"),
        "best_practice": _("Best-practice slots"),
        "panel": _("Panel"),
        "q_and_a": _("Questions and answers"),
        "break": _("Break"),
        "lunch": _("Lunch"),
        "group_photo": _("Group photo"),
        "breakout": _("Breakout"),
        "policy_dialogue": _("Policy dialogue"),
        "wrap_up": _("Wrap-up"),
        "evaluation": _("Evaluation"),
        "closing": _("Closing"),
        "reception": _("Reception"),
        "site_visit": _("Site visit"),
    }
    return names[code]
