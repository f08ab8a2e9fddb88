"""What people are told for the codes that records keep."""

from o2o_events.i18n import _


def gender_word(code: str) -> str:
    words = {
        "female": _("Female"),
        "male": _("Male"),
        "another_term": _("Another term"),
        "not_stated": _("Not stated"),
    }
    return words.get(code, code)


def status_word(code: str) -> str:
    words = {
        "registered": _("Registered"),
        "confirmed": _("Confirmed"),
        "not_confirmed": _("Not confirmed"),
        "waitlisted": _("On the waiting list"),
        "withdrawn": _("Withdrawn"),
        "blocked": _("Blocked"),
    }
    return words.get(code, code)
