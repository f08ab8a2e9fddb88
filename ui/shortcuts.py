"""The keys that work on every page, and the hints of them at the foot of the window. Pages' own keys: the registry."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from o2o_events.i18n import _

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def add_shortcuts(window: "MainWindow") -> None:
    """Gives the window its keys."""
    for keys, action in (
        ("F2", _on_checkin(window, "focus_scan")),
        ("F3", _on_checkin(window, "focus_search")),
        ("F4", _on_checkin(window, "walk_in_asked")),
        ("F5", _switch_camera(window)),
        ("F6", window.turn),
        ("F7", _on_checkin(window, "open_shown_person")),
        ("F8", _on_checkin(window, "admit_anyway")),
        ("F9", _on_checkin(window, "undo_last")),
        ("Ctrl+E", _on_checkin(window, "export_asked")),
        ("Ctrl+M", window.corner.sound.toggle),
        ("Ctrl+O", window.opening.ask_open),
        ("F11", window.toggle_full_screen),
    ):
        QShortcut(QKeySequence(keys), window, activated=action)


def hint_words() -> list[str]:
    """The keys to know, the most needed first: where there is no room for all, the last ones go."""
    return [
        _("F2 scan"), _("F3 search"), _("F4 walk-in"), _("F9 undo"), _("F8 admit anyway"), _("F6 in or out"),
        _("F5 camera"), _("Ctrl+1 to 9 pages"),
    ]  # fmt: skip


def _on_checkin(window: "MainWindow", name: str) -> Callable[[], None]:
    """What a key does on the check-in page, whichever page is shown."""

    def act() -> None:
        if window.workspace is not None:
            window.show_page("checkin")
            action = getattr(window.workspace.checkin, name)
            action.emit() if hasattr(action, "emit") else action()

    return act


def _switch_camera(window: "MainWindow") -> Callable[[], None]:
    """On or off; from another page, where it only rested, always on."""

    def act() -> None:
        if window.workspace is None:
            return
        is_in_front = window.workspace.shown == "checkin"
        window.show_page("checkin")
        card = window.workspace.checkin.camera
        card.switch() if is_in_front else card.scanner.start()

    return act
