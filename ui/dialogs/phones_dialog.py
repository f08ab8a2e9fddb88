"""On which of this computer's addresses phones find the forms."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from o2o_events.i18n import _
from ui.dialogs.question import Question
from ui.widgets.fields import NumberField
from ui.widgets.labelled import fill_choices, labelled


class PhonesDialog(Question):
    """``decided`` tells address and port."""

    decided = Signal(str, int)

    def __init__(self, parent: QWidget | None, addresses: Sequence[str], likely: str, port: int) -> None:
        words = _(
            "Phones on the same network open the forms in their browser. "
            "Nothing else of this project can be seen there."
        )
        super().__init__(parent, _("Forms on phones"), words, _("Start"), "desk")
        self.setMinimumWidth(560)
        self.address, self.port = QComboBox(), NumberField(1024, 65_535, port)
        fill_choices(self.address, [(address, address) for address in addresses], likely)
        self.body.addLayout(labelled(_("Address of this computer on the venue’s network"), self.address))
        self.body.addLayout(labelled(_("Port"), self.port))

    def answer(self) -> None:
        address, port = str(self.address.currentData()), self.port.value()
        self.accept()
        self.decided.emit(address, port)
