"""The window's words for the answer to a scan."""

from o2o_events.checkin.answers import NOT_ON_THIS_DESK, ScanAnswer
from o2o_events.checkin.rules import NEVER_FORCED, Verdict
from o2o_events.i18n import _

_RETRY = frozenset({Verdict.UNREADABLE, Verdict.UNKNOWN, Verdict.NOT_A_BADGE})


def kind_of(answer: ScanAnswer) -> str:
    """How a verdict looks and sounds: accepted, exited, attention, again, retry or refused."""
    if answer.verdict is Verdict.ADMITTED:
        return "attention" if answer.attention else "accepted"
    if answer.verdict is Verdict.EXITED:
        return "exited"
    if answer.verdict is Verdict.DUPLICATE:
        return "again"
    return "retry" if answer.verdict in _RETRY else "refused"


def verdict_words(answer: ScanAnswer) -> str:
    """The few words of a verdict that are read from two metres."""
    match answer.verdict:
        case Verdict.ADMITTED if answer.forced:
            return _("Let in by the operator")
        case Verdict.ADMITTED:
            return _("Welcome")
        case Verdict.EXITED:
            return _("Goodbye")
        case Verdict.DUPLICATE:
            return _("Already in")
        case Verdict.NOT_A_BADGE:
            return _("Not a badge")
        case Verdict.UNREADABLE:
            return _("Scan again")
        case Verdict.FORGED:
            return _("Not genuine")
        case Verdict.FOREIGN:
            return _("Another project’s badge")
        case Verdict.UNKNOWN:
            return _("Unknown code")
        case Verdict.REVOKED:
            return _("Badge replaced or revoked")
        case Verdict.WITHDRAWN:
            return _("Withdrawn")
        case Verdict.NOT_CONFIRMED:
            return _("Not confirmed")
        case Verdict.BLOCKED:
            return _("Blocked")
        case Verdict.OTHER_EVENT:
            return _("Another event")
        case Verdict.WRONG_DAY:
            return _("Not for today")
        case Verdict.WRONG_CATEGORY:
            return _("Not at this checkpoint")
        case Verdict.TOO_EARLY:
            return _("Too early")
        case Verdict.TOO_LATE:
            return _("Too late")
        case Verdict.FULL:
            return _("Full")
        case Verdict.LIMIT:
            return _("Entries used up")


def attention_words(answer: ScanAnswer) -> str:
    """The note that the desk must read, or nothing."""
    if answer.attention == NOT_ON_THIS_DESK:
        return _("Registered at another desk: the name is not here yet.")
    return answer.attention or ""


def can_be_forced(answer: ScanAnswer) -> bool:
    """Whether the operator may let the person in all the same."""
    return not answer.accepted and answer.verdict not in NEVER_FORCED
