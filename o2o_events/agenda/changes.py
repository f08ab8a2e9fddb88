"""What changed between two versions of a programme, told in sentences (pure)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from o2o_events.agenda import roles
from o2o_events.agenda.programme import AgendaSession, Programme, Slot, text_in
from o2o_events.db.columns import LocalizedText
from o2o_events.i18n import _

KINDS: Final = (
    "new",
    "withdrawn",
    "cancelled",
    "restored",
    "moved",
    "scheduled",
    "unscheduled",
    "length",
    "room",
    "retitled",
    "described",
    "slot_new",
    "slot_withdrawn",
    "slot_moved",
    "slot_retitled",
    "slot_length",
    "slots_reordered",
    "speaker_new",
    "speaker_withdrawn",
    "speaker_replaced",
    "role",
    "room_renamed",
    "speaker_renamed",
)
_LAST: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Change:
    """One difference. ``session`` is None where it is about a room or a speaker.

    ``title`` is the session's; ``values`` are what the sentence names: texts by language, moments in venue time.
    """

    kind: str
    session: str | None
    title: LocalizedText = field(default_factory=dict)
    values: tuple[tuple[str, Any], ...] = ()

    @property
    def sentence(self) -> str:
        """The change in the present language."""
        shown = {name: _shown(name, value) for name, value in self.values}
        return _sentence(self.kind, shown).format(title=text_in(self.title), **shown)


def _shown(name: str, value: Any) -> str:
    if name in ("role", "role_before"):
        return roles.label(value)
    if isinstance(value, datetime):
        return f"{value:%H:%M}" if name.startswith("clock") else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dict):
        return text_in(value)
    if isinstance(value, tuple):
        return "; ".join(map(text_in, value))
    return str(value)


def _sentence(kind: str, shown: dict[str, str]) -> str:
    if kind in ("new", "restored", "scheduled"):
        return _placed_sentence(kind, "when" in shown, bool(shown.get("room")))
    if kind in ("withdrawn", "cancelled"):
        return _lost_sentence(kind, "when" in shown)
    if kind == "moved" and "clock_after" in shown:
        return _("“{title}” moved from {clock_before} to {clock_after} on {day}.")
    if kind == "room":
        return _room_sentence(bool(shown["before"]), bool(shown["after"]))
    return {
        "moved": _("“{title}” moved from {before} to {after}."),
        "unscheduled": _("“{title}” has no time any more; it was to start on {when}."),
        "length": _("“{title}” takes {after} minutes instead of {before}."),
        "retitled": _("“{before}” is now called “{after}”."),
        "described": _("What is said about “{title}” changed."),
        "slot_new": _("“{slot}” is new in “{title}”."),
        "slot_withdrawn": _("“{slot}” is no longer in “{title}”."),
        "slot_moved": _("“{slot}” moved from “{before}” to “{title}”."),
        "slot_retitled": _("In “{title}”, “{before}” is now called “{after}”."),
        "slot_length": _("In “{title}”, “{slot}” takes {after} minutes instead of {before}."),
        "slots_reordered": _("The order in “{title}” is now: {order}."),
        "speaker_new": _("{name} joins “{title}” ({role})."),
        "speaker_withdrawn": _("{name} is no longer in “{title}” ({role})."),
        "speaker_replaced": _("{name} replaces {before} in “{title}” ({role})."),
        "role": _("In “{title}”, {name} has another role: {role} instead of {role_before}."),
        "room_renamed": _("The room {before} is now called {after}."),
        "speaker_renamed": _("The speaker {before} is now called {after}."),
    }[kind]


def _placed_sentence(kind: str, has_time: bool, has_room: bool) -> str:
    if not has_time:
        if kind == "new":
            return _("“{title}” is new; it has no time yet.")
        return _("“{title}” takes place after all; it has no time yet.")
    return {
        ("new", True): _("“{title}” is new: {when}, {room}."),
        ("new", False): _("“{title}” is new: {when}."),
        ("restored", True): _("“{title}” takes place after all: {when}, {room}."),
        ("restored", False): _("“{title}” takes place after all: {when}."),
        ("scheduled", True): _("“{title}” now has its time: {when}, {room}."),
        ("scheduled", False): _("“{title}” now has its time: {when}."),
    }[kind, has_room]


def _lost_sentence(kind: str, has_time: bool) -> str:
    return {
        ("withdrawn", True): _("“{title}” is withdrawn; it was to start on {when}."),
        ("withdrawn", False): _("“{title}” is withdrawn."),
        ("cancelled", True): _("“{title}” is cancelled; it was to start on {when}."),
        ("cancelled", False): _("“{title}” is cancelled."),
    }[kind, has_time]


def _room_sentence(had_one: bool, has_one: bool) -> str:
    if not had_one:
        return _("“{title}” is in {after}.")
    if not has_one:
        return _("“{title}” has no room any more; it was in {before}.")
    return _("“{title}” is in {after} instead of {before}.")


def changes_between(old: Programme, new: Programme) -> list[Change]:
    """What people must be told who know the old programme, in the order of the new one's day.

    A cancelled session counts as one that does not take place; nothing more is said of it.
    """
    found = _Comparison(old, new)
    pairs: list[tuple[AgendaSession | None, AgendaSession | None]]
    pairs = [(old.sessions_by_id.get(id_), session) for id_, session in new.sessions_by_id.items()]
    pairs += [(session, None) for id_, session in old.sessions_by_id.items() if id_ not in new.sessions_by_id]
    pairs.sort(key=lambda pair: _start(pair[1] or pair[0]))
    changes = [change for before, after in pairs for change in found.of_session(before, after)]
    return [*changes, *found.of_names()]


def _start(session: AgendaSession | None) -> tuple[datetime, str]:
    assert session is not None
    return session.starts_at or _LAST, session.id


class _Comparison:
    """Two programmes side by side."""

    def __init__(self, old: Programme, new: Programme) -> None:
        self.old, self.new = old, new
        self._session_of_slot = {slot.id: session for session in old.sessions for slot in session.slots}
        self._old_parts = [part for session in old.sessions for part in _parts(session)]
        self._slots_now = {slot.id for session in new.sessions for slot in session.slots}

    def of_session(self, before: AgendaSession | None, after: AgendaSession | None) -> Iterator[Change]:
        did, does = _takes_place(before), _takes_place(after)
        if does and after is not None:
            if not did or before is None:
                yield self._placed("new" if before is None else "restored", after)
            else:
                yield from self._of_both(before, after)
        elif did and before is not None:
            when = () if before.starts_at is None else (("when", self._local(before.starts_at)),)
            yield Change("withdrawn" if after is None else "cancelled", before.id, before.title, when)

    def _placed(self, kind: str, session: AgendaSession) -> Change:
        if session.starts_at is None:
            return Change(kind, session.id, session.title)
        values = (("when", self._local(session.starts_at)), ("room", _room(self.new, session)))
        return Change(kind, session.id, session.title, values)

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.new.zone)

    def _of_both(self, before: AgendaSession, after: AgendaSession) -> Iterator[Change]:
        if before.title != after.title:
            yield Change("retitled", after.id, after.title, (("before", before.title), ("after", after.title)))
        yield from self._of_time(before, after)
        if before.minutes != after.minutes:
            values = (("before", before.minutes), ("after", after.minutes))
            yield Change("length", after.id, after.title, values)
        rooms = _room(self.old, before), _room(self.new, after)
        if before.room != after.room and after.starts_at is not None and before.starts_at is not None:
            yield Change("room", after.id, after.title, (("before", rooms[0]), ("after", rooms[1])))
        yield from self._of_slots(before, after)
        yield from self._of_people(before, after)
        if _described(before) != _described(after):
            yield Change("described", after.id, after.title)

    def _of_time(self, before: AgendaSession, after: AgendaSession) -> Iterator[Change]:
        if before.starts_at == after.starts_at:
            return
        if after.starts_at is None:
            assert before.starts_at is not None
            yield Change("unscheduled", after.id, after.title, (("when", self._local(before.starts_at)),))
        elif before.starts_at is None:
            yield self._placed("scheduled", after)
        else:
            then, now = self._local(before.starts_at), self._local(after.starts_at)
            values: tuple[tuple[str, Any], ...] = (("before", then), ("after", now))
            if then.date() == now.date():
                values = (("clock_before", then), ("clock_after", now), ("day", now.date()))
            yield Change("moved", after.id, after.title, values)

    def _of_slots(self, before: AgendaSession, after: AgendaSession) -> Iterator[Change]:
        then, now = _by_id(before.slots), _by_id(after.slots)
        for slot in after.slots:
            if slot.id not in then:
                yield self._arrived(slot, after)
                continue
            old = then[slot.id]
            if old.title != slot.title:
                values = (("before", old.title), ("after", slot.title))
                yield Change("slot_retitled", after.id, after.title, values)
            if old.minutes != slot.minutes:
                lengths = (("slot", slot.title), ("before", old.minutes), ("after", slot.minutes))
                yield Change("slot_length", after.id, after.title, lengths)
        for slot in before.slots:
            if slot.id not in now and slot.id not in self._slots_now:
                yield Change("slot_withdrawn", after.id, after.title, (("slot", slot.title),))
        if [id_ for id_ in then if id_ in now] != [id_ for id_ in now if id_ in then]:
            order = tuple(slot.title for slot in after.slots)
            yield Change("slots_reordered", after.id, after.title, (("order", order),))

    def _arrived(self, slot: Slot, session: AgendaSession) -> Change:
        left = self._session_of_slot.get(slot.id)
        if left is None:
            return Change("slot_new", session.id, session.title, (("slot", slot.title),))
        return Change("slot_moved", session.id, session.title, (("slot", slot.title), ("before", left.title)))

    def _of_people(self, before: AgendaSession, after: AgendaSession) -> Iterator[Change]:
        """Parts that came and went; one that went for one that came is a replacement, or another role.

        A part in a slot goes where the slot goes, and is no news of its own.
        """
        slots = {slot.id for slot in after.slots}
        then = [part for part in _parts(before) if part[0] not in self._slots_now]
        then += [part for part in self._old_parts if part[0] in slots]
        now = _parts(after)
        gone = [part for part in then if part not in now]
        come = [part for part in now if part not in then]
        for part in list(come):
            slot, speaker, role = part
            changed = [p for p in gone if p[:2] == (slot, speaker)]
            replaced = [p for p in gone if (p[0], p[2]) == (slot, role)]
            rivals = [p for p in come if (p[0], p[2]) == (slot, role)]
            name = self._name(speaker)
            if changed:
                gone.remove(changed[0])
                values: tuple[tuple[str, Any], ...] = (("name", name), ("role", role), ("role_before", changed[0][2]))
                yield Change("role", after.id, after.title, values)
            elif len(replaced) == len(rivals) == 1:
                gone.remove(replaced[0])
                values = (("name", name), ("before", self._name(replaced[0][1])), ("role", role))
                yield Change("speaker_replaced", after.id, after.title, values)
            else:
                yield Change("speaker_new", after.id, after.title, (("name", name), ("role", role)))
            come.remove(part)
        for _slot, speaker, role in gone:
            yield Change("speaker_withdrawn", after.id, after.title, (("name", self._name(speaker)), ("role", role)))

    def _name(self, speaker: str) -> str:
        found = self.new.speakers_by_id.get(speaker) or self.old.speakers_by_id.get(speaker)
        return found.name if found else ""

    def of_names(self) -> Iterator[Change]:
        """Rooms and speakers that are called otherwise now."""
        for id_, room in self.new.rooms_by_id.items():
            had = self.old.rooms_by_id.get(id_)
            if had is not None and had.name != room.name:
                yield Change("room_renamed", None, {}, (("before", had.name), ("after", room.name)))
        for id_, speaker in self.new.speakers_by_id.items():
            before = self.old.speakers_by_id.get(id_)
            if before is not None and before.name != speaker.name:
                yield Change("speaker_renamed", None, {}, (("before", before.name), ("after", speaker.name)))


def _takes_place(session: AgendaSession | None) -> bool:
    return session is not None and not session.is_cancelled


def _room(programme: Programme, session: AgendaSession) -> LocalizedText:
    room = programme.rooms_by_id.get(session.room or "")
    return room.name if room else {}


def _described(session: AgendaSession) -> tuple[object, ...]:
    return session.type, session.abstract, session.track, session.language


def _by_id(slots: Iterable[Slot]) -> dict[str, Slot]:
    return {slot.id: slot for slot in slots}


def _parts(session: AgendaSession) -> list[tuple[str | None, str, str]]:
    """Slot, speaker and role of each part."""
    return [(part.slot, part.speaker, part.role) for part in session.appearances]
