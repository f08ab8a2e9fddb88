"""The camera as a scanner: on or off, what is wrong and what to do about it, and each badge that was shown."""

import time
from collections.abc import Callable
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from o2o_events.i18n import _
from ui.camera.devices import Cameras, Device, OpenCamera, SystemCameras, choose_device
from ui.camera.showing import Showings
from ui.camera.watching import Look, Watcher
from ui.jobs import Jobs
from ui.preferences import Preferences

SILENCE = 6_000
"""Milliseconds without a picture after which something is wrong with a camera that said nothing."""
RETRY = 5_000
"""Milliseconds after which a camera that failed is tried again."""


class State(Enum):
    """How it stands with the camera."""

    OFF = 0
    STARTING = 1
    RUNNING = 2
    NONE = 3
    """This computer has no camera."""
    UNPLUGGED = 4
    FAILED = 5
    REFUSED = 6
    MISSING = 7
    """Qt's multimedia cannot be loaded."""


class CameraScanner(QObject):
    """Call it on the window's thread. ``changed``: the state or the list of devices; ``read``: a code was shown, once;
    ``looked``: a picture with what was made of it."""

    changed = Signal()
    read = Signal(str)
    looked = Signal(object, object)

    def __init__(
        self,
        jobs: Jobs,
        preferences: Preferences,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.make_cameras: Callable[[], Cameras] = lambda: SystemCameras(self)
        self.is_listening: Callable[[], bool] = lambda: True
        self.state, self.device = State.OFF, None
        self.device: Device | None
        self._preferences = preferences
        self._cameras: Cameras | None = None
        self._camera: OpenCamera | None = None
        self._showings = Showings()
        self.watcher = Watcher(jobs, clock, self)
        self.watcher.looked.connect(self._look)
        self.silence = QTimer(self, singleShot=True, interval=SILENCE)
        self.silence.timeout.connect(self._fail)
        self.retry = QTimer(self, singleShot=True, interval=RETRY)
        self.retry.timeout.connect(self.try_again)

    @property
    def is_on(self) -> bool:
        """Whether it is wanted, be there a picture or not."""
        return self.state is not State.OFF

    @property
    def devices(self) -> list[Device]:
        return self._cameras.listed() if self._cameras is not None else []

    # on and off

    def start(self) -> None:
        if self.state is State.OFF:
            self.try_again()

    def stop(self) -> None:
        self._close()
        self.retry.stop()
        self.device = None
        self._be(State.OFF)

    def forget(self) -> None:
        """What was shown before counts no more: another event, another day."""
        self._showings = Showings()

    def choose(self, device: Device) -> None:
        """Takes another camera, and remembers it."""
        self._preferences.keep("camera/id", device.id)
        self._preferences.keep("camera/name", device.name)
        self.device = None
        self.try_again()
        self.changed.emit()

    def try_again(self) -> None:
        """Opens the camera that is wanted, whatever was before."""
        self._close()
        self.retry.stop()
        cameras = self._load()
        if cameras is None:
            self._be(State.MISSING)
        elif cameras.ask_permission(self._on_permission):
            self._be(State.STARTING)
        elif cameras.is_refused():
            self._be(State.REFUSED)
        else:
            self._open(cameras)

    def _load(self) -> Cameras | None:
        if self._cameras is None:
            try:
                self._cameras = self.make_cameras()
            except ImportError:
                return None
            self._cameras.changed.connect(self._on_devices)
        return self._cameras

    def _on_permission(self) -> None:
        if self.is_on:
            self.try_again()

    def _open(self, cameras: Cameras) -> None:
        devices = cameras.listed()
        if self.device is not None and self.device not in devices:
            self._be(State.UNPLUGGED)
            return
        device = self.device or choose_device(
            devices, self._preferences.text("camera/id"), self._preferences.text("camera/name")
        )
        if device is None:
            self._be(State.NONE)
            return
        self.device = device
        if self.state is not State.FAILED:
            self._be(State.STARTING)
        self.watcher.start()
        self._camera = cameras.open(device, self._on_problem)
        self._camera.sink.videoFrameChanged.connect(self._take)
        self.silence.start()
        self._on_problem()

    def _close(self) -> None:
        self.silence.stop()
        self.watcher.stop()
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.sink.videoFrameChanged.disconnect(self._take)
            camera.close()

    # what happens

    def _on_problem(self) -> None:
        if self._camera is not None and self._camera.problem:
            self._fail()

    def _fail(self) -> None:
        """Unplugged, taken by another program, or gone silent: what it was shows when it is tried again."""
        self._close()
        if self.device is not None and self.device not in self.devices:
            self._be(State.UNPLUGGED)
            return
        self._be(State.FAILED)
        self.retry.start()

    def _on_devices(self) -> None:
        """A camera came or went."""
        is_there = self.device in self.devices
        if not self.is_on:
            pass
        elif self._camera is not None and not is_there:
            self._fail()
        elif self.state in (State.NONE, State.FAILED) or (self.state is State.UNPLUGGED and is_there):
            self.try_again()
        elif self.state is State.UNPLUGGED:
            self._take_back_by_name()
        self.changed.emit()

    def _take_back_by_name(self) -> None:
        """The same camera in another socket may have another id."""
        again = [device for device in self.devices if self.device and device.name == self.device.name]
        if again:
            self.device = again[0]
            self.try_again()

    def _take(self, frame: Any) -> None:
        if not frame.isValid():
            return
        self.silence.start()
        self._be(State.RUNNING)
        self.watcher.take(frame)

    def _look(self, look: Look) -> None:
        if self.is_listening():
            shown = self._showings.take(look.codes, look.taken_at)
        else:
            shown = self._showings.wait(look.codes, look.taken_at)
        self.looked.emit(look, shown)
        if shown.read is not None:
            self.read.emit(shown.read)

    def _be(self, state: State) -> None:
        if state is not self.state:
            self.state = state
            self.changed.emit()


def state_words(scanner: CameraScanner) -> str:
    """What is wrong and what to do next; nothing while all is well."""
    name = scanner.device.name if scanner.device is not None else ""
    go_on = _("Until then the scanner and the search work as ever.")
    words = {
        State.STARTING: _("The camera starts…"),
        State.NONE: _("No camera was found. Connect one: it starts by itself.") + " " + go_on,
        State.UNPLUGGED: _("The camera “{name}” was unplugged. Plug it in again: it goes on by itself.") + " " + go_on,
        State.FAILED: _(
            "The camera “{name}” gives no picture. Close other programs that use it, and see that the system’s privacy "
            "settings allow it. It is tried again every few seconds."
        ),
        State.REFUSED: _(
            "The system does not let this program use the camera. Allow it in the system’s privacy settings, then "
            "press “Try again”."
        ),
        State.MISSING: _(
            "This computer lacks what the camera needs (on Debian the package libpulse0). Have it installed, then "
            "start the program again."
        )
        + " "
        + go_on,
    }.get(scanner.state, "")
    return words.format(name=name) if "{name}" in words else words
