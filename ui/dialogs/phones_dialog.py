"""The forms on phones: on which address they are served, its code to scan from here, and the poster to hang up."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from o2o_events.i18n import LANGUAGES, _, language
from o2o_events.registers.events import Event
from ui.dialogs.question import Question
from ui.phones import Phones
from ui.widgets.fields import NumberField
from ui.widgets.icons import IconButton
from ui.widgets.labelled import fill_choices, labelled
from ui.widgets.qr_image import qr_image

if TYPE_CHECKING:
    from o2o_events.web.addresses import Address

EVERY = ""
"""The choice of all languages on one poster."""
_CODE = 200


class PhonesDialog(Question):
    """Starts the phones' page and stops it, and says in each state what to do next."""

    def __init__(
        self, parent: QWidget | None, phones: Phones, event: Event, addresses: Sequence["Address"], port: int
    ) -> None:
        words = _(
            "Phones on the same network open the forms in their browser. "
            "Nothing else of this project can be seen there."
        )
        super().__init__(parent, _("Forms on phones"), words, "", "desk")
        self.setMinimumWidth(600)
        self._phones, self._event = phones, event
        self._venue = {address.text for address in addresses if address.is_venue}
        self.address, self.port = QComboBox(), NumberField(1024, 65_535, port)
        self.state = QLabel(wordWrap=True)
        self.code, self.url = QLabel(alignment=Qt.AlignmentFlag.AlignCenter), QLabel(objectName="title")
        self.language, self.poster = QComboBox(), IconButton("print")
        fill_choices(self.address, [(address.text, address.text) for address in addresses])
        fill_choices(self.language, [(EVERY, _("All languages")), *LANGUAGES.items()], language())
        self._lay_out()
        self.address.currentIndexChanged.connect(self._show)
        self.poster.clicked.connect(self._ask_place)
        phones.changed.connect(self._show)
        phones.failed.connect(self._fail)
        self._show()

    def _lay_out(self) -> None:
        self.place = QWidget()
        choices = QHBoxLayout(self.place, spacing=14)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.addLayout(labelled(_("Address of this computer on the venue’s network"), self.address), 2)
        choices.addLayout(labelled(_("Port"), self.port), 1)
        self.served = QWidget()
        shown = QVBoxLayout(self.served, spacing=8)
        shown.setContentsMargins(0, 0, 0, 0)
        self.code.setFixedHeight(_CODE)
        shown.addWidget(self.code)
        shown.addWidget(self.url)
        self.url.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.url.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.poster.setAutoDefault(False)
        self.poster.setText(_("Save the poster…"))
        poster = QHBoxLayout(spacing=14)
        poster.addLayout(labelled(_("Poster with the code, in"), self.language), 1)
        poster.addWidget(self.poster, 0, Qt.AlignmentFlag.AlignBottom)
        for part in (self.place, self.served, self.state):
            self.body.addWidget(part)
        self.body.addLayout(poster)
        self.cancel_button.setText(_("Close"))

    def _show(self) -> None:
        """What is so now, and what to do next."""
        url, is_starting = self._phones.url, self._phones.is_starting
        is_idle = not url and not is_starting
        self.place.setVisible(not url)
        self.place.setEnabled(is_idle)
        self.served.setVisible(bool(url))
        self.state.setText(self._words(url, is_starting))
        self.accept_button.setText(_("Stop the phones’ page") if url else _("Start"))
        self.accept_button.set_icon_name("stop" if url else "desk")
        self.accept_button.setEnabled(not is_starting)
        for button in (self.accept_button, self.cancel_button):
            button.setAutoDefault(is_idle)  # Enter, pressed once more, must not stop what it has just started
        self.accept_button.setDefault(is_idle)
        if url:
            image = QPixmap.fromImage(qr_image(url, border=4))
            self.code.setPixmap(image.scaled(QSize(_CODE, _CODE)))
            self.code.setAccessibleName(_("QR code of {url}").format(url=url))
            self.url.setText(url)
            self.problem.hide()
            self.cancel_button.setFocus()
        QTimer.singleShot(0, self, self._make_room)

    def _make_room(self) -> None:
        """As high as the words need now: wrapped ones know that once they are laid out."""
        self.resize(self.width(), self.layout().totalHeightForWidth(self.width()))

    def _words(self, url: str, is_starting: bool) -> str:
        if is_starting:
            return _("The page is being started …")
        if url and not self._is_reached():
            return _("Only this computer itself can open this page: it is to try the forms out.")
        if url:
            return _(
                "Let people scan this code, or hang up the poster. Screens of this event show the address too. "
                "Keep this program open: when it closes, phones keep their answers and send them when it serves again."
            )
        if not self._venue:
            return _(
                "This computer is in no network, so no phone can reach it. "
                "Join the venue’s Wi-Fi, then open this again."
            )
        if not self._is_reached():
            return _("Only this computer itself can open a page on this address. Choose another one for phones.")
        return _("Choose the address in the Wi-Fi that the phones are in, then press “Start”.")

    def _is_reached(self) -> bool:
        """Whether phones reach the page; a hotel's other addresses are none of this computer's."""
        return (self._phones.address or str(self.address.currentData())) in self._venue

    def answer(self) -> None:
        """Starts the page, or stops it; the dialog stays."""
        self.problem.hide()
        if self._phones.url:
            self._phones.stop()
            return
        self._phones.start(self._event, str(self.address.currentData()), self.port.value())
        self._show()

    def _fail(self, error: Exception) -> None:
        self._show()
        self.fail(error)

    def _ask_place(self) -> None:
        tag = str(self.language.currentData())
        proposed = "-".join(filter(None, ("poster", self._event.code, tag))) + ".pdf"
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the poster"), proposed, _("PDF (*.pdf)"))
        if name:
            self.write_poster(Path(name) if name.lower().endswith(".pdf") else Path(f"{name}.pdf"))

    def write_poster(self, file: Path) -> None:
        """Writes the poster of the address that is served, or else chosen."""
        tag = str(self.language.currentData())
        self.problem.hide()
        self._phones.write_poster(
            self._event, file, [tag] if tag else list(LANGUAGES), self._chosen_url(), self._tell, self.fail
        )

    def _chosen_url(self) -> str:
        from o2o_events.web.addresses import page_address

        return self._phones.url or page_address(str(self.address.currentData()), self.port.value())

    def _tell(self, written: tuple[Path, str]) -> None:
        file, url = written
        words = _("Written: {file}. It leads to {url}. Print it and hang it up where people sit.")
        self.state.setText(words.format(file=file, url=url))
