"""Screens on a monitor: they show the file, keep up, leave the scanner to the desk, and fit every size."""

from datetime import timedelta

import keyboard
import pytest
from programme_day import make_programme_day
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from o2o_events.agenda.running import start
from o2o_events.agenda.sessions import edit_session
from ui.dialogs.screen_dialog import ScreenDialog
from ui.project import Served
from ui.screens.options import ScreenOptions
from ui.screens.showing import monitors
from ui.screens.window import ScreenWindow
from ui.widgets.qr_image import qr_image

SIZES = [(1366, 768), (1920, 1080), (3840, 2160), (800, 1280), (320, 200)]


@pytest.fixture
def day(app, event, people):
    assert people
    with app.database.write() as tx:
        return make_programme_day(tx, event)


@pytest.fixture
def screen(day, running, event, clock):
    """The foyer, open on the only monitor, at 09:05."""
    assert day.practices.starts_at == event.parse_moment("2016-03-17T09:00")
    clock.now = event.parse_moment("2016-03-17T09:05")
    return show(running, event, ScreenOptions("foyer"))


def show(running, event, options: ScreenOptions) -> ScreenWindow:
    page = running.window.workspace.page("day")
    window = page.screens.show(event, options, running.window.screen())
    running.qtbot.waitUntil(lambda: window.view is not None)
    return window


def test_screen_shows_the_day_and_keeps_up_by_itself(screen, running, app, event, day, clock) -> None:
    assert [room.now and room.now.title for room in screen.view.rooms] == [("Practices",), None]
    with app.database.write() as tx:
        start(tx, event=event, subject=day.practices.id)
        edit_session(tx, session=day.practices.id, changes={"title": {"en": "Renamed"}})
    running.qtbot.waitUntil(lambda: screen.view.rooms[0].now.title == ("Renamed",))
    assert screen.view.rooms[0].now.late == ("5 minutes late",)
    clock.advance(minutes=60)
    assert screen.view.heading.clock == "10:05"


def test_scan_goes_to_the_desk_while_a_screen_has_the_keyboard(screen, running) -> None:
    screen.activateWindow()
    running.qtbot.waitUntil(screen.isActiveWindow)
    assert running.answers(lambda: keyboard.scan(running.token("Nguyễn Thị Mai"))) == "admitted"
    assert screen.isVisible()


def test_esc_leaves(screen, running) -> None:
    page = running.window.workspace.page("day")
    with running.qtbot.waitSignal(screen.left):
        running.qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert page.screens.open == []
    assert page.screen_button.text() == "Screens…"


def test_second_screen_on_a_monitor_takes_the_place_of_the_first(screen, running, event, day) -> None:
    with running.qtbot.waitSignal(screen.left):
        door = show(running, event, ScreenOptions("door", room=day.practices.room))
    assert running.window.workspace.page("day").screens.open == [door]


def test_screen_does_not_keep_the_program_open_nor_steal_the_keyboard(screen) -> None:
    assert not screen.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    screen.show_on(screen.screen(), is_only_one=False)
    assert screen.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_screens_close_with_the_project(screen, running) -> None:
    with running.qtbot.waitSignal(screen.left):
        running.window.close_project()


def test_languages_take_turns_by_the_clock(day, running, event, clock) -> None:
    clock.now = event.parse_moment("2016-03-17T09:05")
    window = show(running, event, ScreenOptions("door", room=day.practices.room, languages=("en", "vi")))
    seen = []
    for _turn in range(3):
        seen.append(window.view.room.now.title)
        clock.now += timedelta(seconds=8)
    assert set(seen) == {("Practices",), ("Thực tiễn tốt",)}
    assert seen[0] == seen[2] != seen[1]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["foyer", "door", "timer"])
def test_screen_is_drawn_at_every_size(day, running, event, clock, kind, size) -> None:
    clock.now = event.parse_moment("2016-03-17T09:05")
    options = ScreenOptions(kind, day.practices.room, ("en", "vi"), is_together=True)
    window = show(running, event, options)
    running.window.project.tell_served(Served(event.id, "http://10.0.0.5:8000/"))
    image = QImage(QSize(*size), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    painter = QPainter(image)
    window.paint(painter, image.size())
    painter.end()
    colours = {image.pixelColor(x, y).name() for x in range(0, size[0], 7) for y in range(0, size[1], 7)}
    assert "#ff00ff" not in colours
    assert len(colours) > 4


def test_feedback_code_reads_back() -> None:
    import zxingcpp
    from PIL import Image

    made = qr_image("http://10.0.0.5:8000/f").convertToFormat(QImage.Format.Format_Grayscale8)
    rows = [[made.pixelColor(x, y).red() for x in range(made.width())] for y in range(made.height())]
    picture = Image.new("L", (made.width() + 8, made.height() + 8), 255)
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            picture.putpixel((x + 4, y + 4), value)
    large = picture.resize((picture.width * 6, picture.height * 6), Image.Resampling.NEAREST)
    assert [code.text for code in zxingcpp.read_barcodes(large)] == ["http://10.0.0.5:8000/f"]


def test_screens_show_the_phones_address_while_it_is_served(screen, running, event, day) -> None:
    phones = running.window.workspace.page("forms").phones
    assert screen.feedback == ""
    phones.start(event, "127.0.0.1", 0)
    running.qtbot.waitUntil(lambda: bool(phones.url))
    url = phones.url
    assert screen.feedback == url
    with running.qtbot.waitSignal(screen.left):
        door = show(running, event, ScreenOptions("door", room=day.practices.room))
    assert door.feedback == url
    phones.stop()
    assert door.feedback == ""


def test_screen_of_another_event_shows_no_address(screen, running) -> None:
    running.window.project.tell_served(Served("another event", "http://10.0.0.5:8080/"))
    assert screen.feedback == ""


def test_dialog_asks_kind_room_languages_and_monitor(day, running) -> None:
    page = running.window.workspace.page("day")
    running.window.show_page("day")
    running.qtbot.waitUntil(lambda: len(page.model.rows) == 5)
    page.ask_screen()
    running.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ScreenDialog))
    dialog = QApplication.activeModalWidget()
    assert [tag for tag, box in dialog.languages.items() if box.isChecked()] == ["en", "vi"]
    assert not dialog.room_box.isVisible()
    dialog.kind.setCurrentIndex(2)
    assert dialog.room_box.isVisible()
    dialog.languages["vi"].setChecked(False)
    assert not dialog.together.isEnabled()
    dialog.accept_button.click()
    running.qtbot.waitUntil(lambda: len(page.screens.open) == 1)
    assert page.screens.open[0].options == ScreenOptions("timer", day.practices.room, ("en",))
    assert page.screen_button.text() == "Close screens"
    page.ask_screen()
    assert page.screens.open == []


def test_monitors_name_the_one_the_window_is_on(running) -> None:
    [(monitor, words)] = monitors(running.window)
    assert monitor is running.window.screen()
    assert words.endswith("– this window is here")
