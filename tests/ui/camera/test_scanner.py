"""The camera as a scanner: every state it may be in, what it says then, and that it goes on by itself."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from camera_frames import Held, badge_code, take_picture
from cameras import BUILT_IN, DESK_CAMERA, FakeCameras, Steady
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.camera.devices import Device, SystemCamera, SystemCameras, best_format, choose_device
from ui.camera.scanner import CameraScanner, State, state_words
from ui.jobs import Jobs
from ui.multimedia import load_multimedia
from ui.preferences import Preferences

TOKEN = "0010010112345678901234567890123459876543210987654321098765"
SHOWN = take_picture(Held(badge_code(TOKEN)))
EMPTY = take_picture()
UNTIL_THEN = " Until then the scanner and the search work as ever."
Make = Callable[[FakeCameras], CameraScanner]


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    return Preferences(tmp_path / "window.ini")


@pytest.fixture
def make(qapp: QApplication, preferences: Preferences) -> Iterator[Make]:
    """Makes a scanner on cameras; its clock goes a tenth of a second a picture (see ``show``)."""
    jobs, made = Jobs(qapp), []

    def make_scanner(cameras: FakeCameras) -> CameraScanner:
        scanner = CameraScanner(jobs, preferences, clock=Steady())
        scanner.make_cameras = lambda: cameras
        made.append(scanner)
        return scanner

    yield make_scanner
    for scanner in made:
        scanner.stop()
    jobs.stop()


def show(qtbot: QtBot, scanner: CameraScanner, cameras: FakeCameras, *pictures: QImage) -> list[str]:
    """What is read off pictures, each looked at."""
    read: list[str] = []
    scanner.read.connect(read.append)
    for picture in pictures:
        scanner.watcher.clock.now += 0.1
        with qtbot.waitSignal(scanner.looked):
            cameras.show(picture)
    scanner.read.disconnect(read.append)
    return read


def test_badge_held_to_the_camera_is_read_once(qtbot: QtBot, make: Make) -> None:
    cameras = FakeCameras(BUILT_IN)
    scanner = make(cameras)
    scanner.start()
    assert (scanner.state, state_words(scanner)) == (State.STARTING, "The camera starts…")
    assert show(qtbot, scanner, cameras, EMPTY, *[SHOWN] * 12) == [TOKEN]
    assert (scanner.state, state_words(scanner)) == (State.RUNNING, "")


def test_frames_that_come_too_fast_are_let_go(qtbot: QtBot, make: Make) -> None:
    cameras = FakeCameras(BUILT_IN)
    scanner = make(cameras)
    scanner.start()
    looked: list[object] = []
    scanner.looked.connect(lambda look, _shown: looked.append(look.taken_at))
    for _frame in range(30):
        cameras.show(SHOWN)
        scanner.watcher.clock.now += 1 / 30
    with qtbot.waitSignal(scanner.looked):
        scanner.watcher.clock.now += 0.1
        cameras.show(SHOWN)
    assert 1 <= len(looked) <= 12
    assert looked == sorted(set(looked))


def test_slow_computer_looks_less_often_so_that_the_window_stays_free(make: Make) -> None:
    class SlowFrame:
        made = 0

        def toImage(self) -> QImage:  # noqa: N802 Qt's name
            self.made += 1
            clock.now += 0.05
            return EMPTY

    watcher, frame = make(FakeCameras()).watcher, SlowFrame()
    clock = watcher.clock
    watcher.start()
    for _frame in range(30):
        watcher.take(frame)
        clock.now += 1 / 30
    watcher.stop()
    assert frame.made == 3


def test_picture_is_shown_as_in_a_mirror(qtbot: QtBot, make: Make) -> None:
    cameras = FakeCameras(BUILT_IN)
    scanner = make(cameras)
    scanner.start()
    halves = QImage(640, 480, QImage.Format.Format_RGB32)
    halves.fill(0xFF0000)
    for x in range(320, 640):
        for y in range(480):
            halves.setPixel(x, y, 0xFFFFFF)
    scanner.watcher.clock.now += 1
    with qtbot.waitSignal(scanner.looked) as looked:
        cameras.show(halves)
    preview = looked.args[0].preview
    assert preview.pixelColor(5, 5).lightness() > 250
    assert preview.pixelColor(preview.width() - 5, 5).red() > preview.pixelColor(preview.width() - 5, 5).green()


def test_computer_without_a_camera_says_so_and_goes_on_when_one_comes(make: Make) -> None:
    cameras = FakeCameras()
    scanner = make(cameras)
    scanner.start()
    assert scanner.state is State.NONE
    assert state_words(scanner) == "No camera was found. Connect one: it starts by itself." + UNTIL_THEN
    cameras.plug(DESK_CAMERA)
    assert (scanner.state, cameras.running) == (State.STARTING, [DESK_CAMERA])


def test_camera_that_another_program_uses_is_tried_again(qtbot: QtBot, make: Make) -> None:
    cameras = FakeCameras(BUILT_IN)
    cameras.busy = {BUILT_IN.id}
    scanner = make(cameras)
    scanner.retry.setInterval(1)
    scanner.start()
    assert scanner.state is State.FAILED
    assert state_words(scanner).startswith("The camera “Integrated Camera” gives no picture. Close other programs")
    cameras.busy.clear()
    qtbot.waitUntil(lambda: cameras.running == [BUILT_IN])
    assert show(qtbot, scanner, cameras, EMPTY, SHOWN, SHOWN) == [TOKEN]
    assert scanner.state is State.RUNNING


def test_camera_that_fails_while_it_runs_is_tried_again(qtbot: QtBot, make: Make) -> None:
    cameras = FakeCameras(BUILT_IN)
    scanner = make(cameras)
    scanner.start()
    show(qtbot, scanner, cameras, EMPTY)
    cameras.opened[-1].break_down("the bus was reset")
    assert (scanner.state, cameras.running, scanner.retry.isActive()) == (State.FAILED, [], True)
    scanner.try_again()
    assert show(qtbot, scanner, cameras, SHOWN, SHOWN) == [TOKEN]


def test_camera_that_says_nothing_and_shows_nothing_has_failed(qtbot: QtBot, make: Make) -> None:
    cameras = FakeCameras(BUILT_IN)
    scanner = make(cameras)
    scanner.silence.setInterval(1)
    scanner.start()
    qtbot.waitUntil(lambda: scanner.state is State.FAILED)
    assert cameras.running == []


def test_camera_that_is_unplugged_goes_on_when_it_is_back(qtbot: QtBot, make: Make) -> None:
    cameras = FakeCameras(BUILT_IN, DESK_CAMERA)
    scanner = make(cameras)
    scanner.start()
    scanner.choose(DESK_CAMERA)
    show(qtbot, scanner, cameras, EMPTY)
    cameras.plug(BUILT_IN)
    assert (scanner.state, cameras.running) == (State.UNPLUGGED, [])
    words = "The camera “Desk Camera HD” was unplugged. Plug it in again: it goes on by itself."
    assert state_words(scanner) == words + UNTIL_THEN
    cameras.plug(BUILT_IN, DESK_CAMERA)
    assert cameras.running == [DESK_CAMERA]
    assert show(qtbot, scanner, cameras, SHOWN, SHOWN) == [TOKEN]


def test_camera_that_comes_back_in_another_socket_is_the_same(make: Make) -> None:
    cameras = FakeCameras(BUILT_IN, DESK_CAMERA)
    scanner = make(cameras)
    scanner.choose(DESK_CAMERA)
    cameras.plug(BUILT_IN)
    moved = Device("/dev/video6", DESK_CAMERA.name)
    cameras.plug(BUILT_IN, moved)
    assert cameras.running == [moved]


def test_other_camera_that_comes_or_goes_changes_nothing(qtbot: QtBot, make: Make) -> None:
    cameras = FakeCameras(BUILT_IN)
    scanner = make(cameras)
    scanner.start()
    with qtbot.waitSignal(scanner.changed):
        cameras.plug(DESK_CAMERA, Device(BUILT_IN.id, BUILT_IN.name, is_default=False))
    assert (scanner.device, len(cameras.opened), cameras.running) == (BUILT_IN, 1, [BUILT_IN])
    assert [device.name for device in scanner.devices] == ["Desk Camera HD", "Integrated Camera"]


def test_refused_permission_says_where_to_allow_it(make: Make) -> None:
    cameras = FakeCameras(BUILT_IN)
    cameras.is_denied = True
    scanner = make(cameras)
    scanner.start()
    assert (scanner.state, cameras.opened) == (State.REFUSED, [])
    assert state_words(scanner) == (
        "The system does not let this program use the camera. Allow it in the system’s privacy settings, then press "
        "“Try again”."
    )
    cameras.is_denied = False
    scanner.try_again()
    assert cameras.running == [BUILT_IN]


@pytest.mark.parametrize("is_denied", [False, True])
def test_undecided_permission_is_asked_for(make: Make, is_denied: bool) -> None:
    cameras = FakeCameras(BUILT_IN)
    cameras.is_undecided = True
    scanner = make(cameras)
    scanner.start()
    assert (scanner.state, cameras.opened) == (State.STARTING, [])
    cameras.is_undecided, cameras.is_denied = False, is_denied
    cameras.answers.pop()()
    assert scanner.state is (State.REFUSED if is_denied else State.STARTING)


def test_permission_given_after_it_was_put_off_starts_nothing(make: Make) -> None:
    cameras = FakeCameras(BUILT_IN)
    cameras.is_undecided = True
    scanner = make(cameras)
    scanner.start()
    scanner.stop()
    cameras.is_undecided = False
    cameras.answers.pop()()
    assert (scanner.state, cameras.opened) == (State.OFF, [])


def test_missing_multimedia_is_told_and_the_desk_goes_on(
    qapp: QApplication, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    monkeypatch.delattr("PySide6.QtMultimedia", raising=False)
    jobs = Jobs(qapp)
    scanner = CameraScanner(jobs, preferences)
    scanner.start()
    jobs.stop()
    assert scanner.state is State.MISSING
    assert state_words(scanner) == (
        "This computer lacks what the camera needs (on Debian the package libpulse0). Have it installed, then start "
        "the program again." + UNTIL_THEN
    )


def test_chosen_camera_is_remembered(make: Make) -> None:
    cameras = FakeCameras(BUILT_IN, DESK_CAMERA)
    first = make(cameras)
    first.start()
    assert first.device == BUILT_IN
    first.choose(DESK_CAMERA)
    first.stop()
    second = make(cameras)
    second.start()
    assert second.device == DESK_CAMERA


@pytest.mark.parametrize(
    ("id", "name", "chosen"),
    [
        ("", "", BUILT_IN),
        (DESK_CAMERA.id, "", DESK_CAMERA),
        ("/dev/video9", DESK_CAMERA.name, DESK_CAMERA),
        ("/dev/video9", "Gone", BUILT_IN),
    ],
)
def test_device_is_chosen_by_id_then_name_then_default(id: str, name: str, chosen: Device) -> None:  # noqa: A002 as it is called
    assert choose_device([DESK_CAMERA, BUILT_IN], id, name) == chosen
    assert choose_device([], id, name) is None


@dataclass(frozen=True)
class Offered:
    """A format that a camera offers."""

    width: int
    height: int
    rate: float

    def resolution(self) -> QSize:
        return QSize(self.width, self.height)

    def maxFrameRate(self) -> float:  # noqa: N802 Qt's name
        return self.rate


@pytest.mark.parametrize(
    ("offered", "taken"),
    [
        ([(640, 480, 30), (1280, 720, 30), (1920, 1080, 30)], (1280, 720, 30)),
        ([(640, 480, 30), (1280, 720, 10), (1920, 1080, 5)], (640, 480, 30)),
        ([(1280, 720, 30), (1280, 720, 60)], (1280, 720, 60)),
        ([(3840, 2160, 30), (1280, 800, 30)], (1280, 800, 30)),
    ],
)
def test_format_of_a_camera_is_the_quick_one_near_720_lines(
    offered: list[tuple[int, int, float]], taken: tuple[int, int, float]
) -> None:
    assert best_format([Offered(*one) for one in offered]) == Offered(*taken)
    assert best_format([]) is None


def test_camera_put_on_again_takes_another_where_its_own_is_gone(make: Make) -> None:
    cameras = FakeCameras(BUILT_IN, DESK_CAMERA)
    scanner = make(cameras)
    scanner.choose(DESK_CAMERA)
    cameras.plug(BUILT_IN)
    scanner.stop()
    scanner.start()
    assert cameras.running == [BUILT_IN]


def test_stopped_camera_is_let_go_and_tells_nothing_more(qtbot: QtBot, make: Make) -> None:
    cameras = FakeCameras(BUILT_IN)
    scanner = make(cameras)
    scanner.start()
    show(qtbot, scanner, cameras, SHOWN)
    read: list[str] = []
    scanner.read.connect(read.append)
    scanner.watcher.clock.now += 0.1
    cameras.show(SHOWN)
    scanner.stop()
    cameras.show(SHOWN)
    qtbot.wait(50)
    assert (read, cameras.running, scanner.state) == ([], [], State.OFF)


def test_badge_waits_while_nothing_may_be_read(qtbot: QtBot, make: Make) -> None:
    cameras = FakeCameras(BUILT_IN)
    scanner = make(cameras)
    is_free = [False]
    scanner.is_listening = lambda: is_free[0]
    scanner.start()
    assert show(qtbot, scanner, cameras, SHOWN, SHOWN, SHOWN) == []
    is_free[0] = True
    assert show(qtbot, scanner, cameras, SHOWN, SHOWN, SHOWN) == [TOKEN]


def test_system_without_a_camera_lists_none_and_its_error_is_seen(qapp: QApplication) -> None:
    cameras = SystemCameras(qapp)
    if cameras.listed():
        pytest.skip("this computer has a camera: what is looked at is one that has none")
    problems: list[str] = []
    camera = SystemCamera(load_multimedia(), None, lambda: problems.append("told"), cameras)
    assert camera.problem == "No camera detected"
    camera.close()
    assert cameras.is_refused() is False
    assert cameras.ask_permission(lambda: None) is False
