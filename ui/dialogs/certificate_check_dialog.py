"""Whether a certificate is genuine: its code scanned or typed, and what it attests."""

from PySide6.QtWidgets import QLabel, QWidget

from o2o_events.db.transaction import Tx
from o2o_events.documents.certificates import VerifiedCertificate, attested_words, verify_certificate
from o2o_events.i18n import _
from ui.dialogs.question import Question
from ui.project import OpenProject
from ui.widgets.fields import ScanField


class CertificateCheckDialog(Question):
    """Stays open, so that one certificate after the other can be checked."""

    def __init__(self, parent: QWidget | None, project: OpenProject) -> None:
        words = _("Scan the QR code on the certificate, or type the characters under it.")
        super().__init__(parent, _("Check a certificate"), words, _("Check"), "search")
        self._project = project
        self.setMinimumWidth(640)
        self.code = ScanField()
        self.code.setAccessibleName(_("Code of the certificate"))
        self.genuine = QLabel(objectName="success", wordWrap=True, visible=False)
        self.cancel_button.setText(_("Close"))
        self.body.addWidget(self.code)
        self.body.addWidget(self.genuine)
        self.code.setFocus()

    def take_scan(self, text: str) -> None:
        """What a scanner typed while this is open is a certificate's code, no badge."""
        self.code.setText(text)
        self.answer()

    def answer(self) -> None:
        code = self.code.text()
        self.genuine.hide()
        self.problem.hide()

        def read(tx: Tx) -> VerifiedCertificate:
            return verify_certificate(tx, code)

        self._project.read(read, self._show, self.fail)
        self.code.setFocus()
        self.code.selectAll()

    def _show(self, found: VerifiedCertificate) -> None:
        claim, event = found.claim, found.event
        who = found.name or _("somebody whose name this project does not hold")
        if found.is_anonymised:
            who = _("somebody whose name this project no longer holds, as the event was anonymised")
        attended = attested_words(claim)
        words = _("Genuine. It attests that {who} attended {event}: {attended}. Issued {day}. Compare the name.")
        self.genuine.setText(
            words.format(who=who, event=event.label if event else "–", attended=attended, day=claim.issued_on)
        )
        self.genuine.show()
        self.grow()
