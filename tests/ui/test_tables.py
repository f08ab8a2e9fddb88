"""The Qt models, by Qt's own rules and by what they show."""

import keyboard
import pytest
from pytestqt.modeltest import ModelTester

from o2o_events.people.queries import get_entries, list_people, registrations_by_name
from o2o_events.registers.categories import list_categories
from ui.tables.people_table import BLOCK, ECONOMY, NAME, PeopleTable
from ui.tables.scans_table import ScansTable
from ui.tables.text_table import TextTable


@pytest.mark.usefixtures("people")
def test_people_table_shows_people_by_family_name(app, event, qtmodeltester: ModelTester) -> None:
    with app.database.read() as tx:
        entries, categories = list_people(tx, event), list_categories(tx)
    table = PeopleTable()
    table.show(entries, categories)
    qtmodeltester.check(table)
    shown = [(table.index(row, NAME).data(), table.index(row, ECONOMY).data()) for row in range(table.rowCount())]
    assert shown == [
        ("Will Gone", "United States"),
        ("Petra Late", "New Zealand"),
        ("Wei-ting Lin", "Chinese Taipei"),
        ("José Muñoz", "Peru"),
        ("Nguyễn Thị Mai", "Viet Nam"),
        ("Nguyễn Văn Đức", "Viet Nam"),
        ("Malee Suk", "Thailand"),
    ]


@pytest.mark.usefixtures("people")
def test_people_table_asks_for_rows_that_come_into_view(app, event, qtbot) -> None:
    with app.database.read() as tx:
        ids, categories = registrations_by_name(tx, event), list_categories(tx)
    table = PeopleTable()
    table.show_ids([*ids, *(f"absent-{n}" for n in range(3 * BLOCK))], categories)
    with qtbot.waitSignal(table.wanted) as wanted:
        assert table.index(0, NAME).data() == "…"
    with app.database.read() as tx:
        table.fill(get_entries(tx, wanted.args[0]))
    assert wanted.args[0] == [*ids, *(f"absent-{n}" for n in range(BLOCK - len(ids)))]
    assert table.index(0, NAME).data() == "Will Gone"


def test_scans_table_shows_the_newest_first(running, qtmodeltester: ModelTester) -> None:
    running.answers(lambda: keyboard.scan(running.token("José Muñoz")))
    running.qtbot.waitUntil(lambda: running.checkin.column.scans.rowCount() == 1)
    table: ScansTable = running.checkin.column.scans
    qtmodeltester.check(table)
    assert table.index(0).data() == "José Muñoz"


def test_text_table_fills_short_rows_up(qtmodeltester: ModelTester) -> None:
    table = TextTable()
    table.show(("Row", "Cell"), [("1", "a"), ("2",)])
    qtmodeltester.check(table)
    assert [[table.index(row, column).data() for column in range(2)] for row in range(2)] == [["1", "a"], ["2", ""]]
