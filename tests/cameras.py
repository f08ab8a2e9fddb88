"""Cameras for tests: devices that come, go and fail, with real video sinks to put pictures into."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from ui.camera.devices import Device
from ui.multimedia import load_multimedia

BUILT_IN = Device("/dev/video0", "Integrated Camera", is_default=True)
DESK_CAMERA = Device("/dev/video2", "Desk Camera HD")


class FakeCameras(QObject):
    """``busy``: ids that another program uses; ``is_denied``: the person said no; ``answers``: who waits for the
    person to say whether."""

    changed = Signal()

    def __init__(self, *devices: Device) -> None:
        super().__init__()
        self.devices = list(devices)
        self.busy: set[str] = set()
        self.is_denied = self.is_undecided = False
        self.answers: list[Callable[[], None]] = []
        self.opened: list[FakeCamera] = []

    def listed(self) -> list[Device]:
        return list(self.devices)

    def open(self, device: Device, on_problem: Callable[[], None]) -> "FakeCamera":
        made = FakeCamera(device, on_problem, "Device or resource busy" if device.id in self.busy else "")
        self.opened.append(made)
        return made

    def is_refused(self) -> bool:
        return self.is_denied

    def ask_permission(self, on_answer: Callable[[], None]) -> bool:
        if self.is_undecided:
            self.answers.append(on_answer)
        return self.is_undecided

    def plug(self, *devices: Device) -> None:
        """These are there from now on, and no others."""
        self.devices = list(devices)
        self.changed.emit()

    @property
    def running(self) -> list[Device]:
        return [camera.device for camera in self.opened if not camera.is_closed]

    def show(self, image: QImage) -> None:
        """A frame of the camera that was opened last."""
        self.opened[-1].sink.setVideoFrame(load_multimedia().QVideoFrame(image))


@dataclass
class FakeCamera:
    device: Device
    on_problem: Callable[[], None]
    problem: str = ""
    is_closed: bool = False
    sink: Any = field(default_factory=lambda: load_multimedia().QVideoSink())

    def break_down(self, problem: str) -> None:
        self.problem = problem
        self.on_problem()

    def close(self) -> None:
        self.is_closed = True


@dataclass
class Steady:
    """A clock that goes as it is told."""

    now: float = 100.0

    def __call__(self) -> float:
        return self.now
