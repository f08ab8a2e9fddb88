"""Badges shown to the camera at the check-in page: decided and kept as a scanner's are, once a showing."""

import keyboard
import pytest
from camera_frames import SIZES, Held, badge_code, other_code, take_picture
from cameras import BUILT_IN, DESK_CAMERA, FakeCameras, Steady
from factories import make_event
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from o2o_events.checkin.queries import latest_scans
from ui.camera.scanner import State

MAI, DUC, LIN = "Nguyễn Thị Mai", "Nguyễn Văn Đức", "Wei-ting Lin"
HINT = "Hold the badge’s code into the corners, about 20 cm away."


@pytest.fixture
def cameras(running) -> FakeCameras:
    """One camera, on, at the desk; its clock is the page's too."""
    made, clock, page = FakeCameras(BUILT_IN), Steady(), running.checkin
    page.steady_clock = page.camera.scanner.watcher.clock = clock
    page.camera.scanner.make_cameras = lambda: made
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    assert made.running == [BUILT_IN]
    return made


def badge(running, name: str, **held: float) -> Held:
    return Held(badge_code(running.token(name)), **held)


def show(running, cameras: FakeCameras, picture: QImage, seconds: float = 0.3) -> list[str]:
    """The verdicts that a picture brings that is in sight for so long."""
    verdicts: list[str] = []
    page, scanner = running.checkin, running.checkin.camera.scanner

    def note(answer) -> None:
        verdicts.append(str(answer.verdict))

    page.answered.connect(note)
    for _picture in range(round(seconds * 10)):
        scanner.watcher.clock.now += 0.1
        with running.qtbot.waitSignal(scanner.looked):
            cameras.show(picture)
    running.settle()
    page.answered.disconnect(note)
    return verdicts


def facts(running) -> list[tuple[str | None, str]]:
    """Everything that was kept: who and which verdict, oldest first."""
    with running.app.database.read() as tx:
        kept = latest_scans(tx, running.event, running.window.project.current_checkpoint)
    return [(scan.answer.name, str(scan.answer.verdict)) for scan in reversed(kept)]


@pytest.mark.parametrize("size", SIZES)
def test_badge_shown_to_the_camera_is_admitted_and_is_one_fact(running, cameras: FakeCameras, size) -> None:
    held = take_picture(badge(running, MAI, turned=12, tilted=15), size=size)
    assert show(running, cameras, held, 4) == ["admitted"]
    assert facts(running) == [(MAI, "admitted")]
    assert running.loudspeaker.heard == ["accepted"]
    assert running.checkin.panel.view.name == MAI


def test_each_badge_that_comes_is_one_fact_and_one_that_comes_back_another(running, cameras: FakeCameras) -> None:
    for name in (MAI, DUC):
        assert show(running, cameras, take_picture(badge(running, name)), 1) == ["admitted"]
    assert show(running, cameras, take_picture(), 2.5) == []
    assert show(running, cameras, take_picture(badge(running, DUC)), 1) == ["duplicate"]
    assert facts(running) == [(MAI, "admitted"), (DUC, "admitted"), (DUC, "duplicate")]


def test_code_that_was_read_is_cued(running, cameras: FakeCameras) -> None:
    preview = running.checkin.camera.preview
    show(running, cameras, take_picture())
    assert (preview.has_picture, preview.is_cueing) == (True, False)
    show(running, cameras, take_picture(badge(running, MAI)))
    assert preview.is_cueing


def test_two_badges_in_one_picture_are_not_guessed(running, cameras: FakeCameras) -> None:
    both = take_picture(badge(running, MAI, side=0.45, x=-0.17), badge(running, DUC, side=0.45, x=0.17))
    assert show(running, cameras, both, 2) == []
    assert running.checkin.camera.note.text() == "Several codes are in the picture. Show one badge at a time."
    assert facts(running) == []
    assert show(running, cameras, take_picture(badge(running, DUC, side=0.45, x=0.17)), 1) == ["admitted"]
    assert facts(running) == [(DUC, "admitted")]
    assert running.checkin.camera.hint.text() == HINT


def test_badge_in_the_middle_is_meant_not_the_next_in_the_queue(running, cameras: FakeCameras) -> None:
    queue = take_picture(badge(running, MAI, side=0.5), badge(running, DUC, side=0.25, x=0.38))
    assert show(running, cameras, queue, 2) == ["admitted"]
    assert facts(running) == [(MAI, "admitted")]


def test_address_on_a_poster_is_answered_once_and_kept_nowhere(running, cameras: FakeCameras) -> None:
    poster = take_picture(Held(other_code("https://example.org/foyer")))
    assert show(running, cameras, poster, 3) == ["not_a_badge"]
    assert facts(running) == []
    assert running.loudspeaker.heard == ["retry"]
    assert running.checkin.search_field.text() == ""


def test_code_of_another_project_is_refused_in_words(running, cameras: FakeCameras) -> None:
    token = running.token(MAI)
    forged = token[:20] + str((int(token[20]) + 1) % 10) + token[21:]
    assert show(running, cameras, take_picture(Held(badge_code(forged))), 2) == ["forged"]


def test_scanner_goes_on_beside_the_camera(running, cameras: FakeCameras) -> None:
    assert show(running, cameras, take_picture(badge(running, MAI)), 1) == ["admitted"]
    assert running.answers(lambda: keyboard.scan(running.token(DUC))) == "admitted"
    assert facts(running) == [(MAI, "admitted"), (DUC, "admitted")]


