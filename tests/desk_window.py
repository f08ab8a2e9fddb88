"""The desk window for tests that drive it: offscreen where there is no display, with a recorder for a loudspeaker."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

if sys.platform.startswith("linux") and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from o2o_events.clock import WallClock
from ui.application import Desk
from ui.preferences import Preferences
from ui.sounds import Sounds

PATIENCE = 60_000
"""Milliseconds that setting up may take on a busy machine: each wait ends as soon as there is nothing to wait for."""


def bring_to_front(qtbot: QtBot, window: QWidget) -> None:
    """Gives a window the keyboard. It is asked for until it is given: a window that goes may take it away again."""

    def is_in_front() -> bool:
        if not window.isActiveWindow():
            window.activateWindow()
        return window.isActiveWindow()

    qtbot.waitUntil(is_in_front, timeout=PATIENCE)


def clear_away() -> None:
    """Windows that were closed are gone now, not while the next test sets up its own."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


@dataclass
class Loudspeaker:
    """Notes what would be heard."""

    heard: list[str] = field(default_factory=list)

    def load(self, kind: str) -> "Effect":
        return Effect(kind, self.heard)


@dataclass
class Effect:
    kind: str
    heard: list[str]

    def play(self) -> None:
        self.heard.append(self.kind)


@pytest.fixture
def make_desk(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, clock: WallClock
) -> Iterator[Callable[[], tuple[Desk, Loudspeaker]]]:
    """Makes desks without a project, and takes them away afterwards."""
    made: list[Desk] = []

    def make() -> tuple[Desk, Loudspeaker]:
        loudspeaker = Loudspeaker()
        desk = Desk(qapp, Preferences(tmp_path / "window.ini"), Sounds(loudspeaker.load), clock)
        made.append(desk)
        desk.catch_scans()
        desk.window.show()
        bring_to_front(qtbot, desk.window)
        return desk, loudspeaker

    yield make
    for desk in made:
        qapp.closeAllWindows()
        desk.close()
        desk.window.deleteLater()
        desk.deleteLater()
    clear_away()
