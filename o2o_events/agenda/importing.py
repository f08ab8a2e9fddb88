"""Importing a programme: what it would do, and doing it, in one transaction."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import inspect, select

from o2o_events.agenda.formats.draft import FILES, DraftSession, ProgrammeDraft
from o2o_events.agenda.formats.files import read_programme_file
from o2o_events.agenda.formats.workbook import TableOptions
from o2o_events.agenda.import_deciding import decide
from o2o_events.agenda.import_places import Known, is_id, own_id
from o2o_events.agenda.import_plan import AgendaPlan, PlannedRoom, PlannedSession, PlannedSpeaker, Wishes
from o2o_events.agenda.programme import text_in
from o2o_events.agenda.queries import read_programme, session_of
from o2o_events.agenda.speakers import SHOWN
from o2o_events.clock import from_microseconds
from o2o_events.db import facts, stamps
from o2o_events.db.base import BOOKKEEPING, Replicated
from o2o_events.db.models import AppearanceRow, FactRow, PracticeRow, RoomRow, SessionRow, SlotRow, SpeakerRow
from o2o_events.db.transaction import Tx
from o2o_events.ids import new_id
from o2o_events.registers.events import Event
from o2o_events.text import fold

__all__ = ["AgendaPlan", "TableOptions", "Wishes", "apply_agenda", "import_agenda", "plan_agenda", "read_agenda_file"]

FACT: Final = "agenda_import"
"""The kind of fact that tells of an import, with the stamp of all that it wrote."""
_QUIET_CHANGES: Final = frozenset({"extra", "expected"})
"""Changes that no calendar shows."""
_AT_ONCE: Final = 500


def read_agenda_file(path: Path, *, event: Event, options: TableOptions | None = None) -> ProgrammeDraft:
    """Reads a programme in any of the formats. Raises ``UserError`` where the file is none."""
    return read_programme_file(path, zone=event.zone, economy=event.economy, days=event.days, options=options)


def plan_agenda(
    tx: Tx, *, event: Event, draft: ProgrammeDraft, file: str = "", wishes: Wishes | None = None
) -> AgendaPlan:
    """What ``apply_agenda`` would do now; changes nothing."""
    known = _read_known(tx, event, draft)
    decisions = decide(draft, known, wishes or Wishes(), new_id)
    names = {room.id: room.label for room in known.programme.rooms}
    names |= {speaker.id: speaker.name for speaker in known.programme.speakers}
    names |= {room.room: text_in(room.draft.name) for room in decisions.rooms}
    names |= {speaker.speaker: speaker.draft.name for speaker in decisions.speakers}
    return AgendaPlan(
        file=file,
        format=draft.format,
        source=draft.source,
        sessions=tuple(decisions.sessions),
        rooms=tuple(decisions.rooms),
        speakers=tuple(decisions.speakers),
        problems=draft.problems,
        doubts=tuple(decisions.doubts),
        timezone=event.timezone,
        names=names,
    )


def apply_agenda(
    tx: Tx, *, event: Event, draft: ProgrammeDraft, file: str = "", wishes: Wishes | None = None
) -> AgendaPlan:
    """Brings the agenda up to date with a file; the same file again changes nothing."""
    plan = plan_agenda(tx, event=event, draft=draft, file=file, wishes=wishes)
    tx.flush()
    with tx.no_autoflush:
        writer = _Writer(tx, event, draft)
        for room in plan.rooms:
            writer.write_room(room)
        for speaker in plan.speakers:
            writer.write_speaker(speaker)
        for session in plan.sessions:
            writer.write_session(session)
        writer.count_renamed()
    tx.flush()
    if stamp := writer.stamp():
        counts = {kind: plan.count(kind) for kind in ("created", "updated", "moved", "withdrawn", "unchanged")}
        body = {"file": file, "format": draft.format, "stamp": stamp, **counts}
        facts.append(tx, facts.NewFact(kind=FACT, event=event.id, body=body))
    tx.expire_all()
    return replace(plan, dry_run=False)


def import_agenda(
    tx: Tx,
    *,
    event: Event,
    path: Path,
    dry_run: bool = False,
    options: TableOptions | None = None,
    wishes: Wishes | None = None,
) -> AgendaPlan:
    """Reads a file and imports it, or with ``dry_run`` says what that would do."""
    draft = read_agenda_file(path, event=event, options=options)
    act = plan_agenda if dry_run else apply_agenda
    return act(tx, event=event, draft=draft, file=path.name, wishes=wishes)


def _read_known(tx: Tx, event: Event, draft: ProgrammeDraft) -> Known:
    imports = _import_stamps(tx, event)
    hands: dict[str, dict[str, datetime]] = {}
    removed = []
    for row in tx.scalars(select(SessionRow).where(SessionRow.event == event.id)):
        hands[row.id] = _edited_by_hand(row, imports)
        if row.deleted:
            removed.append(session_of(row))
    places: list[Replicated] = [
        *tx.scalars(select(RoomRow).where(RoomRow.event == event.id)),
        *tx.scalars(select(SpeakerRow).where(SpeakerRow.event == event.id)),
    ]
    for record in places:
        hands[record.id] = _edited_by_hand(record, imports)
    _add_parts(tx, event, imports, hands)
    named = {thing.id for many in (draft.sessions, draft.rooms, draft.speakers) for thing in many if thing.id}
    ids = named | {own_id(event.id, name) for name in named}
    taken = {
        found
        for table in (SessionRow, RoomRow, SpeakerRow)
        for some in _in_pieces(ids)
        for found in tx.scalars(select(table.id).where(table.id.in_(some)))
    }
    practices = frozenset(tx.scalars(select(PracticeRow.id).where(~PracticeRow.deleted)))
    programme = read_programme(tx, event)
    return Known(event.id, event.code, programme, hands, tuple(removed), frozenset(taken), practices)


def _in_pieces(ids: Iterable[str]) -> Iterable[list[str]]:
    listed = sorted(ids)
    return (listed[start : start + _AT_ONCE] for start in range(0, len(listed), _AT_ONCE))


def _import_stamps(tx: Tx, event: Event) -> frozenset[str]:
    """The stamps of all that imports wrote, at this desk or another."""
    bodies = tx.scalars(select(FactRow.body).where(FactRow.kind == FACT, FactRow.event == event.id))
    return frozenset(str(json.loads(body)["stamp"]) for body in bodies)


def _edited_by_hand(row: Replicated, imports: frozenset[str]) -> dict[str, datetime]:
    found = {}
    for column in inspect(type(row)).columns.keys():  # noqa: SIM118 a mapper’s own collection
        if column not in BOOKKEEPING:
            written = stamps.history(row.stamps, column)
            if written and written[0] not in imports:
                found[column] = from_microseconds(int(written[0][:16], 16))
    return found


def _add_parts(tx: Tx, event: Event, imports: frozenset[str], hands: dict[str, dict[str, datetime]]) -> None:
    """When somebody last edited the slots of a session, and who has a part in it."""
    parts: list[tuple[str, str, Replicated]] = [
        (row.session, "slots", row) for row in tx.scalars(select(SlotRow).where(SlotRow.event == event.id))
    ]
    for row in tx.scalars(select(AppearanceRow).where(AppearanceRow.event == event.id)):
        parts.append((row.session, "slots" if row.slot else "appearances", row))
    for session, name, part in parts:
        edited = max(_edited_by_hand(part, imports).values(), default=None)
        before = hands.setdefault(session, {}).get(name)
        if edited is not None and (before is None or edited > before):
            hands[session][name] = edited


class _Writer:
    """One import being written: rows are changed in memory, and stamped by one flush."""

    def __init__(self, tx: Tx, event: Event, draft: ProgrammeDraft) -> None:
        self.tx, self.event, self.draft = tx, event, draft
        self.written: dict[int, Replicated] = {}
        self.places = len(read_programme(tx, event).rooms)
        self.made: set[str] = set()
        self.renamed: set[str] = set()
        self.counted: set[str] = set()
        self.slots: dict[str, list[SlotRow]] = {}
        for slot in tx.scalars(select(SlotRow).where(SlotRow.event == event.id).order_by(SlotRow.position, SlotRow.id)):
            self.slots.setdefault(slot.session, []).append(slot)
        self.parts: dict[tuple[str, str | None], list[AppearanceRow]] = {}
        for part in tx.scalars(select(AppearanceRow).where(AppearanceRow.event == event.id)):
            self.parts.setdefault((part.session, part.slot), []).append(part)

    def stamp(self) -> str | None:
        """The stamp of what was written; None where nothing was."""
        found = {max(writes[0] for writes in row.stamps.values()) for row in self.written.values()}
        assert len(found) < 2, "all of an import is stamped at once"
        return next(iter(found), None)

    def _set(self, row: Any, values: Mapping[str, Any]) -> bool:
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        for name, value in changed.items():
            setattr(row, name, value)
        if changed:
            self.written[id(row)] = row
        return bool(changed)

    def _add(self, row: Any) -> None:
        self.tx.add(row)
        self.written[id(row)] = row

    def write_room(self, planned: PlannedRoom) -> None:
        if planned.is_new:
            self._add(RoomRow(id=planned.room, event=self.event.id, position=self.places, **planned.values))
            self.places += 1
        elif planned.values:
            self._set(self.tx.get_one(RoomRow, planned.room), planned.values)
            self.renamed |= {planned.room} if "name" in planned.values else set()

    def write_speaker(self, planned: PlannedSpeaker) -> None:
        values = dict(planned.values)
        if "available" in values:
            values["available"] = _stored_times(values["available"])
        if planned.is_new:
            self._add(SpeakerRow(id=planned.speaker, event=self.event.id, person=None, photo="", **values))
        elif values:
            self._set(self.tx.get_one(SpeakerRow, planned.speaker), values)
            self.renamed |= {planned.speaker} if values.keys() & SHOWN else set()

    def write_session(self, planned: PlannedSession) -> None:
        values = {
            name: value for name, value in planned.values.items() if name not in ("slots", "appearances", "extra")
        }
        if planned.kind == "created":
            assert planned.draft is not None, "what is new is in the file"
            row = SessionRow(
                id=planned.session,
                event=self.event.id,
                source_ref=planned.draft.ref,
                sequence=planned.draft.sequence or 0,
                extra={},
                **values,
            )
            self._add(row)
        else:
            row = self.tx.get_one(SessionRow, planned.session)
            self._set(row, values | ({"deleted": False} if planned.is_revived else {}))
        is_shown = bool(values.keys() - _QUIET_CHANGES) or planned.is_revived
        if planned.draft is not None:
            is_shown |= self._write_parts(planned.session, planned.values, planned.draft)
        self._remember(row, planned)
        if is_shown and planned.kind != "created":
            self._set(row, {"sequence": row.sequence + 1})
            self.counted.add(row.id)

    def count_renamed(self) -> None:
        """Counts a change for the sessions whose room or speaker goes by another name now."""
        if not self.renamed:
            return
        of_speakers = {part.session for parts in self.parts.values() for part in parts if part.speaker in self.renamed}
        for row in self.tx.scalars(select(SessionRow).where(SessionRow.event == self.event.id, ~SessionRow.deleted)):
            if row.id not in self.counted and (row.room in self.renamed or row.id in of_speakers):
                self._set(row, {"sequence": row.sequence + 1})

    def _remember(self, row: SessionRow, planned: PlannedSession) -> None:
        """What the file said, so that a later version of it is told from what was edited here."""
        if not planned.said:
            return
        files = dict(row.extra.get(FILES, {}))
        entry = dict(files.get(self.draft.source, {}))
        if planned.draft is not None:
            entry["ref"] = planned.draft.key
        entry["said"] = dict(planned.said) if planned.draft is not None else entry.get("said", {}) | dict(planned.said)
        files[self.draft.source] = entry
        extra = planned.values.get("extra", {k: v for k, v in row.extra.items() if k != FILES})
        self._set(row, {"extra": {**extra, FILES: files}})

    def _write_parts(self, session: str, values: Mapping[str, Any], draft: DraftSession) -> bool:
        is_changed = False
        if "slots" in values:
            is_changed |= self._write_slots(session, values["slots"], draft)
        if "appearances" in values:
            is_changed |= self._write_appearances(session, None, values["appearances"])
        return is_changed

    def _write_slots(self, session: str, wanted: list[dict[str, Any]], draft: DraftSession) -> bool:
        """Slots by id, else by title; those the file does not have are taken out."""
        known = [row for row in self.slots.get(session, []) if not row.deleted]
        left = list(known)
        is_changed = False
        for position, (slot, said) in enumerate(zip(wanted, draft.slots, strict=True)):
            row = _same_slot(left, said.id, said.ref, slot["title"])
            values = {name: slot[name] for name in ("title", "minutes", "practice")} | {"position": position}
            if row is None:
                row = self._new_slot(session, said.id, said.ref, values)
                is_changed = True
            else:
                left.remove(row)
                is_changed |= self._set(row, values)
            is_changed |= self._write_appearances(session, row.id, slot["parts"])
        for row in left:
            is_changed |= self._set(row, {"deleted": True})
        return is_changed

    def _new_slot(self, session: str, own: str, ref: str, values: Mapping[str, Any]) -> SlotRow:
        before = self.tx.get(SlotRow, own) if own else None
        if before is not None and before.event == self.event.id:
            self._set(before, {"deleted": False, "session": session, **values})
            return before
        row = SlotRow(
            id=own if before is None and is_id(own) and own not in self.made else new_id(),
            event=self.event.id,
            session=session,
            source_ref=ref,
            **values,
        )
        self.made.add(row.id)
        self._add(row)
        return row

    def _write_appearances(self, session: str, slot: str | None, wanted: list[tuple[str, str]]) -> bool:
        known = {(row.speaker, row.role): row for row in self.parts.get((session, slot), []) if not row.deleted}
        is_changed = False
        for position, part in enumerate(wanted):
            row = known.pop(part, None)
            if row is not None:
                is_changed |= self._set(row, {"position": position})
                continue
            speaker, role = part
            self._add(
                AppearanceRow(
                    id=new_id(),
                    event=self.event.id,
                    speaker=speaker,
                    session=session,
                    slot=slot,
                    role=role,
                    position=position,
                )
            )
            is_changed = True
        for row in known.values():
            is_changed |= self._set(row, {"deleted": True})
        return is_changed


def _same_slot(rows: list[SlotRow], own: str, ref: str, title: Mapping[str, str]) -> SlotRow | None:
    for row in rows:
        if (own and row.id == own) or (ref and row.source_ref == ref):
            return row
    titles = {fold(text) for text in title.values()}
    return next((row for row in rows if titles & {fold(text) for text in row.title.values()}), None)


def _stored_times(times: Any) -> list[list[str]] | None:
    return [[start.isoformat(), end.isoformat()] for start, end in times] if times else None
