"""What a screen is to show, and in which languages."""

from dataclasses import dataclass

from o2o_events.agenda.programme import Programme
from o2o_events.i18n import LANGUAGES, language
from o2o_events.registers.events import Event

FOYER, DOOR, TIMER = "foyer", "door", "timer"


@dataclass(frozen=True)
class ScreenOptions:
    """``kind`` is foyer, door or timer; ``room`` an id, for door and timer.

    ``languages`` take turns, or with ``is_together`` stand side by side.
    """

    kind: str
    room: str | None = None
    languages: tuple[str, ...] = ("en",)
    is_together: bool = False


def languages_of(event: Event, programme: Programme) -> tuple[str, ...]:
    """The languages that an event's name or a session's title is written in; the window's own where there are none."""
    written = {tag for tag, text in event.name.items() if text}
    written |= {tag for session in programme.sessions for tag, text in session.title.items() if text}
    known = tuple(tag for tag in LANGUAGES if tag in written)
    return known or (language(),)
