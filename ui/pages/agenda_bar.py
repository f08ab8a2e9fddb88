"""The bar over an agenda: days, undo and redo, zoom, new session, everything else in a menu, and the release."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QMenu, QWidget

from o2o_events.i18n import _
from ui.widgets.day_tabs import DayTabs
from ui.widgets.flow import FlowLayout
from ui.widgets.icons import IconButton, IconToolButton

_MENU = (
    ("rooms", "speakers", "practices"),
    ("template", "copy_day", "copy_session"),
    ("import", "export", "print"),
    ("keys",),
)
_DAYS = 240
"""Pixels that the tabs of the days want at least."""


class AgendaBar(QWidget):
    """``asked`` tells what was chosen, by its name."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days = DayTabs()
        self.undo, self.redo = IconToolButton("undo"), IconToolButton("redo")
        self.lower, self.taller = IconToolButton("minus"), IconToolButton("plus")
        self.new, self.more = IconButton("plus", "primary"), IconButton()
        self.release = IconButton("check")
        self.menu = QMenu(self)
        self._more_words: dict[str, str] = {}
        row = FlowLayout()
        row.add(self.days, least=_DAYS, stretch=1)
        for widget in (self.undo, self.redo, self.lower, self.taller, self.new, self.more, self.release):
            row.add(widget)
        self.setLayout(row)
        self.more.setMenu(self.menu)
        for name in ("undo", "redo", "lower", "taller", "new", "release"):
            getattr(self, name).clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
        self.retranslate()

    def show_history(self, undo: str, redo: str) -> None:
        """What would be taken back and done again; "" for nothing."""
        self.undo.setEnabled(bool(undo))
        self.redo.setEnabled(bool(redo))
        nothing_back, nothing_again = _("Nothing to take back"), _("Nothing to do again")
        back, again = _("Take back: {what} (Ctrl+Z)"), _("Do again: {what} (Ctrl+Y)")
        self.undo.set_words(back.format(what=undo) if undo else nothing_back)
        self.redo.set_words(again.format(what=redo) if redo else nothing_again)

    def show_release(self, words: str, hint: str, is_due: bool) -> None:
        """How the agenda stands against what was released."""
        self.release.setText(words)
        self.release.setToolTip(hint)
        self.release.set_icon_name("attention" if is_due else "check")

    def retranslate(self) -> None:
        self.days.setAccessibleName(_("Days"))
        self.lower.set_words(_("Lower rows (-)"))
        self.taller.set_words(_("Taller rows (+ or Ctrl and the wheel)"))
        self.new.setText(_("Add session"))
        self.new.setToolTip(_("A new session (N)"))
        self.more.setText(_("More"))
        self._more_words = {
            "rooms": _("Rooms…"),
            "speakers": _("Speakers…"),
            "practices": _("Best practices"),
            "template": _("Start from a template…"),
            "copy_day": _("Copy a day…"),
            "copy_session": _("Copy what is chosen"),
            "import": _("Import an agenda…"),
            "export": _("Export the agenda…"),
            "print": _("Save as PDF…"),
            "keys": _("Keys"),
        }
        self.offer(frozenset(self._more_words))

    def offer(self, names: frozenset[str]) -> None:
        """Fills the menu with those that there are."""
        self.menu.clear()
        for group in _MENU:
            for name in group:
                if name in names:
                    action = self.menu.addAction(self._more_words[name])
                    action.triggered.connect(lambda _checked=False, name=name: self.asked.emit(name))
            self.menu.addSeparator()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
