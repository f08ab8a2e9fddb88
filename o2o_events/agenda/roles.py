"""What somebody does in a session."""

from o2o_events.i18n import _

CODES = ("chair", "speaker", "keynote", "moderator", "panelist", "presenter", "rapporteur", "interpreter")


def label(code: str) -> str:
    """A role's name in the present language."""
    names = {
        "chair": _("Chair"),
        "speaker": _("Speaker"),
        "keynote": _("Keynote speaker"),
        "moderator": _("Moderator"),
        "panelist": _("Panelist"),
        "presenter": _("Presenter"),
        "rapporteur": _("Rapporteur"),
        "interpreter": _("Interpreter"),
    }
    return names[code]
