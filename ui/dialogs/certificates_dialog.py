"""Who gets a certificate of attendance, who signs them, and whether they come in one file or one each."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLabel, QLineEdit, QSizePolicy, QWidget

from o2o_events.checkin.attended_shares import AttendedShare, attended_shares
from o2o_events.i18n import _
from o2o_events.registers.events import Event
from ui.dialogs.question import Question
from ui.project import OpenProject
from ui.widgets.fields import NumberField

_SIGNATORIES = 3


class CertificatesDialog(Question):
    """``said`` tells how many were written, and where."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None, project: OpenProject, event: Event) -> None:
        words = _(
            "Everybody who attended at least this share gets one. The code on it is checked against this project file."
        )
        super().__init__(parent, _("Certificates of attendance"), words, _("Save the certificates…"), "export")
        self._project, self._event = project, event
        self._came: list[AttendedShare] | None = None
        self.setMinimumWidth(640)
        self.measure, self.percent = QComboBox(), NumberField(1, 100, 100)
        self.percent.setSuffix(" %")
        self.measure.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.measure.addItem(_("Days of the event"), "days")
        self.measure.addItem(_("Sessions of the programme"), "sessions")
        self.signatories = [QLineEdit(maxLength=200) for _n in range(_SIGNATORIES)]
        self.operator = QLineEdit(project.operator)
        self.each = QCheckBox(_("One file for each person"))
        self.count = QLabel(objectName="quiet", wordWrap=True)
        self._arrange()
        self._project.read(lambda tx: attended_shares(tx, event), self._take, self.fail)

    def _arrange(self) -> None:
        self.form.addRow(_("Share of"), self.measure)
        self.form.addRow(_("At least"), self.percent)
        for field in self.signatories:
            field.setPlaceholderText(_("Name; position"))
            field.setAccessibleName(_("Signed by"))
            self.form.addRow(_("Signed by") if field is self.signatories[0] else "", field)
        self.form.addRow(_("Your name"), self.operator)
        self.form.addRow("", self.each)
        self.body.addWidget(self.count)
        self.measure.currentIndexChanged.connect(lambda _row: self._show_count())
        self.percent.valueChanged.connect(lambda _value: self._show_count())
        self.measure.setFocus()

    def _take(self, shares: list[AttendedShare]) -> None:
        self._came = [share for share in shares if share.days or share.sessions]
        self._show_count()

    def _show_count(self) -> None:
        """How many get one, before any file is written."""
        if self._came is None:
            return
        measure, percent = self.measure.currentData(), self.percent.value()
        entitled = sum(share.percent(measure) >= percent for share in self._came)
        if measure == "sessions" and not any(share.of_sessions for share in self._came):
            words = _("No session has a door, so nobody knows who attended. Go by days instead.")
        else:
            words = _("{n} of {all} people who came get one.").format(n=entitled, all=len(self._came))
        self.count.setText(words)

    def answer(self) -> None:
        if not self.operator.text().strip():
            self.operator.setFocus()
            self.refuse(_("Type your name: it is kept who made the certificates."))
            return
        if self.each.isChecked():
            name = QFileDialog.getExistingDirectory(self, _("Folder for the certificates"))
        else:
            proposal = f"{self._event.code} certificates.pdf"
            name, _kind = QFileDialog.getSaveFileName(self, _("Save the certificates…"), proposal, "PDF (*.pdf)")
        if name:
            file = Path(name)
            is_named = self.each.isChecked() or file.suffix.lower() == ".pdf"
            self.write(file if is_named else file.with_name(file.name + ".pdf"))

    def write(self, file: Path) -> None:
        """Writes them in the background; what refuses is said here, with everything as it was chosen."""
        from o2o_events.documents.certificate_page import Signatory
        from o2o_events.documents.certificates import write_certificates  # imported when it is needed: it loads fonts

        database, event = self._project.app.database, self._event
        measure, percent, each = self.measure.currentData(), float(self.percent.value()), self.each.isChecked()
        operator = self.operator.text().strip()
        named = (field.text().partition(";") for field in self.signatories if field.text().strip())
        signatories = [Signatory(name.strip(), position.strip()) for name, _semicolon, position in named]

        def work() -> Any:
            return write_certificates(
                database,
                event=event,
                file=file,
                measure=measure,
                percent=percent,
                signatories=signatories,
                each=each,
                operator=operator,
            )

        def tell(written: Any) -> None:
            self.accept()
            self.said.emit(_written_words(written))

        self.accept_button.setEnabled(False)
        self._project.jobs.run_long(work, tell, self.fail)


def _written_words(written: Any) -> str:
    parts = [_("{n} certificates were written: {file}.").format(n=written.certificates, file=written.file)]
    if written.below:
        parts.append(_("Came, but attended less: {n}.").format(n=written.below))
    if written.nameless:
        parts.append(_("Left out because no name is known: {n}.").format(n=written.nameless))
    if written.missing:
        parts.append(_("No font has these characters: {characters}").format(characters=written.missing))
    return " ".join(parts)
