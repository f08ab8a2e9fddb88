"""What stands in a cell of the printed programme: a session with its people and slots, as paragraphs (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass

from o2o_events.agenda.programme import AgendaSession, Programme, Speaker, text_in
from o2o_events.agenda.session_types import PAUSES
from o2o_events.documents.colours import colour
from o2o_events.documents.paragraphs import Paragraph, Span, plain
from o2o_events.documents.programme_words import (
    Practices,
    belonging_of,
    first_name_of,
    language_word,
    own_name_of,
    parts_in,
    practice_line,
    role_word,
    room_name,
    slot_title,
    times,
    title_of,
    type_word,
)
from o2o_events.i18n import _, closest_language, speaking
from o2o_events.registers.events import Event

TITLE, TEXT, SMALL = 11, 9, 8
_SLOT_INDENT = 31


@dataclass(frozen=True)
class Printing:
    """A programme about to be printed: in which languages, and how much of it.

    ``tags`` are the languages of its texts, one or two; ``practices`` the words for each practice by its id.
    """

    programme: Programme
    event: Event
    practices: Practices
    tags: tuple[str, ...]
    with_abstracts: bool = False


def words_in(tag: str) -> str:
    """The language of our own words beside texts in this one."""
    return closest_language([tag])


def is_light(session: AgendaSession) -> bool:
    """Whether it is a pause like others: drawn light."""
    return session.type in PAUSES and not session.slots


def session_cell(
    printing: Printing, session: AgendaSession, tag: str, *, with_room: bool = True, with_times: bool = False
) -> tuple[Paragraph, ...]:
    """A session as one cell in one language."""
    with speaking(words_in(tag)):
        return tuple(_paragraphs(printing, session, tag, with_room, with_times))


def _paragraphs(
    printing: Printing, session: AgendaSession, tag: str, with_room: bool, with_times: bool
) -> Iterator[Paragraph]:
    time = _own_times(printing, session) if with_times else ""
    room = _room_of(printing, session, tag) if with_room else ""
    if is_light(session):
        yield _light_line(session, tag, time, room)
    else:
        yield _kind_line(session, time, room)
        yield Paragraph(
            (Span(title_of(session, tag), bold=True, colour=_ink(session)),), TITLE, is_struck=session.is_cancelled
        )
    yield from _people(printing.programme, session, None, 0)
    if printing.with_abstracts:
        yield from abstract(session, tag)
    yield from _slots(printing, session, tag)


def _own_times(printing: Printing, session: AgendaSession) -> str:
    return times(printing.event, session.starts_at, session.minutes) if session.starts_at else ""


def _ink(session: AgendaSession) -> str:
    return colour("quiet" if session.is_cancelled else "ink")


def _room_of(printing: Printing, session: AgendaSession, tag: str) -> str:
    room = printing.programme.rooms_by_id.get(session.room or "")
    if room is not None:
        return room_name(room, tag)
    return "" if is_light(session) else _("Room to be announced")


def _light_line(session: AgendaSession, tag: str, time: str, room: str) -> Paragraph:
    spans = [Span(f"{time}  ", colour=colour("quiet"))] if time else []
    spans.append(Span(title_of(session, tag), colour=_ink(session)))
    if room:
        spans += [Span(" · ", colour=colour("quiet")), Span(room, colour=colour("quiet"), is_whole=True)]
    return Paragraph((*_cancelled(session), *spans), TITLE - 1.5, is_struck=session.is_cancelled)


def _kind_line(session: AgendaSession, time: str, room: str) -> Paragraph:
    """When (where that is not said beside it), where, what kind, and what else there is to know."""
    rest = [type_word(session), session.track, language_word(session)]
    spans = [Span(time, bold=True)] if time else []
    if room:
        spans.append(Span(room, bold=True, colour=colour("accent")))
    spans.append(Span(" · ".join(filter(None, rest)), colour=colour("accent")))
    return Paragraph((*_cancelled(session), *_dotted(spans)), SMALL)


def _dotted(spans: list[Span]) -> Iterator[Span]:
    for place, span in enumerate(spans):
        if place:
            yield Span(" · ", colour=colour("quiet"))
        yield span


def _cancelled(session: AgendaSession) -> tuple[Span, ...]:
    if not session.is_cancelled:
        return ()
    return Span(_("Cancelled"), bold=True, colour=colour("danger")), Span(" · ", colour=colour("quiet"))


def abstract(session: AgendaSession, tag: str, size: float = SMALL) -> Iterator[Paragraph]:
    """The abstract's paragraphs; what stands on lines of its own keeps them."""
    for number, line in enumerate(filter(str.strip, text_in(session.abstract, tag).splitlines())):
        yield plain(line, size, colour=colour("quiet"), before=1 if number else 2)


def _people(programme: Programme, session: AgendaSession, slot: str | None, indent: float) -> Iterator[Paragraph]:
    for part, speaker in parts_in(programme, session, slot):
        yield Paragraph(tuple(person_spans(role_word(part.role), speaker)), TEXT, 1, indent)


def person_spans(role: str, speaker: Speaker) -> Iterator[Span]:
    """Role, name, and where they come from."""
    if role:
        yield Span(_("{role}:").format(role=role) + " ", colour=colour("quiet"))
    yield Span(first_name_of(speaker), bold=True)
    if own_name_of(speaker):
        yield Span(f" {own_name_of(speaker)}", is_whole=True)
    for text in belonging_of(speaker):
        yield Span(" · ", colour=colour("quiet"))
        yield Span(text, colour=colour("quiet"), is_whole=True)


def _slots(printing: Printing, session: AgendaSession, tag: str) -> Iterator[Paragraph]:
    for slot, starts_at in session.slot_times():
        label = None
        if starts_at is not None:
            label = Span(f"{printing.event.local(starts_at):%H:%M}", colour=colour("quiet"))
        title = slot_title(slot, printing.practices, tag) or _("Slot")
        yield Paragraph((Span(title, bold=True, colour=_ink(session)),), TEXT, 3, _SLOT_INDENT, label)
        practice = practice_line(slot, printing.practices, tag)
        if practice:
            yield Paragraph((Span(practice, colour=colour("quiet")),), TEXT, 0, _SLOT_INDENT)
        yield from _people(printing.programme, session, slot.id, _SLOT_INDENT)
