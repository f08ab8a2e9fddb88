"""Work away from the window's thread, and what comes back."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from o2o_events.errors import UserError
from ui.jobs import SCAN, Jobs


@pytest.fixture
def jobs(request: pytest.FixtureRequest) -> Iterator[Jobs]:
    request.getfixturevalue("qapp")
    made = Jobs()
    yield made
    made.stop()


def test_result_comes_back_on_the_windows_thread(jobs: Jobs, qtbot) -> None:
    seen = []
    jobs.run(threading.current_thread, lambda worker: seen.append((worker.name, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("database", threading.main_thread())]


def test_user_error_goes_to_whoever_asked(jobs: Jobs, qtbot) -> None:
    error, seen = UserError("Type a name."), []

    def fail() -> None:
        raise error

    jobs.run(fail, lambda _result: None, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [error]


def test_error_that_nobody_takes_is_told(jobs: Jobs, qtbot) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with qtbot.waitSignal(jobs.failed) as blocker:
        jobs.run(fail)
    assert isinstance(blocker.args[0], ZeroDivisionError)


def test_only_the_newest_of_a_key_is_handed_back(jobs: Jobs, qtbot) -> None:
    started, go_on, seen = threading.Event(), threading.Event(), []
    jobs.look(lambda: (started.set(), go_on.wait(5)))
    started.wait(5)
    for number in range(5):
        jobs.look(lambda number=number: number, seen.append, key="search")
    go_on.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert seen == [4]


def test_scan_goes_before_other_commands(jobs: Jobs, qtbot) -> None:
    started, go_on, order = threading.Event(), threading.Event(), []
    jobs.run(lambda: (started.set(), go_on.wait(5)))
    started.wait(5)
    jobs.run(lambda: order.append("edit"))
    jobs.run(lambda: order.append("scan"), urgency=SCAN)
    go_on.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert order == ["scan", "edit"]


def test_long_work_keeps_no_command_waiting(jobs: Jobs, qtbot) -> None:
    go_on, seen = threading.Event(), []
    jobs.run_long(lambda: go_on.wait(5), lambda _done: seen.append("long"))
    jobs.run(lambda: "scan", seen.append)
    qtbot.waitUntil(lambda: seen == ["scan"])
    go_on.set()
    qtbot.waitUntil(lambda: seen == ["scan", "long"])


@pytest.mark.usefixtures("qapp")
def test_stop_finishes_what_was_asked_for() -> None:
    jobs, done = Jobs(), []
    for number in range(20):
        jobs.run(lambda number=number: done.append(number))
    jobs.stop()
    assert done == list(range(20))


def test_closed_dialog_is_not_told(jobs: Jobs, qtbot) -> None:
    class Dialog(QObject):
        told = 0

        def take(self, _result: object) -> None:
            Dialog.told += 1

    import shiboken6

    dialog, go_on = Dialog(), threading.Event()
    jobs.run(lambda: go_on.wait(5), dialog.take)
    shiboken6.delete(dialog)
    go_on.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert Dialog.told == 0


def test_progress_is_told_on_the_windows_thread(jobs: Jobs, qtbot) -> None:
    seen = []
    report = jobs.reporter(lambda done, whole: seen.append((done, whole, threading.current_thread())))
    jobs.run_long(lambda: report(1, 2))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(1, 2, threading.main_thread())]
