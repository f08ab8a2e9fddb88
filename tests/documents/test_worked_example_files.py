"""The worked example written out in every format and read back: the cells are those that were worked out by hand."""

import re
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from conftest import FakeClock
from papers import page_texts
from reports_by_hand import csv_rows, sheet_rows, word_tables
from worked_example import FOLDER, expected, fill_example

from o2o_events.app import App
from o2o_events.documents.report_content import read_report
from o2o_events.documents.report_files import Release, write_report
from o2o_events.indicators.values import Column
from o2o_events.registers.events import Event
from o2o_events.registers.pins import set_organiser_pin

WORKED_OUT = sorted(tuple(file.stem.split(".")) for file in (FOLDER / "expected").glob("*.csv"))
SCOPES = ("VN", "TPE", "PE", "project")
PIN = "246810"
_FIGURE = re.compile(r"-?\d+\.\d+")


@pytest.fixture
def events(app: App, clock: FakeClock) -> dict[str, Event]:
    clock.now = datetime(2017, 6, 1, tzinfo=UTC)
    set_organiser_pin(app.database, pin=PIN)
    with app.database.write() as tx:
        return fill_example(tx)


def test_every_table_is_worked_out_for_each_event_and_for_the_project() -> None:
    wanted = {(scope, f"T{number}") for scope in SCOPES for number in range(1, 9)}

    assert wanted - set(WORKED_OUT) == set()


@pytest.mark.parametrize(("scope", "code"), WORKED_OUT)
def test_every_format_holds_the_figures_worked_out_by_hand(
    app: App, events: dict[str, Event], tmp_path: Path, scope: str, code: str
) -> None:
    event, by_hand = events.get(scope), expected(scope, code)
    for ending in ("csv", "xlsx", "docx", "pdf"):
        file, release = tmp_path / f"r.{ending}", Release(PIN, "Linh") if code == "T5" else None
        write_report(app.database, what=code, file=file, event=event, release=release)
    with app.database.read() as tx:
        section = read_report(tx, what=code, event=event).sections[0]
    columns = section.table.columns
    as_words = [by_hand[0], *([as_shown(c, cell) for c, cell in zip(columns, row, strict=True)] for row in by_hand[1:])]

    assert [[as_by_hand(cell) for cell in row] for row in csv_rows(tmp_path / "r.csv")] == by_hand
    in_book = sheet_rows(tmp_path / "r.xlsx", section.name, section.table)
    assert [["" if cell is None else as_by_hand(str(cell)) for cell in row] for row in in_book] == by_hand
    in_word = next(table for table in word_tables(tmp_path / "r.docx") if table[0] == by_hand[0])
    assert undashed(in_word) == undashed(as_words)
    on_paper = squeezed("".join(page_texts(tmp_path / "r.pdf")))
    lines = [squeezed(" ".join(row)) for row in as_words[1:]]
    assert [line for line in lines if line not in on_paper] == []


def as_by_hand(cell: str) -> str:
    """A cell as the files of the example hold it: four decimals at most, no mark before what looks like a formula."""
    if _FIGURE.fullmatch(cell):
        return f"{Decimal(cell).quantize(Decimal('0.0001'), ROUND_HALF_UP):f}".rstrip("0").rstrip(".")
    return cell[1:] if cell[:2] in ("'+", "'-", "'=", "'@") else cell


def as_shown(column: Column, cell: str) -> str:
    """A figure worked out by hand as people read it on paper: 0.0375 as 3.8%, 3.8333 as 3.83, 1000 as 1,000."""
    if column.kind == "share" and cell:
        percent = (100 * Decimal(cell)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return f"{percent:f}".removesuffix(".0") + "%"
    if column.kind == "mean" and cell:
        return f"{Decimal(cell).quantize(Decimal('0.01'), ROUND_HALF_UP)}"
    return f"{int(cell):,}" if cell.isdigit() else cell


def undashed(rows: list[list[str]]) -> list[list[str]]:
    """Where there is no figure, paper has a dash."""
    return [["" if cell == "–" else cell for cell in row] for row in rows]


def squeezed(text: str) -> str:
    """Without the breaks that a narrow column makes, and without dashes where there is no figure."""
    return "".join(c for c in text if not c.isspace() and c not in "-–\ufffe")
