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
from datetime import UTC, date, datetime
from typing import Any, Final

from o2o_events.agenda import roles
from o2o_events.agenda.formats.draft import (
    FILES,
    SESSION_FIELDS,
    DraftAppearance,
    DraftSession,
    ProgrammeDraft,
)
from o2o_events.agenda.import_places import Decisions, Known, Places, merged
from o2o_events.agenda.import_plan import FieldChange, PlannedSession, Wishes
from o2o_events.agenda.programme import AgendaSession, text_in
from o2o_events.clock import from_microseconds
from o2o_events.i18n import _
from o2o_events.text import fold

_ABSENT: Final = "absent"
_ROLE_ORDER = {role: number for number, role in enumerate(roles.CODES)}


def decide(draft: ProgrammeDraft, known: Known, wishes: Wishes, new_id: Any) -> Decisions:
    """What the file changes. ``new_id`` makes ids for what is new and has none of ours."""
    return _Deciding(draft, known, wishes, new_id).run()


def digest(value: Any) -> str:
    """A short mark of what a file says, to see later whether it says something else."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.blake2s(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


class _Deciding(Places):
    """One file against one agenda."""

    def run(self) -> Decisions:
        self.take_rooms()
        self.take_speakers()
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

    def _match_sessions(self) -> dict[str, AgendaSession]:
        """Sessions of the file by key -> sessions here: by id, else by the same title at the same time."""
        by_ref: dict[str, AgendaSession] = {}
        for session in (*self.known.removed, *self.known.programme.sessions):
            by_ref |= dict.fromkeys(_refs(session), session)
        matched: dict[str, AgendaSession] = {}
        for draft in self.draft.sessions:
            own = next((by_ref[key] for key in self.ids(draft.id, draft.ref) if key in by_ref), None)
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
            record = self.id_for_new(draft.id)
            values = {name: self._wanted(draft, name, None) for name in SESSION_FIELDS}
            self._tell_practices(draft)
            self.decisions.sessions.append(
                PlannedSession("created", record, text_in(draft.title), draft.place, (), draft, values, said)
            )
            return
        is_removed = any(removed.id == own.id for removed in self.known.removed)
        if is_removed and not self.wishes.overwrite:
            words = _("This session was removed here and stays so. Take everything from the file to bring it back.")
            self.tell(draft.place, words, value=text_in(draft.title))
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
            if self.is_kept(own.id, name) and name in before:
                if said[name] != before[name]:
                    self._tell_kept(draft, own, name, old, new)
                continue
            if self.is_kept(own.id, name) and self.draft.made_at is not None:
                self._tell_kept(draft, own, name, old, new)
                continue
            changes.append(FieldChange(name, old, new))
        return tuple(changes)

    def _tell_kept(self, draft: DraftSession, own: AgendaSession, name: str, old: Any, new: Any) -> None:
        words = _("“{title}” was changed here and stays as it is ({field}). Change it there if the file is right.")
        self.tell(draft.place, words.format(title=own.label, field=name), value=str(new)[:120], column=name)

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
                self.tell(draft.place, words.format(title=text_in(slot.title)))

    def _withdraw(self, found: set[str]) -> None:
        if not self.draft.is_whole or self.wishes.keep_missing:
            return
        for session in self.known.programme.sessions:
            if session.id in found or session.is_cancelled or not self._was_in_file(session):
                continue
            if _refs(session) & self.draft.unread:
                continue
            if self.is_kept(session.id, "state") and (self.draft.is_ours or self._was_absent(session)):
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

    def _was_absent(self, session: AgendaSession) -> bool:
        """Whether the file did not have it before either: then somebody here lets it take place all the same."""
        entry = session.extra.get(FILES, {}).get(self.draft.source, {})
        return bool(entry.get("said", {}).get("state") == digest(_ABSENT))

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
            self.tell(day.isoformat(), words.format(n=amounts[day], day=day.isoformat(), days=days))


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
