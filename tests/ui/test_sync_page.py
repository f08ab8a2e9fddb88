"""The page of the other desks: files out and in, disagreements, the hub, and clocks, between real project files."""

import re
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from desks import Desk, some_desks
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from o2o_events import i18n
from o2o_events.db.models import PersonRow
from o2o_events.documents.exported_file import export_event
from o2o_events.replication.conflicts import list_field_conflicts, settle_field
from o2o_events.replication.exchange import exchange
from o2o_events.replication.file_merging import merge_file
from o2o_events.replication.hub import Hub, read_url, without_password
from o2o_events.replication.standing import KnownDesk, Standing
from o2o_events.replication.syncing import sync
from ui.dialogs.export_event_dialog import ExportEventDialog
from ui.dialogs.hub_dialog import HubDialog
from ui.dialogs.passphrase_dialog import PassphraseDialog
from ui.dialogs.sure_dialog import SureDialog
from ui.main_window import MainWindow
from ui.pages.dispute_row import DisputeRow
from ui.pages.sync_lines import clock_words, waiting_words
from ui.pages.sync_page import SyncPage


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

    assert page.files.desk.text() == "This desk: Desk 1"
    assert page.files.waiting.text() == "Nothing is waiting to be handed over."
    assert page.disputes.heading.text() == "Nothing to settle"
    assert page.hub.words.text() == "Not connected. This desk works alone; nothing is lost."
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
    assert page.files.waiting.text() == words


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
    assert page.files.done.text().startswith("“second.sqlite” is in. New or changed: ")
    assert not page.files.progress.isVisible()
    [(name, facts, met)] = table(page)
    assert (name, int(facts), met) == ("Desk 2", 1, "2016-03-17 09:00")

    page.bring_in(file)
    settle_down(window, qtbot)

    assert "New or changed: 0." in page.files.done.text()


def test_what_the_window_exports_another_desk_brings_in(
    window: MainWindow, desks: list[Desk], qtbot: QtBot, tmp_path: Path
) -> None:
    first, second, _third = desks
    person = first.add(given_name="Lan")
    file = tmp_path / "out.sqlite"

    page_of(window).files.export_to(file, "archive")
    settle_down(window, qtbot)

    merge_file(second.app.database, file)
    assert second.value(PersonRow, person, "given_name") == "Lan"
    assert page_of(window).files.done.text().startswith(f"Saved: {file}. Entries: 0; records: ")


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

    assert "“altered.sqlite”" in page.files.problem.text()
    assert page.files.problem.isVisible()
    assert not page.files.done.isVisible()
    assert page.files.bring.isEnabled()
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
    dialog = window.findChild(SureDialog)
    assert dialog.focusWidget() is dialog.cancel_button
    dialog.answer()
    qtbot.waitUntil(lambda: page.disputes.heading.text() == "Nothing to settle")
    assert not any(button.isEnabled() for button in page.disputes.settled_buttons)

    assert sorted(bool(a.value(PersonRow, person, "deleted")) for person in people) == [False, True]


def test_a_hub_that_is_away_is_told_and_nothing_waits(window: MainWindow, qtbot: QtBot) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        page = page_of(window)

        page.hub.turn()
        dialog = window.findChild(HubDialog)
        dialog.url.setText("nonsense")
        dialog.answer()
        assert dialog.problem.text().startswith("This is not a hub's address.")
        dialog.url.setText(f"postgresql://desk1:secret@127.0.0.1:{port}/o2o")
        dialog.answer()
        qtbot.waitUntil(lambda: window.status.hub.text().startswith("Hub: away. Trying again "))

        reason, again = page.hub.words.text().split("\n")
        assert reason.startswith(f"The hub at 127.0.0.1:{port}/o2o cannot be reached.")
        assert re.fullmatch(r"Trying again (in 1 second\.|in \d+ seconds\.|now…)", again)
        assert page.hub.button.text() == "Stop trying"
        assert window.corner.hub.toolTip() == window.status.hub.text()
        assert window._preferences.text("hub") == f"postgresql://desk1@127.0.0.1:{port}/o2o"
        with qtbot.waitSignal(window.workspace.checkin.answered):
            window.scan("1" * 58)

        page.hub.turn()
        assert window.status.hub.text() == "Hub: off"


