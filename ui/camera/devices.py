"""The cameras of this computer: which there are, whether we may use them, and the pictures of one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from PySide6.QtCore import QCameraPermission, QCoreApplication, QObject, Qt, Signal

from ui.multimedia import load_multimedia

_WIDTH, _HEIGHT, _RATE = 1280, 720, 15


@dataclass(frozen=True)
class Device:
    """A camera by the system's id and the maker's name. ``is_default``: the system would take this one."""

    id: str
    name: str
    is_default: bool = field(default=False, compare=False)


class OpenCamera(Protocol):
    """A camera that is in use. ``sink`` is a QVideoSink; ``problem`` is empty while all is well."""

    sink: Any
    problem: str

    def close(self) -> None: ...


class Cameras(Protocol):
    """What the scanner needs of the world. ``changed`` tells that a camera came or went."""

    changed: Any

    def listed(self) -> list[Device]: ...

    def open(self, device: Device, on_problem: Callable[[], None]) -> OpenCamera: ...

    def is_refused(self) -> bool: ...

    def ask_permission(self, on_answer: Callable[[], None]) -> bool: ...


def choose_device(devices: Sequence[Device], id: str, name: str) -> Device | None:  # noqa: A002 the system's word
    """The one of that id; else of that name, since another socket may give another id; else the system's choice."""
    for is_it in (
        lambda device: device.id == id,
        lambda device: device.name == name,
        lambda device: device.is_default,
    ):
        for device in devices:
            if is_it(device):
                return device
    return next(iter(devices), None)


class SystemCameras(QObject):
    """The real ones. Raises ``ImportError`` where Qt's multimedia cannot be loaded."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._multimedia = load_multimedia()
        self._watched = self._multimedia.QMediaDevices(self)
        self._watched.videoInputsChanged.connect(self.changed)

    def listed(self) -> list[Device]:
        return [
            Device(_id(device), device.description(), device.isDefault())
            for device in self._multimedia.QMediaDevices.videoInputs()
        ]

    def open(self, device: Device, on_problem: Callable[[], None]) -> OpenCamera:
        """Starts a camera; ``on_problem`` is called when it fails later, ``problem`` tells a failure at once."""
        found = [d for d in self._multimedia.QMediaDevices.videoInputs() if _id(d) == device.id]
        return SystemCamera(self._multimedia, found[0] if found else None, on_problem, self)

    def is_refused(self) -> bool:
        return _permission() is Qt.PermissionStatus.Denied

    def ask_permission(self, on_answer: Callable[[], None]) -> bool:
        """Has the system ask the person where it never did; whether an answer will come."""
        application = QCoreApplication.instance()
        if application is None or _permission() is not Qt.PermissionStatus.Undetermined:
            return False
        application.requestPermission(QCameraPermission(), self, lambda _permission: on_answer())
        return True


class SystemCamera(QObject):
    """A running camera that puts its pictures into a sink."""

    def __init__(self, multimedia: Any, device: Any, on_problem: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self.sink = multimedia.QVideoSink(self)
        self._session = multimedia.QMediaCaptureSession(self)
        self._camera = multimedia.QCamera(device, self) if device is not None else multimedia.QCamera(self)
        wanted = best_format(device.videoFormats()) if device is not None else None
        if wanted is not None:
            self._camera.setCameraFormat(wanted)
        self._camera.errorOccurred.connect(lambda *_what: on_problem())
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self.sink)
        self._camera.start()

    @property
    def problem(self) -> str:
        """The signal may have come before anybody listened: the property keeps it."""
        is_well = self._camera.error() == type(self._camera).Error.NoError
        return "" if is_well else self._camera.errorString() or "camera error"

    def close(self) -> None:
        self._camera.errorOccurred.disconnect()
        self._camera.stop()
        self._session.setVideoSink(None)
        self._session.setCamera(None)
        self.deleteLater()


def _id(device: Any) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")


def _permission() -> Qt.PermissionStatus:
    application = QCoreApplication.instance()
    return application.checkPermission(QCameraPermission()) if application else Qt.PermissionStatus.Undetermined


def best_format(formats: Sequence[Any]) -> Any:
    """The one nearest to 720 lines that is quick enough: more pixels cost time and read no better at a desk."""

    def badness(wanted: Any) -> tuple[bool, int, float]:
        size = wanted.resolution()
        off = abs(size.width() - _WIDTH) + abs(size.height() - _HEIGHT)
        return wanted.maxFrameRate() < _RATE, off, -wanted.maxFrameRate()

    return min(formats, key=badness, default=None)
