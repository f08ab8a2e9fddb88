"""Comparing a file with the agenda: what is the same session, what changes, what stays, what is withdrawn (pure).

What was last written by an import is brought up to date. What somebody edited here since the file was written, or
while the file's own value stayed the same, is kept; where both changed it is kept too, and told. Sessions that the
file no longer has are cancelled, not removed: people may have seen them, and calendars only take out what they are
told is cancelled.
"""

import hashlib
import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

from o2o_events.agenda import roles
from o2o_events.agenda.formats.draft import (
    FILES,
    SESSION_FIELDS,
    DraftAppearance,
    DraftProblem,
    DraftRoom,
    DraftSession,
    DraftSpeaker,
    ProgrammeDraft,
)
from o2o_events.agenda.import_plan import FieldChange, PlannedRoom, PlannedSession, PlannedSpeaker
from o2o_events.agenda.programme import AgendaSession, Programme, Room, Speaker, text_in
from o2o_events.clock import from_microseconds
from o2o_events.db.columns import LocalizedText
from o2o_events.i18n import _
from o2o_events.text import fold

Hands = Mapping[str, datetime]
"""Field -> when somebody last edited it by hand; fields that only imports wrote are not in it."""
_ABSENT: Final = "absent"
_ROLE_ORDER = {role: number for number, role in enumerate(roles.CODES)}


@dataclass(frozen=True)
class Known:
    """The agenda as it stands. ``hands`` is by the id of a session, room or speaker.

    ``removed`` are sessions that were removed here, by id; ``taken`` are ids of the file that records of the project
    have already, ``practices`` the best practices there are.
    """

    event: str
    code: str
    programme: Programme
    hands: Mapping[str, Hands] = field(default_factory=dict)
    removed: tuple[AgendaSession, ...] = ()
    taken: frozenset[str] = frozenset()
    practices: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """``overwrite``: the file counts wherever it differs. ``keep_missing``: nothing is withdrawn."""

    overwrite: bool = False
    keep_missing: bool = False


@dataclass
class Decisions:
    sessions: list[PlannedSession] = field(default_factory=list)
    rooms: list[PlannedRoom] = field(default_factory=list)
    speakers: list[PlannedSpeaker] = field(default_factory=list)
    doubts: list[DraftProblem] = field(default_factory=list)


def decide(draft: ProgrammeDraft, known: Known, wishes: Wishes, new_id: Any) -> Decisions:
    """What the file changes. ``new_id`` makes ids for what is new and has none of ours."""
    return _Deciding(draft, known, wishes, new_id).run()


def own_id(event: str, theirs: str) -> str:
    """The id here of what has an id at another event already: always the same."""
    try:
        return str(uuid.uuid5(uuid.UUID(event), theirs))
    except ValueError:
        return str(uuid.uuid5(uuid.NAMESPACE_OID, event + theirs))