def test_the_kept_address_has_no_password() -> None:
    url = "postgresql://desk1:secret@10.0.0.1/o2o?password=other&sslmode=require"

    assert without_password(read_url(url)) == "postgresql://desk1@10.0.0.1/o2o?sslmode=require"


def test_what_was_settled_wrongly_is_settled_otherwise_by_one_more_click(
    window: MainWindow, desks: list[Desk], qtbot: QtBot
) -> None:
    person = disagree(desks)
    page = page_of(window)
    window.project.operator = "Lan"
    page.enter()
    settle_down(window, qtbot)
    qtbot.mouseClick(page.disputes.buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.disputes.heading.text() == "Nothing to settle")
    taken, other = page.disputes.settled_buttons
    assert (taken.text(), taken.isEnabled(), other.text(), other.isEnabled()) == ("+51 2", False, "+51 1", True)
    assert page.disputes.settled_words.text() == "Settled just now. If it was wrong, press the other one."

    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: [b.isEnabled() for b in page.disputes.settled_buttons] == [True, False])

    exchange(desks[1].end, desks[0].end)
    assert [desk.value(PersonRow, person, "phone") for desk in desks[:2]] == ["+51 1", "+51 1"]
    page.enter()
    assert page.disputes.settled_buttons == []


def test_nothing_is_made_one_where_it_is_not_meant(window: MainWindow, desks: list[Desk], qtbot: QtBot) -> None:
    a, b, _c = desks
    people = [desk.add(given_name="Ana", family_name="Díaz", email="ana@example.org") for desk in (a, b)]
    exchange(a.end, b.end)
    page = page_of(window)
    window.project.operator = "Lan"
    page.enter()
    settle_down(window, qtbot)

    qtbot.mouseClick(page.disputes.buttons[0], Qt.MouseButton.LeftButton)
    window.findChild(SureDialog).reject()
    settle_down(window, qtbot)

    assert [a.value(PersonRow, person, "deleted") for person in people] == [False, False]
    assert page.disputes.heading.text() == "1 disagreement to settle"


def test_a_disagreement_tells_whom_what_where_when_and_by_whom(
    window: MainWindow, desks: list[Desk], qtbot: QtBot
) -> None:
    a, b, _c = desks
    person = a.add(given_name="Ana", family_name="Díaz", printed_name="Ana Díaz", economy="VN")
    exchange(a.end, b.end)
    a.change(PersonRow, person, economy="PE")
    b.clock.advance(minutes=5)
    b.change(PersonRow, person, economy="CL")
    exchange(a.end, b.end)
    with a.app.database.write() as tx:
        [conflict] = list_field_conflicts(tx)
        settle_field(tx, conflict=conflict.id, choice="value", value="TH", operator="Lan")
    b.clock.advance(minutes=9)
    b.change(PersonRow, person, economy="NZ")
    exchange(a.end, b.end)
    page = page_of(window)
    page.enter()
    settle_down(window, qtbot)

    row = page.disputes.findChild(DisputeRow)
    shown = [label.text() for label in row.findChildren(QLabel)]
    assert shown[:2] == ["Ana Díaz", "Economy"]
    assert [(button.text(), source) for button, source in zip(row.buttons, shown[2:], strict=True)] == [
        ("New Zealand", "Desk 2, 2016-03-17 09:14"),
        ("Thailand", "Desk 1, Lan, 2016-03-17 09:05"),
    ]
    assert row.buttons[1].accessibleName() == "Ana Díaz, Economy: Thailand Desk 1, Lan, 2016-03-17 09:05"


