"""How badges are put on paper: layout, order, which of them; and the layout of a single badge."""

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from o2o_events.documents.layouts import DEFAULT, LAYOUTS
from o2o_events.i18n import _
from ui.preferences import Preferences

DEFAULT_SINGLE = "label"
_ORDERS = ("name", "economy")


def layout_words(name: str) -> str:
    """A layout in plain words."""
    words = {
        "a4-8": _("A4, 8 a sheet (105 × 74 mm)"),
        "a4-4": _("A4, 4 a sheet (105 × 148 mm)"),
        "a6": _("A6, one a sheet (105 × 148 mm)"),
        "card": _("Plastic card (86 × 54 mm)"),
        "label": _("Label printer (62 × 100 mm)"),
    }
    return words.get(name, name)


class SheetChoices(QFrame):
    """``changed`` tells that the sheet is to look different. What is chosen is remembered."""

    changed = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._preferences = preferences
        self.layout_box, self.order_box, self.single_box = QComboBox(), QComboBox(), QComboBox()
        self.only_unprinted = QCheckBox()
        self._labels = [QLabel(objectName="hint", wordWrap=True) for _nth in range(3)]
        self._build()
        self.retranslate()
        _choose(self.layout_box, preferences.text("sheet_layout"), DEFAULT)
        _choose(self.order_box, preferences.text("sheet_order"), "name")
        _choose(self.single_box, preferences.text("single_layout"), DEFAULT_SINGLE)
        self.layout_box.currentIndexChanged.connect(self._keep_and_tell)
        self.order_box.currentIndexChanged.connect(self._keep_and_tell)
        self.only_unprinted.toggled.connect(self._keep_and_tell)
        self.single_box.currentIndexChanged.connect(self._keep)
        self._show_tips()

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 10, 14, 12)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        boxes = (self.layout_box, self.order_box, self.single_box)
        for place, (label, box) in enumerate(zip(self._labels, boxes, strict=True)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(14)
            label.setBuddy(box)
            field = QVBoxLayout(spacing=3)
            field.addStretch(1)
            field.addWidget(label)
            field.addWidget(box)
            grid.addLayout(field, place // 2, place % 2)
        grid.addWidget(self.only_unprinted, 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    @property
    def layout_name(self) -> str:
        return str(self.layout_box.currentData())

    @property
    def order(self) -> str:
        return str(self.order_box.currentData())

    @property
    def single_layout(self) -> str:
        """The layout of a badge that is printed alone."""
        return str(self.single_box.currentData())

    def retranslate(self) -> None:
        layouts = [(name, layout_words(name)) for name in LAYOUTS]
        orders = list(zip(_ORDERS, (_("By family name"), _("By economy, in APEC’s order")), strict=True))
        for box, choices in ((self.layout_box, layouts), (self.order_box, orders), (self.single_box, layouts)):
            with QSignalBlocker(box):
                chosen = box.currentIndex()
                box.clear()
                for value, words in choices:
                    box.addItem(words, value)
                box.setCurrentIndex(chosen)
        words = (_("&Layout of the sheet"), _("&Order"), _("Layout of a &single badge (walk-in)"))
        for label, text, box in zip(
            self._labels, words, (self.layout_box, self.order_box, self.single_box), strict=True
        ):
            label.setText(text)
            box.setAccessibleName(text.replace("&", ""))
        self.only_unprinted.setText(_("Only those &not printed yet"))
        self._show_tips()

    def _show_tips(self) -> None:
        """What is chosen, for words longer than their box."""
        for box in (self.layout_box, self.order_box, self.single_box):
            box.setToolTip(box.currentText())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _keep(self) -> None:
        self._show_tips()
        self._preferences.keep("sheet_layout", self.layout_name)
        self._preferences.keep("sheet_order", self.order)
        self._preferences.keep("single_layout", self.single_layout)

    def _keep_and_tell(self) -> None:
        self._keep()
        self.changed.emit()


def _choose(box: QComboBox, *names: str) -> None:
    """The first name that the box offers: a preference may be of another version of the program."""
    found = (box.findData(name) for name in names)
    box.setCurrentIndex(next((row for row in found if row >= 0), 0))
