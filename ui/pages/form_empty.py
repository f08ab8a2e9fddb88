"""What the page of forms shows while there is none."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from o2o_events.i18n import _
from ui.widgets.empty_page import lay_empty
from ui.widgets.icons import IconButton


class FormEmpty(QWidget):
    """Offers the forms that come with the program (``ship``), or one of one's own (``new``)."""

    def __init__(self) -> None:
        super().__init__()
        self.words = QLabel(objectName="quiet", wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.ship, self.new = IconButton("check", "primary"), IconButton("plus")
        lay_empty(self, "form", self.words, self.ship, self.new)
        self.retranslate()

    def retranslate(self) -> None:
        self.words.setText(
            _("There is no form yet. Begin with the evaluation, session and barrier forms, or with one of your own.")
        )
        self.ship.setText(_("Add the forms that come with the program"))
        self.new.setText(_("New form…"))