def digest(value: Any) -> str:
    """A short mark of what a file says, to see later whether it says something else."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.blake2s(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


class _Deciding:
    """One file against one agenda."""

    def __init__(self, draft: ProgrammeDraft, known: Known, wishes: Wishes, new_id: Any) -> None:
        self.draft, self.known, self.wishes, self.new_id = draft, known, wishes, new_id
        self.decisions = Decisions()
        self.rooms: dict[str, str] = {}
        self.speakers: dict[str, str] = {}

    def run(self) -> Decisions:
        self._take_rooms()
        self._take_speakers()
        matched = self._match_sessions()
        taken: set[str] = set()
        for session in self.draft.sessions:
            own = matched.get(session.key)
            if own is not None and own.id in taken:
                own = None
            if own is not None:
                taken.add(own.id)
            self._take_session(session, own)
        self._withdraw(taken)
        self._tell_days()
        return self.decisions

    def _tell(self, place: str, message: str, value: str = "", column: str = "") -> None:
        self.decisions.doubts.append(DraftProblem(place, message, column=column, value=value))

    def _ids(self, own: str, ref: str) -> list[str]:
        """Everything by which something of the file may be known here, surest first."""
        return [key for key in (own, own and own_id(self.known.event, own), ref) if key]

    def _id_for_new(self, own: str) -> str:
        if not own:
            return str(self.new_id())
        return own if own not in self.known.taken else own_id(self.known.event, own)

    def _is_kept(self, record: str, name: str) -> bool:
        """Whether a field was edited here after the file was written, as far as can be told."""
        edited = self.known.hands.get(record, {}).get(name)
        if edited is None or self.wishes.overwrite:
            return False
        return self.draft.made_at is None or edited > self.draft.made_at

    # rooms and speakers

    def _take_rooms(self) -> None:
        by_ref: dict[str, Room] = {}
        by_name: dict[str, Room] = {}
        for room in self.known.programme.rooms:
            by_ref |= {key: room for key in (room.id, room.source_ref) if key}
            by_name |= {fold(name): room for name in room.name.values()}
        for draft in self.draft.rooms:
            own = next((by_ref[key] for key in self._ids(draft.id, draft.ref) if key in by_ref), None)
            own = own or next((by_name[fold(n)] for n in draft.name.values() if fold(n) in by_name), None)
            if own is None:
                record = self._id_for_new(draft.id)
                values = {"name": draft.name, "capacity": draft.capacity, "source_ref": draft.ref}
                own = Room(record, draft.name, draft.capacity, 0, draft.ref)
                by_name |= {fold(name): own for name in draft.name.values()}
            else:
                record, values = own.id, self._room_changes(draft, own)
            self.rooms[draft.key] = record
            is_new = record not in self.known.programme.rooms_by_id and all(
                planned.room != record for planned in self.decisions.rooms
            )
            if is_new or record in self.known.programme.rooms_by_id:
                self.decisions.rooms.append(PlannedRoom(record, draft, is_new, values))

    def _room_changes(self, draft: DraftRoom, own: Room) -> dict[str, Any]:
        name = merged(own.name, draft.name, whole=self.draft.has_all_languages)
        values: dict[str, Any] = {}
        if name and name != own.name and not self._is_kept(own.id, "name"):
            values["name"] = name
        if draft.capacity not in (None, own.capacity) and not self._is_kept(own.id, "capacity"):
            values["capacity"] = draft.capacity
        return values

    def _take_speakers(self) -> None:
        by_ref: dict[str, Speaker] = {}
        by_name: defaultdict[str, list[Speaker]] = defaultdict(list)
        for speaker in self.known.programme.speakers:
            by_ref |= {key: speaker for key in (speaker.id, speaker.source_ref) if key}
            for name in {fold(speaker.name), fold(speaker.own_script_name)} - {""}:
                by_name[name].append(speaker)
        amounts = Counter(fold(draft.name) for draft in self.draft.speakers)
        used: set[str] = set()
        for draft in self.draft.speakers:
            own = next((by_ref[key] for key in self._ids(draft.id, draft.ref) if key in by_ref), None)
            called = by_name[fold(draft.name)]
            if own is None and len(called) == 1 and amounts[fold(draft.name)] == 1 and called[0].id not in used:
                own = called[0]
            if own is None:
                record = self._id_for_new(draft.id)
                self.decisions.speakers.append(PlannedSpeaker(record, draft, True, _speaker_values(draft)))
            else:
                record = own.id
                self.decisions.speakers.append(PlannedSpeaker(record, draft, False, self._speaker_changes(draft, own)))
            used.add(record)
            self.speakers[draft.key] = record

    def _speaker_changes(self, draft: DraftSpeaker, own: Speaker) -> dict[str, Any]:
        """What the file says of a speaker, never to nothing and never over what was entered here since."""
        wanted = _speaker_values(draft)
        wanted.pop("source_ref")
        wanted["biography"] = merged(own.biography, draft.biography, whole=self.draft.is_ours)
        values = {}
        for name, new in wanted.items():
            old = getattr(own, name)
            if new in (None, "", {}) or new == old or (name == "name" and draft.name == own.own_script_name):
                continue
            if old not in (None, "", {}) and self._is_kept(own.id, name):
                words = _("“{old}” was entered here and stays. Change it there if “{new}” is right.")
                shown = [text_in(v) if isinstance(v, dict) else str(v) for v in (old, new)]
                self._tell(own.name, words.format(old=shown[0][:80], new=shown[1][:80]), column=name)
                continue
            values[name] = new
        return values

    # sessions

    def _match_sessions(self) -> dict[str, AgendaSession]:
        """Sessions of the file by key -> sessions here: by id, else by the same title at the same time."""
        by_ref: dict[str, AgendaSession] = {}
        for session in (*self.known.removed, *self.known.programme.sessions):
            by_ref |= dict.fromkeys(_refs(session), session)
        matched: dict[str, AgendaSession] = {}
        for draft in self.draft.sessions:
            own = next((by_ref[key] for key in self._ids(draft.id, draft.ref) if key in by_ref), None)
            if own is not None:
                matched[draft.key] = own
        taken = {session.id for session in matched.values()}
        by_title: defaultdict[tuple[str, datetime | None], list[AgendaSession]] = defaultdict(list)
        for session in self.known.programme.sessions:
            if session.id not in taken and self.draft.source not in session.extra.get(FILES, {}):
                for title in {fold(text) for text in session.title.values()}:
                    by_title[title, session.starts_at].append(session)
        for draft in self.draft.sessions:
            if draft.key not in matched:
                found = [by_title[fold(t), draft.starts_at] for t in draft.title.values()]
                alike = next((many for many in found if len(many) == 1), None)
                if alike:
                    matched[draft.key] = alike[0]
                    for title in {fold(text) for text in alike[0].title.values()}:
                        by_title[title, draft.starts_at] = []
        return matched

    def _take_session(self, draft: DraftSession, own: AgendaSession | None) -> None:
        said: dict[str, str] = {name: digest(_said(draft, name)) for name in SESSION_FIELDS if name in self.draft.says}
        if own is None:
            record = self._id_for_new(draft.id)
            values = {name: self._wanted(draft, name, None) for name in SESSION_FIELDS}
            self._tell_practices(draft)
            self.decisions.sessions.append(
                PlannedSession("created", record, text_in(draft.title), draft.place, (), draft, values, said)
            )
            return
        is_removed = any(removed.id == own.id for removed in self.known.removed)
        if is_removed and not self.wishes.overwrite:
            words = _("This session was removed here and stays so. Take everything from the file to bring it back.")
            self._tell(draft.place, words, value=text_in(draft.title))
            self.decisions.sessions.append(PlannedSession("unchanged", own.id, own.label, draft.place))
            return
        changes = self._changes(draft, own, said)
        moved = {"starts_at", "room"} & {change.field for change in changes}
        kind = "moved" if moved and not is_removed else "updated" if changes or is_removed else "unchanged"
        values = {change.field: change.new for change in changes}
        self.decisions.sessions.append(
            PlannedSession(kind, own.id, own.label, draft.place, changes, draft, values, said, is_removed)
        )

    def _changes(self, draft: DraftSession, own: AgendaSession, said: Mapping[str, str]) -> tuple[FieldChange, ...]:
        before = own.extra.get(FILES, {}).get(self.draft.source, {}).get("said", {})
        changes = []
        for name in SESSION_FIELDS:
            if name not in self.draft.says:
                continue
            old, new = _present(own, name), self._wanted(draft, name, own)
            if old == new:
                continue
            if self._is_kept(own.id, name) and name in before:
                if said[name] != before[name]:
                    self._tell_kept(draft, own, name, old, new)
                continue
            if self._is_kept(own.id, name) and self.draft.made_at is not None:
                self._tell_kept(draft, own, name, old, new)
                continue
            changes.append(FieldChange(name, old, new))
        return tuple(changes)

    def _tell_kept(self, draft: DraftSession, own: AgendaSession, name: str, old: Any, new: Any) -> None:
        words = _("“{title}” was changed here and stays as it is ({field}). Change it there if the file is right.")
        self._tell(draft.place, words.format(title=own.label, field=name), value=str(new)[:120], column=name)

    def _wanted(self, draft: DraftSession, name: str, own: AgendaSession | None) -> Any:
        """What a field would be, in ids of ours."""
        if name in ("title", "abstract"):
            old = dict(getattr(own, name)) if own else {}
            return merged(old, dict(getattr(draft, name)), whole=self.draft.has_all_languages)
        if name == "room":
            return self.rooms.get(draft.room or "")
        if name == "appearances":
            return self._parts(draft.appearances)
        if name == "slots":
            return [
                {
                    "title": dict(slot.title),
                    "minutes": slot.minutes,
                    "practice": slot.practice if slot.practice in self.known.practices else None,
                    "parts": self._parts(slot.appearances),
                }
                for slot in draft.slots
            ]
        if name == "extra":
            before = {key: v for key, v in own.extra.items() if key != FILES} if own and not self.draft.is_ours else {}
            return before | dict(draft.extra)
        return getattr(draft, name)

    def _parts(self, appearances: Iterable[DraftAppearance]) -> list[tuple[str, str]]:
        return _in_order((self.speakers[a.speaker], a.role) for a in appearances if a.speaker in self.speakers)

    def _tell_practices(self, draft: DraftSession) -> None:
        for slot in draft.slots:
            if slot.practice and slot.practice not in self.known.practices:
                words = _("The best practice of the slot “{title}” is not in this project; choose it there.")
                self._tell(draft.place, words.format(title=text_in(slot.title)))

    def _withdraw(self, found: set[str]) -> None:
        if not self.draft.is_whole or self.wishes.keep_missing:
            return
        for session in self.known.programme.sessions:
            if session.id in found or session.is_cancelled or not self._was_in_file(session):
                continue
            if _refs(session) & self.draft.unread:
                continue
            if self._is_kept(session.id, "state") and not self.draft.is_ours:
                continue
            change = FieldChange("state", "planned", "cancelled")
            self.decisions.sessions.append(
                PlannedSession(
                    "withdrawn",
                    session.id,
                    session.label,
                    changes=(change,),
                    values={"state": "cancelled"},
                    said={"state": digest(_ABSENT)},
                )
            )

    def _was_in_file(self, session: AgendaSession) -> bool:
        """Whether an earlier version of the file had it: our own files have all that was there when they were made."""
        if self.draft.made_at is not None and self.draft.heading and self.draft.heading.code == self.known.code:
            made = _made_at(session.id)
            return made is None or made <= self.draft.made_at
        return self.draft.source in session.extra.get(FILES, {})

    def _tell_days(self) -> None:
        """Sessions on days that the event does not have are imported, and told once a day."""
        programme = self.known.programme
        amounts: Counter[date] = Counter()
        for draft in self.draft.sessions:
            if draft.starts_at is not None and draft.state != "cancelled":
                amounts[draft.starts_at.astimezone(programme.zone).date()] += 1
        for day in sorted(set(amounts) - set(programme.days)):
            words = _(
                "{n} sessions are on {day}, which is no day of this event ({days}). Check that it is the right file."
            )
            days = ", ".join(own.isoformat() for own in programme.days)
            self._tell(day.isoformat(), words.format(n=amounts[day], day=day.isoformat(), days=days))


def _speaker_values(draft: DraftSpeaker) -> dict[str, Any]:
    return {
        "name": draft.name,
        "own_script_name": draft.own_script_name,
        "economy": draft.economy,
        "organisation": draft.organisation,
        "position": draft.position,
        "biography": dict(draft.biography),
        "available": draft.available,
        "source_ref": draft.ref,
    }


def _refs(session: AgendaSession) -> set[str]:
    """The ids of a session: ours, and those that files know it under."""
    files = session.extra.get(FILES, {})
    theirs = {str(entry.get("ref", "")) for entry in files.values() if isinstance(entry, dict)}
    return ({session.id, session.source_ref} | theirs) - {""}


def _made_at(record: str) -> datetime | None:
    """When an id of ours was made: version 7 begins with the milliseconds."""
    try:
        value = uuid.UUID(record)
    except ValueError:
        return None
    return from_microseconds((value.int >> 80) * 1000).astimezone(UTC) if value.version == 7 else None


def _in_order(parts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Roles in their order, people within a role as they come."""
    return sorted(dict.fromkeys(parts), key=lambda part: _ROLE_ORDER[part[1]])