def test_many_disagreements_are_all_reached_by_the_keyboard(
    window: MainWindow, desks: list[Desk], qtbot: QtBot
) -> None:
    a, b, _c = desks
    people = [a.add(given_name=f"Ana {n}", family_name="Díaz", email=f"ana{n}@example.org") for n in range(60)]
    exchange(a.end, b.end)
    for number, person in enumerate(people):
        a.change(PersonRow, person, phone=f"+51 1{number:02}")
        b.change(PersonRow, person, phone=f"+51 2{number:02}")
    exchange(a.end, b.end)
    page = page_of(window)
    view = page.disputes
    page.enter()
    settle_down(window, qtbot)
    assert view.heading.text() == "60 disagreements to settle"
    seen = {button.text() for button in view.buttons}

    qtbot.keyClicks(view.operator, "Lan")
    qtbot.keyClick(view.operator, Qt.Key.Key_Return)
    assert view.buttons[0].hasFocus()
    for place, expected in (("1 to 25 of 60", 25), ("26 to 50 of 60", 50), ("51 to 60 of 60", 60)):
        assert (view.place.text(), len(seen)) == (place, 2 * expected)
        if view.later.isEnabled():
            qtbot.keyClick(view.later, Qt.Key.Key_Space)
        seen |= {button.text() for button in view.buttons}
    assert view.buttons[0].hasFocus()
    qtbot.keyClick(view.buttons[0], Qt.Key.Key_Down)
    assert view.buttons[1].hasFocus()
    qtbot.keyClick(view.buttons[1], Qt.Key.Key_Down)
    third = view.buttons[2]
    assert third.hasFocus()
    wanted = third.text()

    qtbot.keyClick(third, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.heading.text() == "59 disagreements to settle")

    assert wanted in {a.value(PersonRow, person, "phone") for person in people}
    assert view.place.text() == "51 to 59 of 59"
    assert any(button.hasFocus() for button in view.buttons)


def test_what_could_not_go_in_is_shown_with_its_reason_and_what_to_do(
    window: MainWindow, desks: list[Desk], qtbot: QtBot
) -> None:
    a, b, _c = desks
    page = page_of(window)
    assert page.aside.heading.text() == "Nothing is set aside"
    assert page.aside.hint.text() == "Everything that came from other desks could go in."
    person = b.add(given_name="Ana", family_name="Díaz", printed_name="Ana Díaz")
    with b.app.database.write() as tx:
        tx.execute(text("UPDATE person SET phone = 'a' || char(0) || 'b', revision = revision + 1"))
    exchange(a.end, b.end)

    page.reload()
    qtbot.waitUntil(lambda: page.aside.heading.text() == "2 things are set aside")

    shown = [label.text() for label in page.aside.rows]
    assert [shown[0], shown[4]] == ["Person: Ana Díaz", "Registration: Ana Díaz"]
    assert shown[1:4] == [
        "From Desk 2, 2016-03-17 09:00",
        "The field “Phone” holds what cannot be kept.",
        "Correct this field at Desk 2, then meet again.",
    ]
    assert shown[6:] == [
        "It belongs to something that has not come here yet (Person).",
        "Nothing to do: it goes in by itself as soon as that comes. Meet the other desks once more.",
    ]

    b.change(PersonRow, person, phone="+51 1")
    exchange(a.end, b.end)
    page.reload()
    qtbot.waitUntil(lambda: page.aside.heading.text() == "Nothing is set aside")
    assert a.value(PersonRow, person, "phone") == "+51 1"
    assert page.aside.area.isHidden()


