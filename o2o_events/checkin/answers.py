"""What a scan is answered: fields for programs, one sentence for people."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from o2o_events.checkin.rules import ACCEPTED, Verdict
from o2o_events.i18n import _

NOT_ON_THIS_DESK = "not_on_this_desk"


@dataclass(frozen=True)
class ScanAnswer:
    """The answer to one scan. Everything but ``message`` is the same in every language.

    ``boundary``, ``right_days`` and ``right_event`` are what the sentence names besides; ``zone`` is
    the venue's.
    """

    scan: str | None
    verdict: Verdict
    person: str | None
    registration: str | None
    name: str | None
    own_script_name: str | None
    organisation: str | None
    economy: str | None
    category: str | None
    badge: str | None
    event: str
    checkpoint: str
    direction: str
    at: datetime
    day: date
    zone: ZoneInfo
    first_at: datetime | None = None
    first_desk: str | None = None
    forced: bool = False
    force_asked: bool = False
    attention: str | None = None
    boundary: datetime | None = None
    right_days: tuple[date, ...] = ()
    right_event: str | None = None

    @property
    def accepted(self) -> bool:
        return self.verdict in ACCEPTED

    @property
    def message(self) -> str:
        """One sentence in the present language, with what to do next where the answer is no."""
        return _sentence(self)

    def to_json(self) -> dict[str, Any]:
        """The verdict object that other programs read."""
        return {
            "scan": self.scan,
            "verdict": str(self.verdict),
            "accepted": self.accepted,
            "person": self.person,
            "name": self.name,
            "organisation": self.organisation,
            "economy": self.economy,
            "category": self.category,
            "badge": self.badge,
            "event": self.event,
            "checkpoint": self.checkpoint,
            "direction": self.direction,
            "at": self.at,
            "first_at": self.first_at,
            "first_desk": self.first_desk,
            "forced": self.forced,
            "force_asked": self.force_asked,
            "attention": self.attention,
            "message": self.message,
            "day": self.day,
        }


def _sentence(answer: ScanAnswer) -> str:
    name = answer.name or _("Badge {code}").format(code=answer.badge)
    match answer.verdict:
        case Verdict.ADMITTED if answer.attention == NOT_ON_THIS_DESK:
            return _("{name}: genuine badge, registered at another desk. Let them in.").format(name=name)
        case Verdict.ADMITTED if answer.forced:
            return _("{name} was let in by the operator’s decision.").format(name=name)
        case Verdict.ADMITTED:
            return _("Welcome, {name}.").format(name=name)
        case Verdict.EXITED:
            return _("Goodbye, {name}.").format(name=name)
        case Verdict.DUPLICATE:
            return _("{name} is already in since {time}, by {desk}. Check who holds the badge.").format(
                name=name, time=_moment(answer.first_at, answer), desk=answer.first_desk
            )
        case Verdict.NOT_A_BADGE:
            return _("This is no badge. Search for the person by name.")
        case Verdict.UNREADABLE:
            return _("The badge was not read completely. Scan it again.")
        case Verdict.FORGED:
            return _("This badge is not genuine: its signature is wrong. Scan it again, then ask the organiser.")
        case Verdict.FOREIGN:
            return _("This badge belongs to another project. Search for the person by name.")
        case Verdict.UNKNOWN:
            return _("No badge here has the code “{code}”. Check it, or search by name.").format(code=answer.badge)
        case Verdict.REVOKED:
            return _("{name}: this badge was replaced or revoked. Ask for the new one, or print one.").format(name=name)
        case Verdict.WITHDRAWN:
            return _("{name} has withdrawn. Ask the organiser before letting them in.").format(name=name)
        case Verdict.NOT_CONFIRMED:
            return _("{name} is not confirmed yet. Ask the organiser to confirm the registration.").format(name=name)
        case Verdict.BLOCKED:
            return _("{name} is blocked. Do not let them in; call the organiser.").format(name=name)
        case Verdict.OTHER_EVENT:
            return _("{name} is registered for another event ({event}). Register them here, or send them on.").format(
                name=name, event=answer.right_event or "?"
            )
        case Verdict.WRONG_DAY:
            if not answer.right_days:
                return _("{name} is registered for no day of this event. Correct the registration.").format(name=name)
            days = ", ".join(day.isoformat() for day in answer.right_days)
            return _("{name} is not registered for this day but for: {days}.").format(name=name, days=days)
        case Verdict.WRONG_CATEGORY:
            return _("{name}: this checkpoint is for other categories. Send them to the right one.").format(name=name)
        case Verdict.TOO_EARLY:
            return _("{name} is too early: it opens at {time}.").format(
                name=name, time=_moment(answer.boundary, answer)
            )
        case Verdict.TOO_LATE:
            return _("{name} is too late: it closed at {time}.").format(
                name=name, time=_moment(answer.boundary, answer)
            )
        case Verdict.FULL:
            return _("“{checkpoint}” is full. {name} has to wait until somebody leaves.").format(
                name=name, checkpoint=answer.checkpoint
            )
        case Verdict.LIMIT if answer.boundary:
            return _("{name} was here a moment ago. Next time from {time}.").format(
                name=name, time=_moment(answer.boundary, answer)
            )
        case Verdict.LIMIT:
            return _("{name} has used up the entries for “{checkpoint}”.").format(
                name=name, checkpoint=answer.checkpoint
            )


def _moment(moment: datetime | None, answer: ScanAnswer) -> str:
    """The venue's time of day, with the date where it is another day."""
    if moment is None:
        return "?"
    local = moment.astimezone(answer.zone)
    return f"{local:%H:%M}" if local.date() == answer.day else f"{local:%Y-%m-%d %H:%M}"
