"""One thing that is wrong in a programme: its kind, how bad it is, its sentence, and what to open to put it right."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from o2o_events.agenda import roles
from o2o_events.agenda.programme import AgendaSession, Room, Slot, Speaker
from o2o_events.i18n import _, ngettext

Span = tuple[float, float]
"""From and until, in seconds since 1970."""

SEVERITIES = ("error", "warning", "hint")
SEVERITY = {
    "room_twice": "error",
    "speaker_twice": "error",
    "moderator_twice": "error",
    "interpreter_twice": "error",
    "speaker_unavailable": "error",
    "not_an_event_day": "error",
    "slots_too_long": "error",
    "no_time_to_change_room": "warning",
    "during_break": "warning",
    "room_too_small": "warning",
    "outside_day": "warning",
    "practice_without_presenter": "warning",
    "without_room": "warning",
}
"""Every kind of clash, with how bad it is: an error cannot take place, a warning can but should not."""


class Way(NamedTuple):
    """What to open: the table of a record and its id."""

    subject: str
    id: str


@dataclass(frozen=True)
class About:
    """What a clash's sentence speaks of. ``span`` is when; ``roles`` go with the sessions; ``amounts`` are figures."""

    sessions: tuple[AgendaSession, ...]
    zone: ZoneInfo
    slot: Slot | None = None
    speaker: Speaker | None = None
    room: Room | None = None
    span: Span | None = None
    roles: tuple[str, ...] = ()
    amounts: tuple[int, ...] = ()
    hours: tuple[str, str] | None = None


@dataclass(frozen=True)
class Clash:
    """Something wrong in a programme; two are equal where kind, sessions, slot, speaker and room are.

    ``sessions`` are ids, by start (a break for everybody first); ``way`` leads to the last of them, or to the slot.
    """

    kind: str
    sessions: tuple[str, ...]
    slot: str | None
    speaker: str | None
    room: str | None
    way: Way
    about: About = field(compare=False, repr=False)

    @property
    def severity(self) -> str:
        """One of ``SEVERITIES``."""
        return SEVERITY[self.kind]

    @property
    def message(self) -> str:
        """What is wrong and what to do, in the present language."""
        return _SENTENCES[self.kind](self.about)


def make_clash(kind: str, about: About) -> Clash:
    """A clash from what it is about."""
    slot = about.slot.id if about.slot else None
    return Clash(
        kind,
        tuple([session.id for session in about.sessions]),
        slot,
        about.speaker.id if about.speaker else None,
        about.room.id if about.room else None,
        Way("slot", slot) if slot else Way("agenda_session", about.sessions[-1].id),
        about,
    )


def kind_label(kind: str) -> str:
    """A kind of clash in a few words, in the present language."""
    names = {
        "room_twice": _("Room in use twice"),
        "speaker_twice": _("Speaker in two places"),
        "moderator_twice": _("Moderator in two places"),
        "interpreter_twice": _("Interpreter in two places"),
        "speaker_unavailable": _("Speaker not available"),
        "not_an_event_day": _("Not a day of the event"),
        "slots_too_long": _("Slots longer than the session"),
        "no_time_to_change_room": _("No time to change room"),
        "during_break": _("During a break for everybody"),
        "room_too_small": _("Room too small"),
        "outside_day": _("Outside the hours of the day"),
        "practice_without_presenter": _("Best practice without presenter"),
        "without_room": _("Session without room"),
    }
    return names[kind]


def severity_label(severity: str) -> str:
    """How bad it is, in one word of the present language."""
    return {"error": _("Error"), "warning": _("Warning"), "hint": _("Hint")}[severity]


def when(span: Span, zone: ZoneInfo) -> str:
    """A stretch of time in venue time, such as 2016-03-17 10:00–10:30."""
    start, end = (datetime.fromtimestamp(moment, UTC).astimezone(zone) for moment in span)
    if start == end:
        return f"{start:%Y-%m-%d %H:%M}"
    last = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M}–{last}"


def _when(about: About) -> str:
    return when(about.span, about.zone) if about.span else ""


