"""What a printed programme says, in the language of the block it is called in."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Protocol

from babel.dates import format_date, format_interval

from o2o_events.agenda import roles, session_types
from o2o_events.agenda.programme import AgendaSession, Appearance, Programme, Room, Slot, Speaker, text_in
from o2o_events.db.columns import LocalizedText
from o2o_events.documents.numbers import babel_locale
from o2o_events.i18n import LANGUAGES, _, language
from o2o_events.registers.economies import BY_CODE, economy_name
from o2o_events.registers.events import Event

_ORDER = ("chair", "moderator", "keynote", "speaker", "presenter", "panelist", "rapporteur", "interpreter")
"""In which those who take part in a session are named."""


class Released(Protocol):
    """A released version of the agenda."""

    @property
    def number(self) -> int: ...

    @property
    def released_at(self) -> datetime: ...


def long_day(day: date) -> str:
    """A day with its weekday, as it is written in the present language."""
    return format_date(day, "full", locale=babel_locale())


def short_day(day: date) -> str:
    return format_date(day, "long", locale=babel_locale())


def days_of_event(days: tuple[date, ...]) -> str:
    """The first day to the last."""
    if len(days) == 1:
        return long_day(days[0])
    if (days[0].year, days[0].month) != (days[-1].year, days[-1].month):
        return f"{short_day(days[0])} – {short_day(days[-1])}"
    if language() == "zh-Hant":
        return format_interval(days[0], days[-1], "yMMMMd", locale=babel_locale())
    return f"{days[0].day}–{short_day(days[-1])}"  # in our other languages a date begins with the day


def day_title(programme: Programme, day: date) -> str:
    """A day with its number where the event has several."""
    if len(programme.days) > 1 and day in programme.days:
        number = programme.days.index(day) + 1
        return _("Day {number}: {day}").format(number=number, day=long_day(day))
    return long_day(day)


def times(event: Event, starts_at: datetime, minutes: int) -> str:
    """From when to when, in venue time."""
    end = starts_at + timedelta(minutes=minutes)
    return f"{event.local(starts_at):%H:%M}–{event.local(end):%H:%M}"


def type_word(session: AgendaSession) -> str:
    """The session's type; one that a later version wrote stays as it is."""
    return session_types.label(session.type) if session.type in session_types.CODES else session.type


def role_word(role: str) -> str:
    return roles.label(role) if role in roles.CODES else role


def language_word(session: AgendaSession) -> str:
    """The session's own language, where it is stated."""
    return LANGUAGES.get(session.language, session.language)


def title_of(session: AgendaSession, tag: str) -> str:
    """The session's title; its type where it has none."""
    return text_in(session.title, tag) or type_word(session)


PRACTICE_DASH = " – "
"""Between a practice's title and whose it is."""
Practices = Mapping[str, str] | Mapping[str, LocalizedText]
"""The words for each best practice by its id, the same in every language or in each its own."""


def practice_of(slot: Slot, practices: Practices, tag: str) -> str:
    """The words for a slot's best practice; "" where it has none."""
    words = practices.get(slot.practice or "", "")
    return words if isinstance(words, str) else text_in(words, tag)


def practice_line(slot: Slot, practices: Practices, tag: str) -> str:
    """What is said of a slot's best practice under its title, without saying that title again."""
    words = practice_of(slot, practices, tag)
    said = words.removeprefix(slot_title(slot, practices, tag)).removeprefix(PRACTICE_DASH)
    return _("Best practice: {practice}").format(practice=said) if said else ""


def slot_title(slot: Slot, practices: Practices, tag: str) -> str:
    return text_in(slot.title, tag) or practice_of(slot, practices, tag)


def room_name(room: Room, tag: str) -> str:
    return text_in(room.name, tag)


def name_of(speaker: Speaker) -> str:
    """The name, with the one in own script beside it."""
    return " ".join(filter(None, (first_name_of(speaker), own_name_of(speaker))))


def first_name_of(speaker: Speaker) -> str:
    return speaker.name or speaker.own_script_name


def own_name_of(speaker: Speaker) -> str:
    """The name in own script, in brackets, where it is another."""
    own = speaker.own_script_name
    return f"({own})" if own and own != first_name_of(speaker) else ""


def belonging_of(speaker: Speaker) -> list[str]:
    """Position, organisation and economy, as far as they are known."""
    economy = economy_name(speaker.economy) if speaker.economy in BY_CODE else speaker.economy or ""
    return [text for text in (speaker.position, speaker.organisation, economy) if text]


def parts_in(programme: Programme, session: AgendaSession, slot: str | None) -> Iterator[tuple[Appearance, Speaker]]:
    """Who takes part in the whole session (or in one slot), in the order in which they are named."""
    wanted = [part for part in session.appearances if part.slot == slot]
    ranks = {role: rank for rank, role in enumerate(_ORDER)}
    for part in sorted(wanted, key=lambda part: (ranks.get(part.role, len(ranks)), part.position)):
        if part.speaker in programme.speakers_by_id:
            yield part, programme.speakers_by_id[part.speaker]


def zone_line(event: Event) -> str:
    """Which clock the times go by."""
    first = datetime.combine(event.days[0], datetime.min.time(), event.zone)
    offset = f"{first:%z}"
    shown = f"UTC{offset[:3]}:{offset[3:]}"
    return _("All times are venue time ({offset}).").format(offset=shown)


def version_line(event: Event, release: Released | None) -> str:
    """Which version of the programme this is, and since when; a draft says so."""
    if release is None:
        return _("Draft: not released, and may still change")
    day = short_day(event.day_of(release.released_at))
    return _("Version {number}, released on {day}").format(number=release.number, day=day)


def place_of(event: Event) -> list[str]:
    """The venue and its economy."""
    return [text for text in (event.venue, economy_name(event.economy)) if text]
