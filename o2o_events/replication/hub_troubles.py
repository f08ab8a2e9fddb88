"""Why the hub is away, in words: what the driver says in English is told in the reader's language (pure)."""

from o2o_events.i18n import _


def why_away(reason: str) -> str:
    """The driver's reason as one clause of ours; as it is where it is none that we know."""
    lowered = reason.lower()
    known = (
        (("connection refused",), _("nothing answers at this address")),
        (("timeout", "timed out", "stopped answering"), _("no answer in time")),
        (("resolve host", "translate host name", "name or service"), _("this network does not know the name")),
        (("unreachable", "no route to host"), _("this network does not lead there")),
        (("server closed the connection", "terminating connection", "shutting down", "starting up"), _("it stopped")),
        (("could not receive data", "connection reset", "broken pipe", "connection is lost"), _("it broke off")),
        (("too many connections", "remaining connection slots"), _("too many are connected to it")),
    )
    return next((words for signs, words in known if any(sign in lowered for sign in signs)), reason[:300])