def test_entries_that_were_changed_are_shown_as_held_back(window: MainWindow, desks: list[Desk], qtbot: QtBot) -> None:
    a, b, c = desks
    b.scan(b.badge(b.add()))
    exchange(b.end, c.end)
    with c.app.database.write() as tx:
        tx.execute(text("UPDATE fact SET outcome = 'withdrawn'"))
    exchange(a.end, c.end)
    page = page_of(window)

    page.reload()
    qtbot.waitUntil(lambda: page.aside.heading.text() == "1 thing is set aside")

    what, source, reason, advice = (label.text() for label in page.aside.rows)
    assert (what, source) == (
        "What desk “Desk 2” wrote, from its entry 1 on",
        "From Desk 3, 2016-03-17 09:00",
    )
    assert reason == "An entry was changed after it was written."
    assert advice.endswith("Meet desk “Desk 2” itself, or bring in a file that it exported.")


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Puts this computer into another time zone."""

    def put(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield put
    monkeypatch.undo()
    time.tzset()


def open_window(make_desk, file: Path, qtbot: QtBot) -> MainWindow:
    desk, _loudspeaker = make_desk()
    with qtbot.waitSignal(desk.window.project_shown):
        desk.window.opening.open_file(file)
    settle_down(desk.window, qtbot)
    return desk.window


def test_a_laptop_in_another_time_zone_is_told_so_over_every_page_until_it_is_read(
    make_desk, desks: list[Desk], qtbot: QtBot, zone
) -> None:
    zone("America/Lima")
    window = open_window(make_desk, desks[0].file, qtbot)
    banner = window.workspace.clocks
    words = "This computer’s time zone (UTC-05:00) is not that of {venue} (UTC+07:00). Times are the venue’s."
    assert banner.words.text() == words.format(venue=window.project.current_event.venue)
    assert banner.isVisible()
    window.show_page("people")
    assert banner.isVisible()

    qtbot.mouseClick(banner.close_button, Qt.MouseButton.LeftButton)
    banner.look()
    settle_down(window, qtbot)
    assert not banner.isVisible()

    zone("America/New_York")
    banner.look()
    qtbot.waitUntil(banner.isVisible)
    assert "(UTC-04:00)" in banner.words.text()


def test_a_laptop_in_the_venues_time_zone_is_left_alone(make_desk, desks: list[Desk], qtbot: QtBot, zone) -> None:
    zone("Asia/Ho_Chi_Minh")
    window = open_window(make_desk, desks[0].file, qtbot)
    assert window.workspace.clocks.words.text() == ""
    assert not window.workspace.clocks.isVisible()


def test_a_desk_whose_clock_is_off_is_told_once_both_met_the_hub(
    make_desk,
    desks: list[Desk],
    qtbot: QtBot,
    zone,
    hub_url: str,
    clock,
) -> None:
    zone("Asia/Ho_Chi_Minh")
    first, second, third = desks
    for desk, minutes in ((second, 7), (third, 0)):
        desk.clock.now = datetime.now(UTC) + timedelta(minutes=minutes)
        hub = Hub(hub_url, now=desk.clock)
        sync(desk.app.database, hub)
        hub.close()
    clock.now = datetime.now(UTC)
    window = open_window(make_desk, first.file, qtbot)
    banner = window.workspace.clocks
    assert not banner.isVisible()

    window.show_page("sync")
    page_of(window).hub.turn()
    dialog = window.findChild(HubDialog)
    dialog.url.setText(hub_url)
    dialog.answer()
    qtbot.waitUntil(banner.isVisible)

    assert banner.words.text() == ("The clock of Desk 2 is 7 minutes ahead of this one. Set the one that is wrong.")
    assert window.workspace.syncing.standing == "connected"
    assert page_of(window).hub.button.text() == "Disconnect"
    assert window.status.hub.text().startswith("Hub: connected, last met ")
    qtbot.mouseClick(page_of(window).hub.button, Qt.MouseButton.LeftButton)
    assert window.status.hub.text() == "Hub: off"


def connect(window: MainWindow, url: str, *, keep: bool) -> None:
    window.show_page("sync")
    page_of(window).hub.turn()
    dialog = window.findChild(HubDialog)
    dialog.url.setText(url)
    dialog.keep.setChecked(keep)
    dialog.answer()


def test_a_desk_connects_again_by_itself_when_its_project_is_opened_until_it_is_stopped(
    make_desk,
    desks: list[Desk],
    qtbot: QtBot,
    hub_url: str,
) -> None:
    window = open_window(make_desk, desks[0].file, qtbot)
    assert window.workspace.syncing.standing == "off"
    connect(window, hub_url, keep=False)
    qtbot.waitUntil(lambda: window.workspace.syncing.standing == "connected")
    window.close()

    again = open_window(make_desk, desks[0].file, qtbot)
    qtbot.waitUntil(lambda: again.workspace.syncing.standing == "connected")
    person = desks[1].add(given_name="Mai")
    hub = Hub(hub_url, now=desks[1].clock)
    sync(desks[1].app.database, hub)
    hub.close()
    qtbot.waitUntil(lambda: has_person(desks[0], person))
    with qtbot.waitSignal(again.project_shown):
        again.opening.open_file(desks[2].file)
    settle_down(again, qtbot)
    assert again.status.hub.text() == "Hub: off"
    with qtbot.waitSignal(again.project_shown):
        again.opening.open_file(desks[0].file)
    qtbot.waitUntil(lambda: again.workspace.syncing.standing == "connected")
    again.show_page("sync")
    qtbot.mouseClick(page_of(again).hub.button, Qt.MouseButton.LeftButton)
    again.close()

    last = open_window(make_desk, desks[0].file, qtbot)
    assert last.workspace.syncing.standing == "off"
    assert last.status.hub.text() == "Hub: off"


def has_person(desk: Desk, person: str) -> bool:
    with desk.app.database.read() as tx:
        return tx.get(PersonRow, person) is not None


@pytest.mark.parametrize("keep", [True, False])
def test_the_password_is_kept_only_where_that_is_wanted_and_for_this_account_alone(
    make_desk,
    desks: list[Desk],
    qtbot: QtBot,
    tmp_path: Path,
    hub_url: str,
    keep: bool,
) -> None:
    window = open_window(make_desk, desks[0].file, qtbot)
    connect(window, hub_url.replace("owner@", "owner:top-secret@"), keep=keep)
    qtbot.waitUntil(lambda: window.workspace.syncing.standing == "connected")

    kept = tmp_path / "window.ini"
    assert ("top-secret" in kept.read_text(encoding="utf-8")) is keep
    assert kept.stat().st_mode & 0o777 == 0o600
    assert window.workspace.syncing.kept_url == hub_url


@pytest.mark.parametrize(
    ("skew", "words"),
    [
        (timedelta(seconds=59), []),
        (timedelta(seconds=90), ["The clock of Desk 2 is 2 minutes ahead of this one. Set the one that is wrong."]),
        (-timedelta(hours=5), ["The clock of Desk 2 is 5 hours behind this one. Set the one that is wrong."]),
        (timedelta(days=400), ["The clock of Desk 2 is 400 days ahead of this one. Set the one that is wrong."]),
    ],
)
def test_a_clock_that_is_off_is_told_in_the_unit_that_is_enough(skew: timedelta, words: list[str]) -> None:
    known = KnownDesk("d2", "Desk 2", 0, None, int(skew / timedelta(microseconds=1)))
    standing = Standing("Desk 1", (known,), None, None, 0)

    assert clock_words(standing, None, datetime.now(UTC)) == words


def test_another_language_is_spoken_at_once(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window)
    page.files.export.setText("stale")

    window.language_chosen.emit("vi")
    qtbot.waitUntil(lambda: page.files.export.text() != "stale")

    assert i18n.language() == "vi"
    assert page.files.export.text() == i18n._("Export this event…")


def test_the_list_with_something_to_do_is_in_front(window: MainWindow, desks: list[Desk], qtbot: QtBot) -> None:
    a, b, _c = desks
    page = page_of(window)
    assert page.lists.currentWidget() is page.disputes
    b.add(given_name="Ana")
    with b.app.database.write() as tx:
        tx.execute(text("UPDATE person SET phone = 'a' || char(0), revision = revision + 1"))
    exchange(a.end, b.end)
    page.enter()
    qtbot.waitUntil(lambda: page.lists.currentWidget() is page.aside)
    assert [page.lists.tabText(0), page.lists.tabText(1)] == ["To settle (0)", "Set aside (2)"]

    disagree(desks)
    page.enter()
    qtbot.waitUntil(lambda: page.lists.currentWidget() is page.disputes)
    assert page.lists.tabText(0) == "To settle (1)"


def test_changed_records_are_told_among_what_waits_for_the_hub() -> None:
    met = datetime(2016, 3, 17, 2, tzinfo=UTC)

    words = [waiting_words(Standing("Desk 1", (), met, None, waiting, changed)) for waiting, changed in
             ((0, 0), (1, 0), (5, 1), (5, 3))]  # fmt: skip

    assert words == [
        "Nothing is waiting: the hub has everything of this desk.",
        "1 entry is waiting to be handed over to the hub.",
        "5 entries are waiting to be handed over to the hub. 1 of these is a change of a record.",
        "5 entries are waiting to be handed over to the hub. 3 of these are changes of records.",
    ]
