"""Comparing the rooms and speakers of a file with those of the agenda (pure)."""

import re
import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from o2o_events.agenda.formats.draft import DraftProblem, DraftRoom, DraftSpeaker, ProgrammeDraft
from o2o_events.agenda.import_plan import PlannedRoom, PlannedSession, PlannedSpeaker, Wishes
from o2o_events.agenda.programme import AgendaSession, Programme, Room, Speaker, text_in
from o2o_events.db.columns import LocalizedText
from o2o_events.i18n import _
from o2o_events.text import fold

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Hands = Mapping[str, datetime]
"""Field -> when somebody last edited it by hand; fields that only imports wrote are not in it."""


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


@dataclass
class Decisions:
    sessions: list[PlannedSession] = field(default_factory=list)
    rooms: list[PlannedRoom] = field(default_factory=list)
    speakers: list[PlannedSpeaker] = field(default_factory=list)
    doubts: list[DraftProblem] = field(default_factory=list)


def own_id(event: str, theirs: str) -> str:
    """The id here of what has an id at another event already: always the same."""
    try:
        return str(uuid.uuid5(uuid.UUID(event), theirs))
    except ValueError:
        return str(uuid.uuid5(uuid.NAMESPACE_OID, event + theirs))


def is_id(text: str) -> bool:
    """Whether a text may be an id of ours."""
    return _UUID.fullmatch(text) is not None


class Places:
    """One file against the rooms and speakers of one agenda; in ``rooms`` and ``speakers`` the file's keys have ids."""

    def __init__(self, draft: ProgrammeDraft, known: Known, wishes: Wishes, new_id: Any) -> None:
        self.draft, self.known, self.wishes, self.new_id = draft, known, wishes, new_id
        self.decisions = Decisions()
        self._used: set[str] = set()
        self.rooms: dict[str, str] = {}
        self.speakers: dict[str, str] = {}

    def tell(self, place: str, message: str, value: str = "", column: str = "") -> None:
        self.decisions.doubts.append(DraftProblem(place, message, column=column, value=value))

    def ids(self, own: str, ref: str) -> list[str]:
        """Everything by which something of the file may be known here, surest first."""
        return [key for key in (own, own and own_id(self.known.event, own), ref) if key]

    def id_for_new(self, own: str) -> str:
        """The file's id where it is one of ours and free, else one made of it, else a new one; never one twice."""
        choices = [own, own_id(self.known.event, own)] if is_id(own) else [own_id(self.known.event, own)]
        for choice in choices if own else []:
            if choice not in self.known.taken and choice not in self._used:
                self._used.add(choice)
                return choice
        return str(self.new_id())

    def is_kept(self, record: str, name: str) -> bool:
        """Whether a field was edited here after the file was written, as far as can be told."""
        edited = self.known.hands.get(record, {}).get(name)
        if edited is None or self.wishes.overwrite:
            return False
        return self.draft.made_at is None or edited > self.draft.made_at

    def take_rooms(self) -> None:
        by_ref: dict[str, Room] = {}
        by_name: dict[str, Room] = {}
        for room in self.known.programme.rooms:
            by_ref |= {key: room for key in (room.id, room.source_ref) if key}
            by_name |= {fold(name): room for name in room.name.values()}
        for draft in self.draft.rooms:
            own = next((by_ref[key] for key in self.ids(draft.id, draft.ref) if key in by_ref), None)
            own = own or next((by_name[fold(n)] for n in draft.name.values() if fold(n) in by_name), None)
            if own is None:
                record = self.id_for_new(draft.id)
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
        if name and name != own.name and not self.is_kept(own.id, "name"):
            values["name"] = name
        if draft.capacity not in (None, own.capacity) and not self.is_kept(own.id, "capacity"):
            values["capacity"] = draft.capacity
        return values

    def take_speakers(self) -> None:
        by_ref: dict[str, Speaker] = {}
        by_name: defaultdict[str, list[Speaker]] = defaultdict(list)
        for speaker in self.known.programme.speakers:
            by_ref |= {key: speaker for key in (speaker.id, speaker.source_ref) if key}
            for name in {fold(speaker.name), fold(speaker.own_script_name)} - {""}:
                by_name[name].append(speaker)
        amounts = Counter(fold(draft.name) for draft in self.draft.speakers)
        used: set[str] = set()
        for draft in self.draft.speakers:
            own = next((by_ref[key] for key in self.ids(draft.id, draft.ref) if key in by_ref), None)
            called = by_name[fold(draft.name)]
            if own is None and len(called) == 1 and amounts[fold(draft.name)] == 1 and called[0].id not in used:
                own = called[0]
            if own is None:
                record = self.id_for_new(draft.id)
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
            if old not in (None, "", {}) and self.is_kept(own.id, name):
                words = _("“{old}” was entered here and stays. Change it there if “{new}” is right.")
                shown = [text_in(v) if isinstance(v, dict) else str(v) for v in (old, new)]
                self.tell(own.name, words.format(old=shown[0][:80], new=shown[1][:80]), column=name)
                continue
            values[name] = new
        return values


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


def merged(old: LocalizedText, new: LocalizedText, *, whole: bool) -> LocalizedText:
    """The text with what the file says; a file of one language changes that one, and says nothing of the others."""
    if whole or not old:
        return new
    if not new:
        return {} if len(old) == 1 else old
    if set(new.values()) <= set(old.values()):
        return old
    return new if len(old) == 1 else old | new
