"""The programme as a PDF: the whole event, one day, one room's door sheet, or one speaker's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from o2o_events.agenda.programme import Programme, Room, Speaker
from o2o_events.db.columns import LocalizedText
from o2o_events.documents.output import appearing_whole
from o2o_events.documents.paper_flow import Page, Part, missing_in, paginate
from o2o_events.documents.programme_cells import Printing, words_in
from o2o_events.documents.programme_door import days_of_room, door_pages
from o2o_events.documents.programme_pages import Sheet, paper_size, write_pages
from o2o_events.documents.programme_rows import days_shown, in_each
from o2o_events.documents.programme_speaker import speaker_parts
from o2o_events.documents.programme_whole import day_parts, event_name, whole_parts
from o2o_events.documents.programme_words import Practices, Released, room_name, version_line
from o2o_events.errors import UserError
from o2o_events.i18n import LANGUAGES, _, language, speaking
from o2o_events.registers.events import Event
from o2o_events.text import fold


@dataclass(frozen=True)
class WrittenProgramme:
    """What was written. ``missing`` are characters that no font has: letters among them are drawn as a box."""

    file: Path
    pages: int
    missing: str


def export_programme(
    programme: Programme,
    *,
    event: Event,
    file: Path,
    practices: Practices,
    release: Released | None = None,
    day: date | None = None,
    room: str | None = None,
    speaker: str | None = None,
    languages: Sequence[str] = (),
    paper: str = "A4",
    with_abstracts: bool = False,
    made_at: datetime | None = None,
) -> WrittenProgramme:
    """Writes the programme as a PDF; an existing file is replaced in one step.

    ``practices`` holds the words for each best practice by its id. Without ``release`` every page says that it is a
    draft. ``room`` makes that room's door sheet, ``speaker`` what one speaker takes part in (an id, or a name);
    ``day`` leaves the other days out. ``languages`` are one or two tags, the present language without.
    Raises ``UserError`` for a room, a speaker, a day, a paper or languages that cannot be.
    """
    if room is not None and speaker is not None:
        raise UserError(_("A door sheet is for one room, a speaker’s programme for one speaker. Ask for one of them."))
    size = paper_size(paper)
    printing = Printing(programme, event, practices, _check_languages(programme, event, languages), with_abstracts)
    _check_day(printing, day)
    door = None if room is None else find_room(programme, room)
    person = None if speaker is None else find_speaker(programme, speaker)
    with speaking(words_in(printing.tags[0])):
        sheet = _sheet(printing, release, size, door, person, made_at)
        pages = _pages(printing, release, sheet, day, door, person)
        with appearing_whole(file) as part:
            write_pages(part, sheet, pages)
    return WrittenProgramme(file, len(pages), missing_in(pages))


def _pages(
    printing: Printing,
    release: Released | None,
    sheet: Sheet,
    day: date | None,
    room: Room | None,
    person: Speaker | None,
) -> list[Page]:
    days = [day] if day else []
    if room is not None:
        return door_pages(printing, room, days or days_of_room(printing, room), sheet.width, sheet.room)
    parts: list[Part]
    if person is not None:
        parts = speaker_parts(printing, release, person, days or days_shown(printing), sheet.width)
    elif day is not None:
        parts = day_parts(printing, release, day, sheet.width)
    else:
        parts = whole_parts(printing, release, sheet.width)
    return paginate(parts, first=sheet.room, full=sheet.room)


def _sheet(
    printing: Printing,
    release: Released | None,
    size: tuple[float, float],
    room: Room | None,
    person: Speaker | None,
    made_at: datetime | None,
) -> Sheet:
    event = printing.event
    names = " / ".join(in_each(printing, lambda tag: event_name(printing, tag)))
    subject = room_name(room, printing.tags[0]) if room else person.name if person else ""
    foot = [version_line(event, release)]
    if made_at is not None:
        foot.append(_("Made {moment}").format(moment=f"{event.local(made_at):%Y-%m-%d %H:%M}"))
    return Sheet(
        size,
        title=" – ".join(filter(None, (_("Programme: {event}").format(event=names), subject))),
        head=" – ".join(filter(None, (event_name(printing, printing.tags[0]), subject))),
        foot=" · ".join([names, *foot] if room else foot),
        draft="" if release else " / ".join(in_each(printing, lambda _tag: _("DRAFT"))),
        language=language(),
    )


def _check_languages(programme: Programme, event: Event, tags: Sequence[str]) -> tuple[str, ...]:
    """The languages asked for, each once; the present one where none is."""
    wanted = tuple(dict.fromkeys(tags)) or (language(),)
    if len(wanted) > 2:
        raise UserError(_("A programme is printed in one language or in two. Give at most two."))
    known = [*LANGUAGES, *sorted(_languages_of(programme, event) - set(LANGUAGES))]
    for tag in wanted:
        if tag not in known:
            raise UserError(
                _("Nothing here is written in the language “{tag}”. Choose among: {tags}.").format(
                    tag=tag, tags=", ".join(known)
                )
            )
    return wanted


def _languages_of(programme: Programme, event: Event) -> set[str]:
    texts: list[LocalizedText] = [event.name]
    texts += [text for session in programme.sessions for text in (session.title, session.abstract)]
    texts += [slot.title for session in programme.sessions for slot in session.slots]
    texts += [room.name for room in programme.rooms]
    return {tag for text in texts for tag, words in text.items() if words}


def _check_day(printing: Printing, day: date | None) -> None:
    days = days_shown(printing)
    if day is not None and day not in days:
        raise UserError(
            _("{day} is none of the event’s days. Choose one of: {days}.").format(
                day=day.isoformat(), days=", ".join(one.isoformat() for one in days)
            )
        )


def find_room(programme: Programme, wanted: str) -> Room:
    """A room by its id or its name in any language. Raises ``UserError`` with the rooms there are."""
    found = [room for room in programme.rooms if room.id == wanted] or [
        room for room in programme.rooms if _is_named(wanted, room.name.values())
    ]
    if not programme.rooms:
        raise UserError(
            _("There is no room yet. Add one with “agenda room add”."),
            in_window=_("There is no room yet. Add one on the page “Agenda” first."),
        )
    if len(found) != 1:
        raise UserError(
            _("“{room}” names no single room. Choose one of: {rooms}.").format(
                room=wanted, rooms="; ".join(room.label for room in programme.rooms)
            )
        )
    return found[0]


def find_speaker(programme: Programme, wanted: str) -> Speaker:
    """A speaker by their id, or their name in any script. Raises ``UserError`` where it is not one."""
    speakers = programme.speakers
    found = [speaker for speaker in speakers if speaker.id == wanted] or [
        speaker for speaker in speakers if _is_named(wanted, (speaker.name, speaker.own_script_name))
    ]
    if not found:
        near = [s.name for s in speakers if fold(wanted) and fold(wanted) in fold(s.name)][:10]
        if near:
            raise UserError(
                _("There is no speaker “{name}”. Perhaps you mean: {names}.").format(name=wanted, names="; ".join(near))
            )
        raise UserError(_("There is no speaker “{name}” in this programme. Look at the names.").format(name=wanted))
    if len(found) > 1:
        ids = "; ".join(f"{speaker.name} – {speaker.organisation}: {speaker.id}" for speaker in found)
        raise UserError(_("Several speakers are called “{name}”. Give the id: {ids}.").format(name=wanted, ids=ids))
    return found[0]


def _is_named(wanted: str, names: Iterable[str]) -> bool:
    return any(name and fold(" ".join(name.split())) == fold(" ".join(wanted.split())) for name in names)
