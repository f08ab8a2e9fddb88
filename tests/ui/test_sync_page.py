"""The page of the other desks: files out and in, disagreements, the hub, and clocks, between real project files."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from desks import Desk, some_desks
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from o2o_events import i18n
from o2o_events.db.models import PersonRow
from o2o_events.documents.exported_file import export_event
from o2o_events.registers.events import get_event
from o2o_events.replication.exchange import exchange
from o2o_events.replication.file_merging import merge_file
from o2o_events.replication.standing import KnownDesk, Standing
from ui.dialogs.export_event_dialog import ExportEventDialog
from ui.dialogs.hub_dialog import HubDialog
from ui.dialogs.passphrase_dialog import PassphraseDialog
from ui.main_window import MainWindow
from ui.pages.sync_lines import clock_words
from ui.pages.sync_page import SyncPage
from ui.syncing import without_password


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[Desk]]:
    with some_desks(tmp_path, 3) as made:
        yield made


@pytest.fixture
def window(make_desk, desks: list[Desk], qtbot: QtBot) -> MainWindow:
    """The window of Desk 1, on the page of the other desks."""
    desk, _loudspeaker = make_desk()
    with qtbot.waitSignal(desk.window.project_shown):
        desk.window.opening.open_file(desks[0].file)
    desk.window.show_page("sync")
    qtbot.waitUntil(lambda: desk.jobs.is_idle)
    return desk.window


def page_of(window: MainWindow) -> SyncPage:
    assert window.workspace is not None
    return window.workspace.sync


def settle_down(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.jobs.is_idle)


def table(page: SyncPage) -> list[tuple[str, ...]]:
    model = page.model
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def write_archive(desk: Desk, file: Path) -> Path:
    export_event(desk.app.database, file, kind="archive", event=desk.event())
    return file


def disagree(desks: list[Desk]) -> str:
    """Two desks write different telephone numbers, and meet; answers the person."""
    a, b, _c = desks
    person = a.add(given_name="Ana", family_name="Díaz")
    exchange(a.end, b.end)
    a.change(PersonRow, person, phone="+51 1")
    b.clock.advance(minutes=5)
    b.change(PersonRow, person, phone="+51 2")
    exchange(a.end, b.end)
    return person


def test_a_desk_alone_says_so(window: MainWindow) -> None:
    page = page_of(window)

    assert page.desk.text() == "This desk: Desk 1"
    assert page.waiting.text() == "Nothing is waiting to be handed over."
    assert page.disputes.heading.text() == "Nothing to settle"
    assert page.hub_words.text() == "Not connected. This desk works alone; nothing is lost."
    assert window.status.hub.text() == "Hub: off"


def test_a_desk_that_only_others_met_is_listed_as_never_met(
    window: MainWindow, desks: list[Desk], qtbot: QtBot
) -> None:
    first, second, third = desks
    page = page_of(window)
    assert table(page) == []
    assert page.no_desks.isVisible()
    exchange(second.end, third.end)
    exchange(first.end, second.end)

    page.reload()
    settle_down(window, qtbot)

    assert table(page) == [("Desk 2", "0", "2016-03-17 09:00"), ("Desk 3", "0", "Never met")]
    assert not page.no_desks.isVisible()


def test_what_only_this_desk_has_is_counted(window: MainWindow, desks: list[Desk], qtbot: QtBot) -> None:
    person = desks[0].add()
    desks[0].scan(desks[0].badge(person))
    page = page_of(window)

    page.reload()
    settle_down(window, qtbot)

    words = "1 entry of this desk was never handed to a hub. Export it, or connect to the hub."
    assert page.waiting.text() == words


def test_an_archive_goes_from_one_desk_to_the_other(
    window: MainWindow, desks: list[Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    first, second, _third = desks
    person = second.add(given_name="Mai", family_name="Nguyen")
    second.scan(second.badge(person))
    file = write_archive(second, tmp_path / "second.sqlite")
    page = page_of(window)

    page.bring_in(file)
    settle_down(window, qtbot)

    assert first.value(PersonRow, person, "given_name") == "Mai"
    assert first.status() == second.status()
    assert page.done.text().startswith("“second.sqlite” is in. New or changed: ")
    assert not page.progress.isVisible()
    [(name, facts, met)] = table(page)
    assert (name, int(facts), met) == ("Desk 2", 1, "2016-03-17 09:00")

    page.bring_in(file)
    settle_down(window, qtbot)

    assert "New or changed: 0." in page.done.text()


def test_what_the_window_exports_another_desk_brings_in(
    window: MainWindow, desks: list[Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    first, second, _third = desks
    person = first.add(given_name="Lan")
    file = tmp_path / "out.sqlite"

    page_of(window).export_to(file, "archive")
    settle_down(window, qtbot)

    merge_file(second.app.database, file)
    assert second.value(PersonRow, person, "given_name") == "Lan"
    assert page_of(window).done.text().startswith(f"Saved: {file}. Entries: 0; records: ")


def test_a_file_for_a_desk_asks_for_its_passphrase(
    window: MainWindow, desks: list[Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    person = desks[1].add(given_name="Lan")
    file = tmp_path / "desk.sqlite"
    export_event(desks[1].app.database, file, kind="desk", passphrase="open sesame")

    window.take_file(file)
    dialog = window.findChild(PassphraseDialog)
    dialog.passphrase.setText("open sesame")
    dialog.answer()
    settle_down(window, qtbot)

    assert desks[0].value(PersonRow, person, "given_name") == "Lan"


def test_the_export_dialog_insists_on_a_passphrase_for_a_desk(qtbot: QtBot) -> None:
    dialog = ExportEventDialog(None, "Workshop")
    qtbot.addWidget(dialog)
    decided = []
    dialog.decided.connect(lambda kind, passphrase: decided.append((kind, passphrase)))
    dialog.kind.setCurrentIndex(dialog.kind.findData("desk"))

    dialog.answer()
    short = dialog.problem.text()
    dialog.passphrase.setText("open sesame")
    dialog.answer()
    differing = dialog.problem.text()
    dialog.again.setText("open sesame")
    dialog.answer()

    assert short == "Type a passphrase of at least 8 characters: the file holds everything."
    assert differing == "The two passphrases differ. Type the second one again."
    assert decided == [("desk", "open sesame")]


def test_an_altered_file_is_refused_in_the_cores_words(
    window: MainWindow, desks: list[Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    person = desks[1].add(given_name="Mai")
    file = write_archive(desks[1], tmp_path / "altered.sqlite")
    content = file.read_bytes()
    file.write_bytes(content.replace(b"Mai", b"Mia"))
    page = page_of(window)

    page.bring_in(file)
    settle_down(window, qtbot)

    assert "“altered.sqlite”" in page.problem.text()
    assert page.problem.isVisible()
    assert not page.done.isVisible()
    assert page.bring.isEnabled()
    with desks[0].app.database.read() as tx:
        assert tx.get(PersonRow, person) is None


def test_a_dropped_export_is_brought_in_and_a_project_is_opened(
    window: MainWindow, desks: list[Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    person = desks[1].add(given_name="Mai")
    file = write_archive(desks[1], tmp_path / "renamed.o2o")
    window.show_page("checkin")

    window.take_file(file)
    settle_down(window, qtbot)

    assert desks[0].value(PersonRow, person, "given_name") == "Mai"
    assert page_of(window).isVisible()
    with qtbot.waitSignal(window.project_shown):
        window.take_file(desks[1].file)
    assert window.project.app.database.file == desks[1].file


def test_a_disagreement_is_settled_by_one_click(window: MainWindow, desks: list[Desk], qtbot: QtBot) -> None:
    person = disagree(desks)
    page = page_of(window)
    page.reload()
    settle_down(window, qtbot)
    assert page.disputes.heading.text() == "1 disagreement to settle"
    assert [button.text() for button in page.disputes.buttons] == ["+51 2", "+51 1"]

    qtbot.mouseClick(page.disputes.buttons[1], Qt.MouseButton.LeftButton)
    assert page.disputes.problem.text() == "Type your name first: it is kept with the decision."
    page.disputes.operator.setText("Lan")
    qtbot.mouseClick(page.disputes.buttons[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.disputes.heading.text() == "Nothing to settle")

    assert desks[0].value(PersonRow, person, "phone") == "+51 1"
    assert window.project.operator == "Lan"


def test_enter_settles_too(window: MainWindow, desks: list[Desk], qtbot: QtBot) -> None:
    person = disagree(desks)
    page = page_of(window)
    window.project.operator = "Lan"
    page.enter()
    settle_down(window, qtbot)

    qtbot.keyClick(page.disputes.buttons[1], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.disputes.heading.text() == "Nothing to settle")

    assert desks[0].value(PersonRow, person, "phone") == "+51 1"


def test_a_badge_let_in_at_two_desks_is_listed_until_looked_into(
    window: MainWindow, desks: list[Desk], qtbot: QtBot
) -> None:
    a, b, _c = desks
    token = a.badge(a.add(given_name="Ana", family_name="Díaz"))
    exchange(a.end, b.end)
    a.scan(token)
    b.clock.advance(minutes=5)
    b.scan(token)
    exchange(a.end, b.end)
    page = page_of(window)
    window.project.operator = "Lan"
    page.enter()
    settle_down(window, qtbot)
    assert [button.text() for button in page.disputes.buttons] == ["Looked into"]

    qtbot.mouseClick(page.disputes.buttons[0], Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: page.disputes.heading.text() == "Nothing to settle")


def test_one_person_registered_at_two_desks_is_made_one(window: MainWindow, desks: list[Desk], qtbot: QtBot) -> None:
    a, b, _c = desks
    people = [desk.add(given_name="Ana", family_name="Díaz", email="ana@example.org") for desk in (a, b)]
    exchange(a.end, b.end)
    page = page_of(window)
    window.project.operator = "Lan"
    page.enter()
    settle_down(window, qtbot)
    assert [button.text() for button in page.disputes.buttons] == ["The same person", "Two persons"]

    qtbot.mouseClick(page.disputes.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.disputes.heading.text() == "Nothing to settle")

    assert sorted(bool(a.value(PersonRow, person, "deleted")) for person in people) == [False, True]


def test_a_hub_that_is_away_is_told_and_nothing_waits(window: MainWindow, qtbot: QtBot) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        page = page_of(window)

        page.turn_hub()
        dialog = window.findChild(HubDialog)
        dialog.url.setText("nonsense")
        dialog.answer()
        assert dialog.problem.text().startswith("This is not a hub's address.")
        dialog.url.setText(f"postgresql://desk1:secret@127.0.0.1:{port}/o2o")
        dialog.answer()
        qtbot.waitUntil(lambda: window.status.hub.text() == "Hub: away, trying again")

        assert page.hub_words.text().startswith(f"The hub at 127.0.0.1:{port}/o2o cannot be reached.")
        assert page.hub_button.text() == "Disconnect"
        assert window._preferences.text("hub") == f"postgresql://desk1@127.0.0.1:{port}/o2o"
        with qtbot.waitSignal(window.workspace.checkin.answered):
            window.scan("1" * 58)

        page.turn_hub()
        assert window.status.hub.text() == "Hub: off"


def test_the_kept_address_has_no_password() -> None:
    url = "postgresql://desk1:secret@10.0.0.1/o2o?password=other&sslmode=require"

    assert without_password(url) == "postgresql://desk1@10.0.0.1/o2o?sslmode=require"


def test_a_clock_that_is_off_and_another_time_zone_are_told(desks: list[Desk]) -> None:
    known = KnownDesk("d2", "Desk 2", 0, None, int(timedelta(minutes=7) / timedelta(microseconds=1)))
    standing = Standing("Desk 1", (known,), None, None, 0)
    with desks[0].app.database.read() as tx:
        event = get_event(tx, "VN")
    now = desks[0].clock()
    here = now.astimezone().utcoffset()

    words = clock_words(standing, event, now)

    assert words[0] == "The clock of Desk 2 is 7 minutes ahead of this one. Set the one that is wrong."
    assert len(words) == (1 if here == timedelta(hours=7) else 2)
    assert clock_words(Standing("Desk 1", (), None, None, 0), None, now) == []


def test_another_language_is_spoken_at_once(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    page.export.setText("stale")

    window.language_chosen.emit("vi")
    qtbot.waitUntil(lambda: page.export.text() != "stale")

    assert i18n.language() == "vi"
    assert page.export.text() == i18n._("Export this event…")
