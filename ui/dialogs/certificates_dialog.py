"""Who gets a certificate of attendance, and whether they come in one file or one each."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QSpinBox, QWidget

from o2o_events.i18n import _
from o2o_events.registers.events import Event
from ui.dialogs.question import Question
from ui.project import OpenProject


class CertificatesDialog(Question):
    """``said`` tells how many were written, and where."""

    said = Signal(str)

    def __init__(self, parent: QWidget | None, project: OpenProject, event: Event) -> None:
        words = _(
            "Everybody who attended at least this share gets one. The code on it is checked against this project file."
        )
        super().__init__(parent, _("Certificates of attendance"), words, _("Save the certificates…"), "export")
        self._project, self._event = project, event
        self.setMinimumWidth(560)
        self.measure, self.percent = QComboBox(), QSpinBox(minimum=1, maximum=100, value=100, suffix=" %")
        self.measure.addItem(_("Days of the event"), "days")
        self.measure.addItem(_("Sessions of the programme"), "sessions")
        self.each = QCheckBox(_("One file for each person"))
        self.form.addRow(_("Share of"), self.measure)
        self.form.addRow(_("At least"), self.percent)
        self.form.addRow("", self.each)
        self.measure.setFocus()

    def answer(self) -> None:
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
        from o2o_events.documents.certificates import write_certificates  # imported when it is needed: it loads fonts

        database, event = self._project.app.database, self._event
        operator = self._project.operator
        measure, percent, each = self.measure.currentData(), float(self.percent.value()), self.each.isChecked()

        def work() -> Any:
            return write_certificates(
                database, event=event, file=file, measure=measure, percent=percent, each=each, operator=operator
            )

        def tell(written: Any) -> None:
            self.accept()
            self.said.emit(_("{n} certificates were written: {file}.").format(n=written.certificates, file=file))

        self.accept_button.setEnabled(False)
        self._project.jobs.run_long(work, tell, self.fail)
