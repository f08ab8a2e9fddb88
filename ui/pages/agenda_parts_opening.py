"""Opens what belongs to sessions: who appears in them, their slots, the rooms and the speakers of the event."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from o2o_events.agenda.appearances import add_appearance
from o2o_events.agenda.programme import AgendaSession, Programme
from o2o_events.agenda.rooms import add_room
from o2o_events.agenda.slots import add_slot
from o2o_events.agenda.speakers import add_speaker
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from ui.agenda_editing import AgendaEditor
from ui.agenda_steps import Named, Presence, edit, find
from ui.messages import short_day
from ui.pages.agenda_deeds import AgendaDeeds
from ui.project import OpenProject

if TYPE_CHECKING:
    from o2o_events.registers.practices import Practice


class AgendaPartsOpening(QObject):
    """Dialogs over a page; each opens only where there is an agenda."""

    def __init__(self, page: QWidget, project: OpenProject, editor: AgendaEditor, deeds: AgendaDeeds) -> None:
        super().__init__(page)
        self._page, self._project, self._editor, self._deeds = page, project, editor, deeds

    @property
    def _event(self) -> Event | None:
        return self._editor.current_event if self._editor.programme is not None else None

    # who appears, and slots

    def new_part(self, session: AgendaSession | None) -> None:
        from ui.dialogs.part_dialog import PartDialog

        programme = self._editor.programme
        if programme is None or session is None:
            return
        dialog = PartDialog(self._page.window(), programme, session)
        dialog.decided.connect(lambda speaker, name, role: self._add_part(session.id, speaker, name, role))
        dialog.open()

    def _add_part(self, session: str, speaker: str, name: str, role: str) -> None:
        def make(tx: Tx, event: Event) -> list[Named]:
            made: list[Named] = []
            who = speaker
            if not who:
                who = add_speaker(tx, event=event, name=name).id
                made.append(("speaker", who))
            part = add_appearance(tx, session=session, speaker=who, role=role)
            return [*made, ("appearance", part.id)]

        self._editor.add(_("Add a speaker"), make)

    def new_slot(self, session: AgendaSession | None) -> None:
        if session is not None:
            spare = session.minutes - sum(slot.minutes for slot in session.slots)
            usual = session.slots[-1].minutes if session.slots else 15
            minutes = min(usual, spare) if spare > 0 else usual
            self._with_practices(lambda practices: self._open_slot(session.id, None, practices, minutes))

    def slot(self, name: str) -> None:
        """All fields of a slot."""
        programme = self._editor.programme
        session = (
            next((s for s in programme.sessions if any(o.id == name for o in s.slots)), None) if programme else None
        )
        if session is not None:
            self._with_practices(lambda practices: self._open_slot(session.id, name, practices, 0))

    def _with_practices(self, act: Callable[[list["Practice"]], None]) -> None:
        from o2o_events.registers.practice_queries import list_practices

        self._project.read(lambda tx: [p for p in list_practices(tx) if p.status != "declined"], act)

    def _open_slot(self, session: str, name: str | None, practices: list["Practice"], minutes: int) -> None:
        from ui.dialogs.slot_dialog import SlotDialog

        programme = self._editor.programme
        parent = programme.sessions_by_id.get(session) if programme else None
        if programme is None or parent is None:
            return
        slot = next((s for s in parent.slots if s.id == name), None)
        part = next((p for p in parent.appearances if name is not None and p.slot == name), None)
        presenter = part.speaker if part else ""
        dialog = SlotDialog(self._page.window(), programme, practices, slot, presenter, minutes or 15)
        if slot is None:
            dialog.decided.connect(lambda fields, speaker: self._add_slot(session, fields, speaker))
        else:
            dialog.decided.connect(
                lambda fields, speaker: self._change_slot(session, slot.id, fields, speaker, part.id if part else None)
            )
        dialog.open()

    def ask_session_for(self, slot: str) -> None:
        """Another session for a slot, chosen by keyboard; it goes to its end."""
        from ui.dialogs.choice_dialog import ChoiceDialog

        programme = self._editor.programme
        own = self._deeds.session_of(slot) if programme else None
        if programme is None or own is None:
            return
        others = [(s.id, _when_and_title(s, programme)) for s in programme.sessions if s.id != own.id]
        if not others:
            return
        title = next(s.label for s in own.slots if s.id == slot)
        dialog = ChoiceDialog(
            self._page.window(), _("Move “{title}”").format(title=title), "", _("Move"), [(_("To session"), others)]
        )
        dialog.decided.connect(lambda chosen: self._deeds.move_slot(slot, chosen[0]))
        dialog.open()

    def _add_slot(self, session: str, fields: Mapping[str, object], speaker: str) -> None:
        def make(tx: Tx, _event: Event) -> list[Named]:
            slot = add_slot(tx, session=session, **fields).id
            made: list[Named] = [("slot", slot)]
            if speaker:
                part = add_appearance(tx, session=session, speaker=speaker, role="presenter", slot=slot)
                made.append(("appearance", part.id))
            return made

        self._editor.add(_("Add a slot"), make)

    def _change_slot(
        self, session: str, slot: str, fields: Mapping[str, object], speaker: str, part: str | None
    ) -> None:
        """The slot's fields, and another presenter in place of the one before, together."""
        programme = self._deeds.programme
        before = find(programme, "appearance", part) if part else None
        steps = [edit(programme, "slot", slot, **fields)]
        if speaker != getattr(before, "speaker", ""):
            if part:
                steps.append(Presence((("appearance", part),), False))
            if speaker:

                def make(tx: Tx, _event: Event) -> list[Named]:
                    made = add_appearance(tx, session=session, speaker=speaker, role="presenter", slot=slot)
                    return [("appearance", made.id)]

                steps.append(Presence((), True, make))
        self._editor.do(_("Change a slot"), *steps)

    # rooms and speakers

    def room(self, name: str) -> None:
        from ui.dialogs.rooms_dialog import RoomsDialog

        if self._event is None:
            return
        dialog = RoomsDialog(self._page.window(), self._editor, name)
        dialog.added.connect(self._add_room)
        dialog.changed.connect(
            lambda room, values: self._editor.do(
                _("Change a room"), edit(self._deeds.programme, "room", room, **values)
            )
        )
        dialog.removed.connect(lambda room: self._editor.remove(_("Remove a room"), [("room", room)]))
        dialog.open()

    def ask_rooms(self) -> None:
        self.room("")

    def _add_room(self, name: Mapping[str, str], seats: int | None) -> None:
        self._editor.add(
            _("Add a room"), lambda tx, event: [("room", add_room(tx, event=event, name=name, capacity=seats).id)]
        )

    def ask_speakers(self) -> None:
        from ui.dialogs.speakers_dialog import SpeakersDialog

        event = self._event
        if event is None:
            return
        dialog = SpeakersDialog(self._page.window(), self._editor, event)
        dialog.added.connect(
            lambda fields: self._editor.add(
                _("Add a speaker"), lambda tx, event: [("speaker", add_speaker(tx, event=event, **fields).id)]
            )
        )
        dialog.changed.connect(self._change_speaker)
        dialog.removed.connect(lambda name: self._editor.remove(_("Remove a speaker"), [("speaker", name)]))
        dialog.link_asked.connect(lambda name: self._ask_link(dialog, name))
        dialog.open()

    def _change_speaker(self, name: str, values: Mapping[str, object]) -> None:
        self._editor.do(_("Change a speaker"), edit(self._deeds.programme, "speaker", name, **values))

    def _ask_link(self, over: QWidget, name: str) -> None:
        from ui.dialogs.link_dialog import LinkDialog

        event, speaker = self._event, self._deeds.programme.speakers_by_id.get(name)
        if event is None or speaker is None:
            return
        dialog = LinkDialog(over, self._project, event, speaker)
        dialog.decided.connect(lambda person: self._change_speaker(name, {"person": person or None}))
        dialog.open()


def _when_and_title(session: AgendaSession, programme: Programme) -> str:
    if session.starts_at is None:
        return session.label
    local = session.starts_at.astimezone(programme.zone)
    return f"{short_day(local.date())} {local:%H:%M}  ·  {session.label}"
