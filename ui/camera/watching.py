"""Looks at a camera's pictures away from the window's thread: the latest picture wins, the others are let go."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from ui.camera.codes import SeenCode, read_codes
from ui.jobs import Jobs

INTERVAL = 0.09
"""Seconds between two pictures that are looked at."""
_SHARE = 8
"""Turning frames into pictures is the window's work: at most an eighth of its time, however slow the computer."""
_PREVIEW = 560
_WAKE = 0.5


@dataclass(frozen=True)
class Look:
    """What was seen in one picture, ``taken_at`` a moment: its codes, and a small copy to show."""

    codes: list[SeenCode]
    preview: QImage
    taken_at: float


class Watcher(QObject):
    """Give it a camera's frames on the window's thread; ``looked`` tells each ``Look`` there."""

    looked = Signal(object)
    _done = Signal(object)

    def __init__(self, jobs: Jobs, clock: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self.clock = jobs, clock
        self._next = float("-inf")
        self._box: _Box | None = None
        self._done.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        if self._box is None:
            self._next = float("-inf")
            box = self._box = _Box(self._done.emit)
            box.end = self._jobs.keep(box.work)

    def stop(self) -> None:
        if self._box is not None:
            self._box.close()
            self._box = None

    def take(self, frame: Any) -> None:
        """A QVideoFrame. Most are let go at once: a camera gives thirty a second."""
        now = self.clock()
        if self._box is None or now < self._next:
            return
        image = frame.toImage()
        if not image.isNull():
            self._next = now + max(INTERVAL, _SHARE * (self.clock() - now))
            self._box.put(image, now)

    def _tell(self, told: tuple["_Box", Look]) -> None:
        box, look = told
        if box is self._box:
            self.looked.emit(look)


class _Box:
    """Holds one picture for the thread that looks at it; what comes next replaces it."""

    def __init__(self, tell: Callable[[object], None]) -> None:
        self._tell = tell
        self._changed = threading.Condition()
        self._picture: tuple[QImage, float] | None = None
        self._is_closed = False
        self.end: Callable[[], None] = lambda: None

    def put(self, image: QImage, at: float) -> None:
        with self._changed:
            self._picture = image, at
            self._changed.notify()

    def close(self) -> None:
        """Nothing is told after this."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()
        self.end()

    def work(self, ends: threading.Event) -> None:
        while not ends.is_set() and not self._is_closed:
            with self._changed:
                if self._picture is None:
                    self._changed.wait(_WAKE)
                picture, self._picture = self._picture, None
            if picture is not None:
                look = look_at(*picture)
                with self._changed:
                    if not self._is_closed:
                        self._tell((self, look))


def look_at(image: QImage, at: float) -> Look:
    """The codes of a picture, and its small copy as in a mirror."""
    small = image.scaledToWidth(min(_PREVIEW, image.width()), Qt.TransformationMode.SmoothTransformation)
    return Look(read_codes(image), small.flipped(Qt.Orientation.Horizontal), at)
