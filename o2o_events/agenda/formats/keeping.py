"""What a format has no place for, kept whole beside it, and put together again with what people changed (pure).

Our files carry the programme twice: as other programs read it, and whole as JSON. When such a file comes back, what
is shown in it is compared with what we would have shown: where it differs, somebody edited the file, and that counts.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from o2o_events.agenda import roles, session_types
from o2o_events.agenda.formats.draft import (
    DraftAppearance,
    DraftRoom,
    DraftSession,
    DraftSlot,
    DraftSpeaker,
    Heading,
    ProgrammeDraft,
)
from o2o_events.agenda.formats.frab import without_surrogates
from o2o_events.agenda.formats.problems import is_length
from o2o_events.agenda.formats.times import find_zone
from o2o_events.db.columns import LocalizedText
from o2o_events.i18n import LANGUAGES
from o2o_events.registers.economies import BY_CODE
from o2o_events.registers.texts import LONGEST_TEXT
from o2o_events.text import clean, clean_lines

VERSION: Final = 1


def to_kept(draft: ProgrammeDraft) -> dict[str, Any]:
    """A draft of ours as JSON values."""
    heading = draft.heading
    assert heading is not None, "a draft that is written says what it is of"
    return {
        "version": VERSION,
        "language": draft.language,
        "event": {
            "code": heading.code,
            "title": heading.title,
            "venue": heading.venue,
            "timezone": heading.timezone,
            "days": [day.isoformat() for day in heading.days],
            "made_at": heading.made_at.astimezone(UTC).isoformat(),
        },
        "rooms": [_filled(id=r.id, ref=r.ref, name=r.name, capacity=r.capacity) for r in draft.rooms],
        "speakers": [_speaker(speaker) for speaker in draft.speakers],
        "sessions": [session_to_kept(session) for session in draft.sessions],
    }


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", {}, [])}


def _speaker(speaker: DraftSpeaker) -> dict[str, Any]:
    available = speaker.available
    times = None if available is None else [[a.isoformat(), b.isoformat()] for a, b in available]
    return _filled(
        id=speaker.id,
        ref=speaker.ref,
        name=speaker.name,
        own_script_name=speaker.own_script_name,
        economy=speaker.economy,
        organisation=speaker.organisation,
        position=speaker.position,
        biography=speaker.biography,
        available=times,
    )


def session_to_kept(session: DraftSession) -> dict[str, Any]:
    """One session as JSON values."""
    return _filled(
        id=session.id,
        ref=session.ref,
        type=session.type,
        title=session.title,
        minutes=session.minutes,
        starts_at=session.starts_at and session.starts_at.astimezone(UTC).isoformat(),
        room=session.room,
        abstract=session.abstract,
        track=session.track,
        language=session.language,
        expected=session.expected,
        state=session.state,
        sequence=session.sequence,
        appearances=_parts(session.appearances),
        slots=[
            _filled(
                id=slot.id,
                ref=slot.ref,
                title=slot.title,
                minutes=slot.minutes,
                practice=slot.practice,
                appearances=_parts(slot.appearances),
            )
            for slot in session.slots
        ],
        extra=dict(session.extra),
    )


def _parts(appearances: tuple[DraftAppearance, ...]) -> list[dict[str, Any]]:
    return [_filled(id=a.id, speaker=a.speaker, role=a.role) for a in appearances]


def from_kept(value: Any) -> ProgrammeDraft | None:
    """The draft again; None where somebody damaged it, so that the file counts as another program's."""
    try:
        return _draft(value)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError):
        return None


def _draft(value: Mapping[str, Any]) -> ProgrammeDraft:
    if value["version"] != VERSION:
        raise ValueError(value["version"])
    event = value["event"]
    if find_zone(_line(event["timezone"])) is None:
        raise ValueError(event["timezone"])
    heading = Heading(
        _line(event["code"]),
        _line(event["title"]),
        _line(event.get("venue", "")),
        event["timezone"],
        tuple(date.fromisoformat(day) for day in event["days"]),
        _moment(event["made_at"]),
    )
    rooms = [
        DraftRoom(_line(r.get("ref", "")), _texts(r["name"]), _count(r.get("capacity")), _line(r["id"]))
        for r in value["rooms"]
    ]
    return ProgrammeDraft(
        format="ours",
        source="o2o-events",
        rooms=tuple(rooms),
        speakers=tuple(map(_read_speaker, value["speakers"])),
        sessions=tuple(map(session_from_kept, value["sessions"])),
        has_all_languages=True,
        is_ours=True,
        heading=heading,
        language=_one_of(value["language"], LANGUAGES),
    )