def test_badge_waits_until_an_open_dialog_is_closed(running, cameras: FakeCameras) -> None:
    dialog = QDialog(running.window)
    dialog.open()
    picture = take_picture(badge(running, MAI))
    assert show(running, cameras, picture, 1) == []
    assert running.checkin.camera.note.text() == "The camera waits until the open dialog is closed."
    dialog.reject()
    assert show(running, cameras, picture, 1) == ["admitted"]


def test_camera_rests_while_another_page_is_shown(running, cameras: FakeCameras) -> None:
    running.window.show_page("people")
    assert cameras.running == []
    running.window.show_page("checkin")
    assert cameras.running == [BUILT_IN]
    running.settle()


def test_key_on_another_page_leads_to_the_camera(running, cameras: FakeCameras) -> None:
    running.window.show_page("people")
    running.settle()
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    assert (cameras.running, running.checkin.isVisible()) == ([BUILT_IN], True)
    QTest.keyClick(running.window, Qt.Key.Key_F5)
    assert cameras.running == []
    running.settle()


def test_camera_rests_while_the_window_is_minimised(running, cameras: FakeCameras) -> None:
    running.window.showMinimized()
    running.qtbot.waitUntil(lambda: cameras.running == [])
    running.window.showNormal()
    running.qtbot.waitUntil(lambda: cameras.running == [BUILT_IN])


def test_camera_goes_off_when_another_event_is_chosen(running, cameras: FakeCameras) -> None:
    project = running.window.project
    with running.app.database.write() as tx:
        make_event(tx, "TPE")
    running.qtbot.waitUntil(lambda: len(project.surroundings.events) == 2)
    with running.qtbot.waitSignal(running.checkin.noted) as said:
        project.choose_event(project.surroundings.events[1])
    assert said.args == ["The camera was put off, because another event was chosen. F5 puts it on again."]
    assert (cameras.running, running.checkin.camera.isVisible()) == ([], False)
    assert not running.checkin.camera.button.isChecked()
    running.settle()


def test_other_direction_leaves_the_camera_on(running, cameras: FakeCameras) -> None:
    assert show(running, cameras, take_picture(badge(running, MAI)), 1) == ["admitted"]
    running.window.turn()
    assert cameras.running == [BUILT_IN]
    assert show(running, cameras, take_picture(badge(running, MAI)), 1) == []


def test_camera_button_puts_it_on_and_off(running, cameras: FakeCameras) -> None:
    button, card = running.checkin.camera.button, running.checkin.camera
    assert (button.isChecked(), card.isVisible()) == (True, True)
    button.click()
    assert (button.isChecked(), card.isVisible(), cameras.running) == (False, False, [])
    assert running.checkin.scan_field.hasFocus()


def test_devices_are_offered_only_where_there_are_several(running, cameras: FakeCameras) -> None:
    box = running.checkin.camera.devices
    assert not box.isVisible()
    cameras.plug(BUILT_IN, DESK_CAMERA)
    assert [box.itemText(row) for row in range(box.count())] == ["Integrated Camera", "Desk Camera HD"]
    assert (box.isVisible(), box.currentText()) == (True, "Integrated Camera")
    box.activated.emit(1)
    assert (cameras.running, box.currentText()) == ([DESK_CAMERA], "Desk Camera HD")


def test_camera_that_fails_leaves_the_desk_as_it_is(running, cameras: FakeCameras) -> None:
    cameras.opened[-1].break_down("busy")
    card = running.checkin.camera
    assert card.scanner.state is State.FAILED
    assert (card.preview.isVisible(), card.again.isVisible(), card.note.isVisible()) == (False, True, True)
    assert running.answers(lambda: keyboard.scan(running.token(MAI))) == "admitted"
    card.again.click()
    assert show(running, cameras, take_picture(badge(running, DUC)), 1) == ["admitted"]
    assert (card.preview.isVisible(), card.again.isVisible(), card.note.isVisible()) == (True, False, False)


def test_computer_without_a_camera_says_so_and_scans_on(running) -> None:
    card = running.checkin.camera
    card.button.click()
    if card.scanner.devices:
        pytest.skip("this computer has a camera: what is looked at is one that has none")
    assert card.note.text() == (
        "No camera was found. Connect one: it starts by itself. Until then the scanner and the search work as ever."
    )
    assert (card.note.isVisible(), card.preview.isVisible(), card.devices.isVisible()) == (True, False, False)
    assert running.answers(lambda: keyboard.scan(running.token(MAI))) == "admitted"
    running.settle()


def test_refused_camera_is_told_at_the_desk(running, cameras: FakeCameras) -> None:
    card = running.checkin.camera
    cameras.is_denied = True
    card.scanner.try_again()
    assert card.note.text().startswith("The system does not let this program use the camera.")
    assert (card.again.isVisible(), cameras.running) == (True, [])


def test_closing_the_window_lets_the_camera_go(running, cameras: FakeCameras) -> None:
    running.window.shut()
    assert cameras.running == []


def test_answer_has_the_larger_part_of_a_small_window(running, cameras: FakeCameras) -> None:
    running.window.resize(1366, 768)
    show(running, cameras, take_picture(badge(running, LIN)), 1)
    page = running.checkin
    panel, preview = page.panel, page.camera.preview
    assert panel.width() * panel.height() > 5 * preview.width() * preview.height()
    assert not panel.geometry().intersects(preview.rect().translated(preview.mapTo(page, preview.rect().topLeft())))
    assert page.column.list.height() >= 100
