"""The organiser's PIN: setting and changing it, saying that it is forgotten, and handing out contacts against it."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QSizePolicy, QWidget

from o2o_events.documents.contact_list import role_names, write_contacts
from o2o_events.i18n import _
from o2o_events.people.contacts import Contacts, release_contacts
from o2o_events.registers.events import Event
from o2o_events.registers.pins import LONGEST, SHORTEST, Standing, set_organiser_pin, tell_forgotten
from ui.dialogs.question import Question
from ui.project import OpenProject
from ui.widgets.icons import IconButton


def pin_field() -> QLineEdit:
    """A field in which nobody reads along."""
    field = QLineEdit(maxLength=LONGEST, echoMode=QLineEdit.EchoMode.Password)
    field.setAccessibleName(_("Organiser's PIN"))
    return field


class PinDialog(Question):
    """``said``: the PIN is set, or known to be forgotten; ``kept``: it is set."""

    said = Signal(str)
    kept = Signal()

    def __init__(self, parent: QWidget | None, project: OpenProject, standing: Standing, *, is_open: bool) -> None:
        words = _(
            "With this PIN contacts are handed out and events are anonymised. Nobody can read it back. It limits what"
            " is done in this program; what keeps strangers from the file is its passphrase."
        )
        title = _("Change the organiser's PIN") if standing.is_set else _("Set the organiser's PIN")
        super().__init__(parent, title, words, _("Keep this PIN"), "lock")
        self._project, self._needs_old = project, standing.is_set and not is_open
        self.setMinimumWidth(640)
        self.operator, self.old, self.new, self.again = (
            QLineEdit(project.operator),
            pin_field(),
            pin_field(),
            pin_field(),
        )
        self.forgotten = IconButton("attention")
        self.forgotten.setText(_("I have forgotten it"))
        self.form.addRow(_("Your name"), self.operator)
        if self._needs_old:
            self.form.addRow(_("Present PIN"), self.old)
        self.form.addRow(_("New PIN, {least} to {most} digits").format(least=SHORTEST, most=LONGEST), self.new)
        self.form.addRow(_("The new PIN once more"), self.again)
        self._buttons.insertWidget(0, self.forgotten)
        self.forgotten.setVisible(self._needs_old)
        self.forgotten.clicked.connect(self.forget)
        if standing.opens_at is not None and not is_open:
            self.body.addWidget(QLabel(_opens_words(standing), objectName="quiet", wordWrap=True))
        (self.old if self._needs_old else self.new).setFocus()

    def fail(self, error: Exception) -> None:
        super().fail(error)
        field = self.old if self._needs_old else self.new
        field.setFocus()
        field.selectAll()

    def answer(self) -> None:
        new = self.new.text()
        if self._needs_old and not self.old.text():
            self.old.setFocus()
            self.refuse(_("Type the present PIN, too; or say that you have forgotten it."))
            return
        if new != self.again.text():
            self.again.setFocus()
            self.refuse(_("The two new PINs differ. Type the same twice."))
            return
        database, old, operator = self._project.app.database, self.old.text(), self.operator.text()
        self.accept_button.setEnabled(False)
        self._project.jobs.run(
            lambda: set_organiser_pin(database, pin=new, old=old, operator=operator), self._done, self.fail
        )

    def forget(self) -> None:
        """Notes it, and says from when on a new one can be set."""
        operator = self.operator.text()
        if not operator.strip():
            self.operator.setFocus()
            self.refuse(_("Type your name: it is kept who has forgotten the PIN."))
            return
        self._project.write(lambda tx: tell_forgotten(tx, operator=operator), self._told, self.fail)

    def _done(self, _none: object) -> None:
        self.accept()
        self.said.emit(_("The organiser's PIN is set."))
        self.kept.emit()

    def _told(self, standing: Standing) -> None:
        self.accept()
        self.said.emit(_opens_words(standing))


def _opens_words(standing: Standing) -> str:
    moment = "" if standing.opens_at is None else f"{standing.opens_at.astimezone():%Y-%m-%d %H:%M}"
    return _(
        "The PIN is said to be forgotten: a new one can be set at this desk from {moment} on. Typing the right one ends"
        " this."
    ).format(moment=moment)


class ContactsDialog(Question):
    """Hands out the contacts of those who agreed. ``said`` tells where they are."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None, project: OpenProject, event: Event) -> None:
        words = _(
            "Only those who agreed are listed, with the day on which they did; the others are counted. It is kept who"
            " took the list, when, and how many rows it had."
        )
        title = _("Contacts of {event}").format(event=event.label)
        super().__init__(parent, title, words, _("Save the list…"), "export")
        self._project, self._event = project, event
        self.setMinimumWidth(640)
        self.purpose, self.operator, self.pin = QComboBox(), QLineEdit(project.operator), pin_field()
        self.purpose.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.purpose.addItem(_("Shared list of participants"), "list")
        self.purpose.addItem(_("Survey of the APEC Secretariat"), "survey")
        self.form.addRow(_("They agreed to"), self.purpose)
        self.form.addRow(_("Your name"), self.operator)
        self.form.addRow(_("Organiser's PIN"), self.pin)
        self.pin.setFocus()

    def answer(self) -> None:
        if not self._is_complete():
            return
        kinds = ";;".join((_("Excel workbook (*.xlsx)"), _("CSV list (*.csv)")))
        proposal = f"contacts-{self._event.code}.xlsx"
        name, kind = QFileDialog.getSaveFileName(self, _("Save the contacts"), proposal, kinds)
        if name:
            file = Path(name)
            if file.suffix.lower() not in (".xlsx", ".csv"):
                file = file.with_name(file.name + (".csv" if "csv" in kind else ".xlsx"))
            self.write(file)

    def _is_complete(self) -> bool:
        """Whether name and PIN are there; says which is not, before any file is asked for."""
        for field, words in (
            (self.operator, _("Type your name: it is kept who took the contacts.")),
            (self.pin, _("Type the organiser's PIN.")),
        ):
            if not field.text().strip():
                field.setFocus()
                self.refuse(words)
                return False
        return True

    def fail(self, error: Exception) -> None:
        super().fail(error)
        self.pin.setFocus()
        self.pin.selectAll()

    def write(self, file: Path) -> None:
        """Writes the list, if the PIN is right."""
        if not self._is_complete():
            return
        database, event = self._project.app.database, self._event
        pin, operator, purpose = self.pin.text(), self.operator.text(), self.purpose.currentData()

        def work() -> Contacts:
            found = release_contacts(database, event=event, pin=pin, operator=operator, purpose=purpose)
            with database.read() as tx:
                roles = role_names(tx)
            write_contacts(file, found, roles)
            return found

        def tell(found: Contacts) -> None:
            self.accept()
            words = _("{n} contacts were written to {file}; {others} people did not agree and are only counted.")
            self.said.emit(words.format(n=len(found.contacts), file=file, others=found.not_shared))

        self.accept_button.setEnabled(False)
        self._project.jobs.run(work, tell, self.fail)
