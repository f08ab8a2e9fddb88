"""What is the organiser's alone: contacts, anonymising, closing an event, and the PIN."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.registers.events import Event, close_event, reopen_event
from o2o_events.registers.pins import Standing, read_standing
from ui.project import OpenProject


class ReportDeeds(QObject):
    """Opens the dialogs. ``said`` is what was done, ``noted`` why nothing was.

    ``anonymised`` are the ids of the events that are counts.
    """

    said = Signal(str)
    noted = Signal(str)

    def __init__(self, page: QWidget, project: OpenProject) -> None:
        super().__init__(page)
        self._page, self._project = page, project
        self.anonymised: Collection[str] = ()

    def menu(self) -> QMenu:
        """What can be done, with the present event named."""
        menu, event = QMenu(self._page), self._project.current_event
        if event is not None:
            menu.addAction(_("Contacts of {event}…").format(event=event.code), self.ask_contacts)
            menu.addAction(_("Anonymise {event}…").format(event=event.code), self.ask_anonymise)
            menu.addSeparator()
            if event.closed_on is None:
                menu.addAction(_("{event} was held: close it").format(event=event.code), self.close_event)
            else:
                menu.addAction(_("Open {event} again").format(event=event.code), self.reopen_event)
            menu.addSeparator()
        menu.addAction(_("Organiser's PIN…"), lambda: self.ask_pin())
        return menu

    def close_event(self) -> None:
        """Notes that the present event was held. Nothing is asked, because it can be taken back; that is said."""
        if event := self._project.current_event:
            words = _("{event} is closed and counts as held. “For the organiser” opens it again.")
            self._mark(lambda tx: close_event(tx, event=event), words.format(event=event.code))

    def reopen_event(self) -> None:
        """Takes back that the present event was closed."""
        if event := self._project.current_event:
            words = _("{event} is open again.").format(event=event.code)
            self._mark(lambda tx: reopen_event(tx, event=event), words)

    def _mark(self, work: Callable[[Tx], Event], words: str) -> None:
        self._project.write(work, lambda _event: self.said.emit(words))

    def ask_contacts(self) -> None:
        """Where there is no PIN yet it is set first."""
        from ui.dialogs.pin_dialog import ContactsDialog

        event = self._project.current_event
        if event is None:
            return

        def ask(standing: Standing) -> None:
            if standing.is_set:
                self._open(ContactsDialog(self._page.window(), self._project, event))
            else:
                self.ask_pin(then=self.ask_contacts)

        self._project.read(read_standing, ask)

    def ask_anonymise(self) -> None:
        from ui.dialogs.anonymise_dialog import AnonymiseDialog

        event = self._project.current_event
        if event is None:
            return
        if event.id in self.anonymised:
            self.noted.emit(_("{event} is anonymised already: its people are counts.").format(event=event.code))
            return
        self._open(AnonymiseDialog(self._page.window(), self._project, event))

    def ask_pin(self, then: Callable[[], None] | None = None) -> None:
        """``then`` is done once a PIN is set."""
        from ui.dialogs.pin_dialog import PinDialog

        def ask(found: tuple[Standing, bool]) -> None:
            standing, is_open = found
            dialog = PinDialog(self._page.window(), self._project, standing, is_open=is_open)
            if then is not None:
                dialog.kept.connect(then)
            self._open(dialog)

        def read(tx: Tx) -> tuple[Standing, bool]:
            standing = read_standing(tx)
            return standing, standing.opens_at is not None and standing.opens_at <= tx.now()

        self._project.read(read, ask)

    def _open(self, dialog: QDialog) -> None:
        dialog.said.connect(self.said)
        dialog.open()