def _room_twice(about: About) -> str:
    assert about.room is not None
    return _("“{first}” and “{second}” are both in {room}, {when}. Move one of them.").format(
        first=about.sessions[0].label, second=about.sessions[1].label, room=about.room.label, when=_when(about)
    )


def _person_twice(about: About) -> str:
    assert about.speaker is not None
    return _(
        "{name} is in “{first}” ({first_role}) and in “{second}” ({second_role}) at the same time, {when}. "
        "Move one of them, or choose somebody else."
    ).format(
        name=about.speaker.name,
        first=about.sessions[0].label,
        first_role=roles.label(about.roles[0]),
        second=about.sessions[1].label,
        second_role=roles.label(about.roles[1]),
        when=_when(about),
    )


def _no_time_to_change_room(about: About) -> str:
    assert about.speaker is not None
    gap, needed = about.amounts
    return _(
        "{name} has {gap} minutes to go from “{first}” to “{second}” in another room, and {needed} are needed. "
        "Start the second one later, or use one room for both."
    ).format(
        name=about.speaker.name,
        gap=gap,
        first=about.sessions[0].label,
        second=about.sessions[1].label,
        needed=needed,
    )


def _during_break(about: About) -> str:
    return _(
        "“{second}” and “{first}”, which is for everybody, are at the same time, {when}. Move one of them."
    ).format(first=about.sessions[0].label, second=about.sessions[1].label, when=_when(about))


def _speaker_unavailable(about: About) -> str:
    assert about.speaker is not None
    return _(
        "{name} is not available for all of “{session}”, {when}. Move it, choose somebody else, "
        "or change when {name} is available."
    ).format(name=about.speaker.name, session=about.sessions[0].label, when=_when(about))


def _room_too_small(about: About) -> str:
    assert about.room is not None
    expected, seats = about.amounts
    return ngettext(
        "{room} has {seats} seat, but {expected} people are expected for “{session}”. Choose a larger room.",
        "{room} has {seats} seats, but {expected} people are expected for “{session}”. Choose a larger room.",
        seats,
    ).format(room=about.room.label, seats=seats, expected=expected, session=about.sessions[0].label)


def _not_an_event_day(about: About) -> str:
    return _("“{session}” is on a day that the event does not have, {when}. Move it to a day of the event.").format(
        session=about.sessions[0].label, when=_when(about)
    )


def _outside_day(about: About) -> str:
    session = about.sessions[0].label
    if about.hours is None:
        return _("“{session}” goes on after midnight, {when}. Start it earlier, or make it shorter.").format(
            session=session, when=_when(about)
        )
    opens, closes = about.hours
    return _("“{session}” is outside the hours of the day ({opens}–{closes}), {when}. Move it.").format(
        session=session, opens=opens, closes=closes, when=_when(about)
    )


def _slots_too_long(about: About) -> str:
    slots, session = about.amounts
    return _(
        "The slots of “{session}” take {slots} minutes together, and the session has {minutes}. "
        "Shorten a slot, or make the session {more} minutes longer."
    ).format(session=about.sessions[0].label, slots=slots, minutes=session, more=slots - session)


def _practice_without_presenter(about: About) -> str:
    session = about.sessions[0].label
    if about.slot is None:
        return _("The best practice “{session}” has no presenter. Add one.").format(session=session)
    return _("The best practice “{slot}” in “{session}” has no presenter. Add one.").format(
        slot=about.slot.label, session=session
    )


def _without_room(about: About) -> str:
    return _("“{session}” has a time, {when}, but no room. Choose a room.").format(
        session=about.sessions[0].label, when=_when(about)
    )


_SENTENCES: dict[str, Callable[[About], str]] = {
    "room_twice": _room_twice,
    "speaker_twice": _person_twice,
    "moderator_twice": _person_twice,
    "interpreter_twice": _person_twice,
    "speaker_unavailable": _speaker_unavailable,
    "not_an_event_day": _not_an_event_day,
    "slots_too_long": _slots_too_long,
    "no_time_to_change_room": _no_time_to_change_room,
    "during_break": _during_break,
    "room_too_small": _room_too_small,
    "outside_day": _outside_day,
    "practice_without_presenter": _practice_without_presenter,
    "without_room": _without_room,
}