def _present(session: AgendaSession, name: str) -> Any:
    """A field as it is, in the same shape as what a file wants."""
    if name == "appearances":
        return _in_order((a.speaker, a.role) for a in session.appearances if a.slot is None)
    if name == "slots":
        return [
            {
                "title": dict(slot.title),
                "minutes": slot.minutes,
                "practice": slot.practice,
                "parts": _in_order((a.speaker, a.role) for a in session.appearances if a.slot == slot.id),
            }
            for slot in session.slots
        ]
    if name == "extra":
        return {key: value for key, value in session.extra.items() if key != FILES}
    value = getattr(session, name)
    return dict(value) if isinstance(value, Mapping) else value


def _said(draft: DraftSession, name: str) -> Any:
    """What the file itself says in a field, whatever it is called here."""
    if name == "appearances":
        return [(a.speaker, a.role) for a in draft.appearances]
    if name == "slots":
        return [
            (slot.title, slot.minutes, slot.practice, [(a.speaker, a.role) for a in slot.appearances])
            for slot in draft.slots
        ]
    value = getattr(draft, name)
    return dict(value) if isinstance(value, Mapping) else value


def merged(old: LocalizedText, new: LocalizedText, *, whole: bool) -> LocalizedText:
    """The text with what the file says; a file of one language changes that one, and says nothing of the others."""
    if whole or not old:
        return new
    if not new:
        return {} if len(old) == 1 else old
    if set(new.values()) <= set(old.values()):
        return old
    return new if len(old) == 1 else old | new
