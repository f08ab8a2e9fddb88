"""The session list of COSCUP and its sister conferences (``sessions``, ``speakers``, ``rooms``, each by id) (pure)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from o2o_events.agenda.formats.draft import (
    DraftAppearance,
    DraftRoom,
    DraftSession,
    DraftSpeaker,
    ProgrammeDraft,
)
from o2o_events.agenda.formats.frab import without_surrogates
from o2o_events.agenda.formats.problems import FIRST_YEAR, LAST_YEAR, Notes, as_text, is_length
from o2o_events.agenda.formats.times import read_iso
from o2o_events.agenda.formats.vocabulary import find_type, language_tag, role_in, type_of
from o2o_events.db.columns import LocalizedText
from o2o_events.i18n import _
from o2o_events.text import clean

SAYS = frozenset(
    {"title", "abstract", "track", "language", "state", "starts_at", "minutes", "room", "appearances", "extra"}
)
_LANGUAGES = {"zh": "zh-Hant", "en": "en", "vi": "vi", "es": "es", "ja": "ja", "ko": "ko"}


def is_such(tree: Any) -> bool:
    """Whether a JSON document has this shape."""
    return isinstance(tree, Mapping) and isinstance(tree.get("sessions"), list) and "schedule" not in tree


@dataclass
class _Reading:
    zone: ZoneInfo
    notes: Notes
    tracks: dict[str, LocalizedText]
    rooms: dict[str, DraftRoom]
    speakers: dict[str, DraftSpeaker] = field(default_factory=dict)
    refs: set[str] = field(default_factory=set)


def read_tree(tree: Mapping[str, Any], *, venue: ZoneInfo, notes: Notes) -> ProgrammeDraft:
    """The whole list. Texts are in Chinese and English there; a text that both share is kept once for both."""
    tracks = {_id(item): _names(item, notes, _("list of types")) for item in _items(tree.get("session_types"))}
    rooms = {}
    for item in _items(tree.get("rooms")):
        name = _names(item, notes, _("list of rooms")) or {"en": notes.line(_id(item), _("list of rooms"))}
        rooms[_id(item)] = DraftRoom(_id(item), name)
    reading = _Reading(venue, notes, tracks, rooms)
    for item in _items(tree.get("speakers")):
        _read_speaker(item, reading)
    sessions = [session for item in _items(tree["sessions"]) if (session := _read_session(item, reading))]
    return ProgrammeDraft(
        format="coscup-json",
        source="sessions.json",
        sessions=tuple(sessions),
        rooms=tuple(reading.rooms.values()),
        speakers=tuple(reading.speakers.values()),
        problems=tuple(notes.problems),
        says=SAYS,
        has_all_languages=True,
        is_whole=notes.is_whole,
        unread=frozenset(notes.unread),
    )


def _items(value: Any) -> Iterator[Mapping[str, Any]]:
    return (item for item in value if isinstance(item, Mapping)) if isinstance(value, list) else iter(())


def _id(item: Mapping[str, Any]) -> str:
    return clean(as_text(item.get("id")))


def _texts(item: Mapping[str, Any], name: str, place: str, notes: Notes, *, lines: bool = False) -> LocalizedText:
    read = notes.lines if lines else notes.line
    found = {}
    for key, tag in _LANGUAGES.items():
        part = item.get(key)
        if isinstance(part, Mapping) and (text := read(part.get(name), place, column=f"{key}.{name}")):
            found[tag] = text
    return found


def _names(item: Mapping[str, Any], notes: Notes, place: str) -> LocalizedText:
    return _texts(item, "name", place, notes)


def _read_speaker(item: Mapping[str, Any], reading: _Reading) -> None:
    ref = _id(item)
    place = _("speaker {id}").format(id=ref)
    names = _names(item, reading.notes, place)
    biography = _texts(item, "bio", place, reading.notes, lines=True)
    name = names.get("en") or next(iter(names.values()), "")
    if not ref or not name:
        reading.notes.tell(place, _("This speaker has no name. Give one in the other program, then import again."))
        return
    own = next((text for tag, text in names.items() if tag != "en" and text != name), "")
    reading.speakers[ref] = DraftSpeaker(ref, name, own, biography=biography)


def _read_session(item: Mapping[str, Any], reading: _Reading) -> DraftSession | None:
    notes, ref = reading.notes, _id(item)
    place = _("session {id}").format(id=ref or "?")
    title = _texts(item, "title", place, notes)
    if not title or not ref:
        words = _("This session has no title or no id. Give it both in the other program, then import again.")
        notes.lose(place, ref, words, value=next(iter(title.values()), ""))
        return None
    if ref in reading.refs:
        notes.tell(place, _("This session is in the file twice; the first one counts."), value=title)
        return None
    start, end = (read_iso(as_text(item.get(name)), reading.zone) for name in ("start", "end"))
    minutes = None if start is None or end is None else round((end - start).total_seconds() / 60)
    if start is None or minutes is None or not is_length(minutes) or not FIRST_YEAR <= start.year <= LAST_YEAR:
        words = _("It is not clear when this session is, or how long. Correct its start and end, then import again.")
        notes.lose(place, ref, words, value=f"{as_text(item.get('start'))} – {as_text(item.get('end'))}")
        return None
    reading.refs.add(ref)
    track, kind = _track_and_type(item, title, reading)
    return DraftSession(
        ref=ref,
        type=kind,
        title=title,
        minutes=minutes,
        starts_at=start.replace(second=0, microsecond=0),
        room=_room(item, reading, place),
        abstract=_texts(item, "description", place, notes, lines=True),
        track=track,
        language=language_tag(as_text(item.get("language"))),
        appearances=tuple(_appearances(item, kind, reading, place)),
        extra=_extra(item),
        place=place,
    )


def _track_and_type(item: Mapping[str, Any], title: LocalizedText, reading: _Reading) -> tuple[str, str]:
    """What this list calls a type is mostly a track; only a word that we know as a type is one."""
    code = clean(as_text(item.get("type")))
    names = reading.tracks.get(code, {})
    track = names.get("zh-Hant") or names.get("en") or code
    for name in names.values():
        if kind := find_type(name):
            return track, kind
    return track, type_of("", next(iter(title.values())))


def _room(item: Mapping[str, Any], reading: _Reading, place: str) -> str | None:
    ref = reading.notes.line(item.get("room"), place, column="room")
    if not ref:
        return None
    reading.rooms.setdefault(ref, DraftRoom(ref, {"en": ref}))
    return ref


def _appearances(item: Mapping[str, Any], kind: str, reading: _Reading, place: str) -> Iterator[DraftAppearance]:
    speakers = item.get("speakers")
    refs = [clean(as_text(ref)) for ref in speakers] if isinstance(speakers, list) else []
    for ref in dict.fromkeys(filter(None, refs)):
        if ref not in reading.speakers:
            words = _("The speaker “{id}” is not in the file’s list of speakers, and was left out.")
            reading.notes.tell(place, words.format(id=ref), column="speakers")
            continue
        yield DraftAppearance(ref, role_in(kind))


def _extra(item: Mapping[str, Any]) -> dict[str, Any]:
    known = {"id", "room", "start", "end", "speakers", *_LANGUAGES}
    kept = {name: value for name, value in item.items() if name not in known and value not in (None, "", [])}
    return {"coscup": without_surrogates(kept)} if kept and len(str(kept)) < 20_000 else {}
