"""The worked example: every cell of every table equals what was worked out by hand."""

from datetime import UTC, date, datetime

import pytest
from conftest import FakeClock
from worked_example import FOLDER, expected, fill_example

from o2o_events.app import App
from o2o_events.indicators.computing import compute_indicators
from o2o_events.indicators.tables import build_table
from o2o_events.indicators.values import ReportOptions, Table
from o2o_events.registers.events import Event

WORKED_OUT = sorted(tuple(file.stem.split(".")) for file in (FOLDER / "expected").glob("*.csv"))


@pytest.fixture
def events(app: App, clock: FakeClock) -> dict[str, Event]:
    clock.now = datetime(2017, 6, 1, tzinfo=UTC)
    with app.database.write() as tx:
        return fill_example(tx)


def plain(cell: object) -> str:
    """A cell as the files of the example hold it: figures with at most four decimals."""
    if isinstance(cell, float):
        return f"{cell:.4f}".rstrip("0").rstrip(".")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def cells(table: Table, width: int) -> list[list[str]]:
    """Headings and rows, as wide as what was worked out."""
    rows = [[column.title for column in table.columns], *([plain(c) for c in row.cells] for row in table.rows)]
    return [row[:width] for row in rows]


@pytest.mark.parametrize(("scope", "code"), WORKED_OUT)
def test_a_table_equals_what_was_worked_out_by_hand(app: App, events: dict[str, Event], scope: str, code: str) -> None:
    by_hand = expected(scope, code)

    with app.database.read() as tx:
        table = build_table(tx, code, events.get(scope))

    assert cells(table, len(by_hand[0])) == by_hand
    assert len(table.columns) == len(by_hand[0])


@pytest.mark.usefixtures("events")
def test_indicators_say_how_they_stand(app: App) -> None:
    with app.database.read() as tx:
        states = {i.number: i.state for i in compute_indicators(tx)}

    met, none = {3, 4, 8}, {14, 16, 17, 18}
    assert states == {n: "met" if n in met else "none" if n in none else "behind" for n in range(1, 19)}


@pytest.mark.usefixtures("events")
def test_each_indicator_names_the_rows_behind_it(app: App) -> None:
    with app.database.read() as tx:
        found = {i.number: i for i in compute_indicators(tx)}

    assert {n: len(i.rows) for n, i in found.items()} == {
        1: 15, 2: 5, 3: 7, 4: 3, 5: 3, 6: 4, 7: 5, 8: 4, 9: 4, 10: 2, 11: 6, 12: 4, 13: 4, 14: 2, 15: 3, 16: 1, 17: 2,
        18: 14,
    }  # fmt: skip
    assert all(len(row.cells) == len(i.headings) for i in found.values() for row in i.rows)
    assert [row.cells for row in found[13].rows] == [
        ("Before", "eBay", "Platform register; Interview form"),
        ("Before", "MercadoLibre", "Interview form"),
        ("Before", "Rakuten", "Platform register"),
        ("After", "Rakuten", "Platform register"),
    ]


@pytest.mark.usefixtures("events")
def test_the_other_choices_give_other_figures(app: App) -> None:
    options = ReportOptions(over_is_more=False, youth_of="women", products_of="contributing", economies_of="accepted",
                            targets={1: 15})  # fmt: skip

    with app.database.read() as tx:
        found = {i.number: (i.target, i.actual, i.share, i.state) for i in compute_indicators(tx, None, options)}

    assert found[1] == ("15", "15", 1.0, "met")
    assert found[2] == ("over 5", "5", 1.0, "met")
    assert found[7] == ("10", "3", 0.3, "behind")
    assert found[9] == ("80 %", "50.0 %", 0.625, "behind")
    assert found[11] == ("2 × 10", "6", 0.25, "behind")
