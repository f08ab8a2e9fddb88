"""The keys of the agenda's grid, on one sheet."""

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from o2o_events.i18n import _
from ui.dialogs.question import Question


class KeysDialog(Question):
    """Shows them; there is nothing to answer."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, _("Keys of the agenda"), "", _("Done"))
        self.cancel_button.hide()
        self.setMinimumSize(640, 620)
        grid = QGridLayout(horizontalSpacing=18, verticalSpacing=7)
        for number, (keys, words) in enumerate(key_words()):
            grid.addWidget(QLabel(keys, objectName="key"), number, 0)
            grid.addWidget(QLabel(words, wordWrap=True), number, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)


def key_words() -> list[tuple[str, str]]:
    """Each key with what it does."""
    return [
        ("← → ↑ ↓", _("The next session beside, above or below")),
        ("Ctrl+Shift ← → ↑ ↓", _("Go to it without choosing it")),
        ("Ctrl+Space", _("Choose one more, or one less")),
        ("Ctrl+A", _("Choose all of the day")),
        ("Alt ↑ ↓, Ctrl ↑ ↓", _("5 minutes earlier or later")),
        ("Alt ← →, Ctrl ← →", _("To the next room")),
        ("Shift ↑ ↓", _("5 minutes shorter or longer")),
        ("Enter", _("Open")),
        ("N, Insert", _("New session")),
        ("U", _("Take the time away: it waits in the list")),
        ("S", _("In the list: give it the first free time of the day")),
        ("M", _("In the slots of a session: move one to another session")),
        ("Delete", _("Remove; Ctrl+Z takes it back")),
        ("Ctrl+Z, Ctrl+Y", _("Take back, do again")),
        ("PageUp, PageDown", _("Another day")),
        ("+, -, 0", _("Taller rows, lower rows, as usual")),
        ("Alt +, Alt -", _("Wider or narrower rooms")),
        ("Esc", _("Give up dragging; choose nothing")),
    ]