def _line(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return clean(value)[:1_000]


def _texts(value: Any) -> LocalizedText:
    if not all(isinstance(tag, str) and isinstance(text, str) for tag, text in value.items()):
        raise TypeError(value)
    return {clean(tag)[:40]: clean_lines(text)[:LONGEST_TEXT] for tag, text in value.items()}


def _count(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000_000:
        raise TypeError(value)
    return value


def _minutes(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not is_length(value):
        raise TypeError(value)
    return value


def _moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment.astimezone(UTC)


def _one_of(value: Any, codes: Any) -> str:
    if value not in codes:
        raise ValueError(value)
    return str(value)


def _read_speaker(value: Mapping[str, Any]) -> DraftSpeaker:
    times = value.get("available")
    return DraftSpeaker(
        _line(value.get("ref", "")),
        _line(value["name"]),
        _line(value.get("own_script_name", "")),
        None if value.get("economy") is None else _one_of(value["economy"], BY_CODE),
        _line(value.get("organisation", "")),
        _line(value.get("position", "")),
        _texts(value.get("biography", {})),
        None if times is None else tuple((_moment(start), _moment(end)) for start, end in times),
        _line(value["id"]),
    )


def session_from_kept(value: Mapping[str, Any]) -> DraftSession:
    """One session again. Raises what ``from_kept`` takes for damage."""
    return DraftSession(
        ref=_line(value.get("ref", "")),
        type=_one_of(value["type"], session_types.CODES),
        title=_texts(value["title"]),
        minutes=_minutes(value["minutes"]),
        starts_at=_moment(value["starts_at"]) if value.get("starts_at") else None,
        room=_line(value["room"]) if value.get("room") else None,
        abstract=_texts(value.get("abstract", {})),
        track=_line(value.get("track", "")),
        language=_line(value.get("language", "")),
        expected=_count(value.get("expected")),
        state=_one_of(value.get("state", "planned"), ("planned", "cancelled")),
        sequence=_count(value.get("sequence")),
        slots=tuple(
            DraftSlot(
                _line(slot.get("ref", "")),
                _texts(slot["title"]),
                _minutes(slot["minutes"]),
                _line(slot["practice"]) if slot.get("practice") else None,
                _read_parts(slot),
                _line(slot["id"]),
            )
            for slot in value.get("slots", ())
        ),
        appearances=_read_parts(value),
        extra=dict(without_surrogates(value.get("extra", {}))),
        id=_line(value["id"]),
    )


def _read_parts(value: Mapping[str, Any]) -> tuple[DraftAppearance, ...]:
    return tuple(
        DraftAppearance(_line(a["speaker"]), _one_of(a["role"], roles.CODES), _line(a.get("id", "")))
        for a in value.get("appearances", ())
    )


def restored(
    read: ProgrammeDraft, kept: ProgrammeDraft, shown: ProgrammeDraft, own: Mapping[str, str]
) -> ProgrammeDraft:
    """The kept programme with what was changed in the file since.

    ``read`` is what the file shows, ``shown`` what it showed when it was written; ``own`` brings the ids of the
    format to ours.
    """
    return _Restoring(read, kept, shown, own).draft()


class _Restoring:
    """One file that came back."""

    def __init__(
        self, read: ProgrammeDraft, kept: ProgrammeDraft, shown: ProgrammeDraft, own: Mapping[str, str]
    ) -> None:
        self.read, self.kept, self.own = read, kept, own
        self.shown = {session.ref: session for session in shown.sessions}
        self.new_rooms: dict[str, DraftRoom] = {}
        self.new_speakers: dict[str, DraftSpeaker] = {}
        self.read_rooms = {room.key: room for room in read.rooms}
        self.shown_rooms = {room.key: room for room in shown.rooms}
        self.read_speakers = {speaker.key: speaker for speaker in read.speakers}
        self.shown_speakers = {speaker.key: speaker for speaker in shown.speakers}

    def draft(self) -> ProgrammeDraft:
        kept = {session.id: session for session in self.kept.sessions}
        found = {self.own.get(session.ref, ""): session for session in self.read.sessions}
        lost = {self.own[ref] for ref in self.read.unread if ref in self.own}
        sessions = []
        for session in self.kept.sessions:
            if session.id in found:
                sessions.append(self._session(found[session.id], session))
            elif not self._was_shown(session.id) or session.id in lost or not self.read.is_whole:
                sessions.append(session)
        sessions += [self._new(session) for session in self.read.sessions if self.own.get(session.ref, "") not in kept]
        return replace(
            self.kept,
            format=self.read.format,
            rooms=(*self.kept.rooms, *self.new_rooms.values()),
            speakers=(*self.kept.speakers, *self.new_speakers.values()),
            sessions=tuple(sessions),
            problems=self.read.problems,
            is_whole=self.read.is_whole,
            unread=frozenset(lost),
        )

    def _was_shown(self, own: str) -> bool:
        return any(self.own.get(ref) == own for ref in self.shown)

    def _session(self, read: DraftSession, kept: DraftSession) -> DraftSession:
        shown = self.shown[read.ref]
        changes: dict[str, Any] = {"place": read.place}
        for name in ("type", "minutes", "starts_at", "track", "language", "state"):
            if name in self.read.says and getattr(read, name) != getattr(shown, name):
                changes[name] = getattr(read, name)
        for name in ("title", "abstract"):
            if set(getattr(read, name).values()) != set(getattr(shown, name).values()):
                changes[name] = self._text(getattr(read, name), getattr(kept, name))
        if self._room_name(read, self.read_rooms) != self._room_name(shown, self.shown_rooms):
            changes["room"] = self._room(read)
        if "appearances" in self.read.says:
            changes |= self._parts(read, shown, kept)
        return replace(kept, **changes)

    def _text(self, read: LocalizedText, kept: LocalizedText) -> LocalizedText:
        """The edited text in the language that was shown; the others stay."""
        if not read:
            return {}
        tag = self.kept.language if self.kept.language in kept else "en" if "en" in kept else next(iter(kept), "")
        return kept | {tag or next(iter(read)): next(iter(read.values()))}

    def _room_name(self, session: DraftSession, rooms: Mapping[str, DraftRoom]) -> str:
        room = rooms.get(session.room or "")
        return next(iter(room.name.values()), "") if room else ""

    def _room(self, session: DraftSession) -> str | None:
        name = self._room_name(session, self.read_rooms)
        if not name:
            return None
        for room in self.kept.rooms:
            if name in room.name.values():
                return room.key
        return self.new_rooms.setdefault(name, replace(self.read_rooms[session.room or ""], ref=name)).key

    def _parts(self, read: DraftSession, shown: DraftSession, kept: DraftSession) -> dict[str, Any]:
        """Names taken away are out of the session and its slots; names added are in the session."""
        before = [self.shown_speakers[a.speaker].name for a in shown.appearances]
        now = {self.read_speakers[a.speaker].name: a for a in read.appearances}
        if set(before) == set(now):
            return {}
        names = {speaker.key: speaker.name for speaker in self.kept.speakers}
        gone = set(before) - set(now)
        added = [replace(part, speaker=self._speaker(part), id="") for name, part in now.items() if name not in before]
        stays = [a for a in kept.appearances if names.get(a.speaker) not in gone]
        slots = [
            replace(slot, appearances=tuple(a for a in slot.appearances if names.get(a.speaker) not in gone))
            for slot in kept.slots
        ]
        return {"appearances": (*stays, *added), "slots": tuple(slots)}

    def _speaker(self, part: DraftAppearance) -> str:
        read = self.read_speakers[part.speaker]
        for speaker in self.kept.speakers:
            if speaker.name == read.name:
                return speaker.key
        return self.new_speakers.setdefault(read.key, read).key

    def _new(self, session: DraftSession) -> DraftSession:
        """A session that somebody added to the file."""
        parts = tuple(replace(part, speaker=self._speaker(part)) for part in session.appearances)
        return replace(session, room=self._room(session), appearances=parts)
