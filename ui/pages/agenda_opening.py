"""What the agenda page opens: the dialogs for sessions, slots, people, rooms and releases, and what follows them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from o2o_events import i18n
from o2o_events.agenda.changes import changes_between
from o2o_events.agenda.clashes import find_clashes
from o2o_events.agenda.copying import copy_day, copy_session
from o2o_events.agenda.programme import AgendaSession, text_in
from o2o_events.agenda.sessions import add_session
from o2o_events.agenda.versions import release_agenda
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from ui.agenda_editing import AgendaEditor
from ui.agenda_steps import Named
from ui.pages.agenda_blocks import days_of, moment_of
from ui.pages.agenda_deeds import AgendaDeeds
from ui.pages.agenda_files import AgendaFiles
from ui.pages.agenda_parts_opening import AgendaPartsOpening
from ui.pages.agenda_release import Released, read_latest
from ui.project import OpenProject
from ui.widgets.time_grid_values import Place

if TYPE_CHECKING:
    pass

_NEW_MINUTES = 30


class AgendaOpening(QObject):
    """Dialogs over a page; each opens only where there is an agenda."""

    def __init__(self, page: QWidget, project: OpenProject, editor: AgendaEditor, deeds: AgendaDeeds) -> None:
        super().__init__(page)
        self._page, self._project, self._editor, self._deeds = page, project, editor, deeds
        self.files = AgendaFiles(page, project, editor)
        self.parts = AgendaPartsOpening(page, project, editor, deeds)

    @property
    def _event(self) -> Event | None:
        return self._editor.current_event if self._editor.programme is not None else None

    # sessions

    def session(self, name: str) -> None:
        """All fields of a session."""
        from ui.dialogs.session_dialog import SessionDialog

        programme = self._editor.programme
        session = programme.sessions_by_id.get(name) if programme else None
        if programme is None or session is None:
            return
        dialog = SessionDialog(self._page.window(), programme, session)
        dialog.decided.connect(lambda values: self._deeds.change(name, values))
        dialog.open()

    def new_session(self, place: Place | None) -> None:
        """A session at a place, or without a time."""
        from ui.dialogs.session_dialog import SessionDialog

        programme, event = self._editor.programme, self._event
        if programme is None or event is None:
            return
        starts_at = moment_of(place, programme, days_of(programme)) if place else None
        room = (place.column or None) if place else None
        blank = AgendaSession("", "presentation", {}, place.minutes if place else _NEW_MINUTES, starts_at, room)
        dialog = SessionDialog(self._page.window(), programme, blank, is_new=True)
        dialog.decided.connect(lambda values: self._add_session(values, starts_at))
        dialog.open()

    def _add_session(self, values: Mapping[str, object], starts_at: object) -> None:
        def make(tx: Tx, event: Event) -> list[Named]:
            return [("session", add_session(tx, event=event, starts_at=starts_at, **values).id)]

        self._editor.add(_("Add “{title}”").format(title=text_in(_as_text(values["title"]))), make)

    def copy(self, ids: Sequence[str]) -> None:
        """Copies wait without a time."""
        names = list(ids)
        if names:
            self._editor.add(
                _("Copy what is chosen"),
                lambda tx, event: [("session", copy_session(tx, event=event, session=name).id) for name in names],
            )

    def copy_day(self, day: date | None) -> None:
        from ui.dialogs.choice_dialog import ChoiceDialog

        event = self._event
        if event is None or day is None:
            return
        others = [(d, d.isoformat()) for d in event.days if d != day]
        if not others:
            self._page.noted.emit(_("This event has one day only, so there is no other day to copy to."))
            return
        words = _("Every session of {day} is copied to the same time of another day, with its slots and speakers.")
        asked = [(_("To"), others)]
        dialog = ChoiceDialog(self._page.window(), _("Copy a day"), words.format(day=day), _("Copy"), asked)
        dialog.decided.connect(lambda values: self._copy_day(day, values[0]))
        dialog.open()

    def _copy_day(self, day: date, to: date) -> None:
        self._editor.add(
            _("Copy {day}").format(day=day),
            lambda tx, event: [("session", name) for name in copy_day(tx, event=event, day=day, to=to)],
        )

    def ask_template(self) -> None:
        from o2o_events.agenda.templates import TEMPLATES
        from ui.dialogs.choice_dialog import ChoiceDialog

        event = self._event
        if event is None:
            return
        templates = [(key, text_in(template.name)) for key, template in TEMPLATES.items()]
        if len(event.days) > 1:
            templates.reverse()
        asked = [(_("Template"), templates), (_("From"), [(d, d.isoformat()) for d in event.days])]
        words = _("Sessions of the usual lengths are put on days that are still empty. Change them as you like.")
        dialog = ChoiceDialog(self._page.window(), _("Start from a template"), words, _("Use it"), asked)
        dialog.decided.connect(lambda values: self._use_template(*values))
        dialog.open()

    def _use_template(self, template: str, day: date) -> None:
        from o2o_events.agenda.queries import list_rooms
        from o2o_events.agenda.templates import apply_template

        def make(tx: Tx, event: Event) -> list[Named]:
            before = {room.id for room in list_rooms(tx, event)}
            made: list[Named] = [
                ("session", name) for name in apply_template(tx, event=event, template=template, day=day)
            ]
            rooms = [room.id for room in list_rooms(tx, event) if room.id not in before]
            return [*(("room", room) for room in rooms), *made]

        self._editor.add(_("Start from a template"), make)

    # releasing

    def release(self) -> None:
        """What changed is read first, then released."""
        event = self._event
        if event is not None:
            self._project.read(lambda tx: read_latest(tx, event), self._open_release)

    def _open_release(self, released: Released) -> None:
        from ui.dialogs.release_dialog import ReleaseDialog

        programme, event = self._editor.programme, self._event
        if programme is None or event is None:
            return
        release, before = released or (None, None)
        changes = changes_between(before, programme) if before else []
        dialog = ReleaseDialog(self._page.window(), event, release, changes, find_clashes(programme))
        dialog.decided.connect(lambda note: self._release(event, note))
        dialog.open()

    def _release(self, event: Event, note: str) -> None:
        self._project.write(
            lambda tx: release_agenda(tx, event=event, note=note),
            lambda made: self._say(_("Release {n} of the agenda is out.").format(n=made.number)),
        )

    # the menu, the keys

    def menu(self, session: str, chosen: Sequence[str], place: Place, at: QPoint, _day: int) -> None:
        """What can be done to a session, or at an empty place."""
        menu = QMenu(self._page)
        if session:
            one = self._deeds.programme.sessions_by_id[session]
            turn = _("Let it take place") if one.is_cancelled else _("Cancel the session")
            offered = [
                (_("All fields…"), lambda: self.session(session)),
                (_("Add a speaker…"), lambda: self.parts.new_part(one)),
                (_("Add a slot…"), lambda: self.parts.new_slot(one)),
                (_("As long as its slots"), lambda: self._deeds.fit_to_slots(session)),
                (_("Copy what is chosen"), lambda: self.copy(chosen)),
                (_("Take the time away"), lambda: self._deeds.unschedule(chosen)),
                (turn, lambda: self._deeds.turn(session)),
                (_("Remove"), lambda: self._deeds.remove(chosen)),
            ]
            offered = offered if one.slots else [o for o in offered if o[0] != _("As long as its slots")]
        else:
            offered = [(_("New session here…"), lambda: self.new_session(place)), (_("Rooms…"), self.parts.ask_rooms)]
        for words, act in offered:
            action = QAction(words, menu)
            action.triggered.connect(lambda _checked=False, act=act: act())
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def ask_keys(self) -> None:
        """All the keys of the grid."""
        from ui.dialogs.keys_dialog import KeysDialog

        KeysDialog(self._page.window()).open()

    def _say(self, words: str) -> None:
        self._page.said.emit(words)


def _as_text(value: object) -> dict[str, str]:
    return dict(value) if isinstance(value, Mapping) else {i18n.language(): str(value)}
