"""The worked example written out in every format and read back: the cells are those that were worked out by hand."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import FakeClock
from papers import page_texts
from reports_by_hand import csv_rows, sheet_rows, word_tables
from worked_example import expected, fill_example

from o2o_events.app import App
from o2o_events.documents.report_content import read_report
from o2o_events.documents.report_files import write_report
from o2o_events.registers.events import Event

SCOPES = [("VN", "T1"), ("VN", "T2"), ("VN", "T4"), ("project", "T1"), ("project", "T4"), ("project", "T8"),
          ("project", "people"), ("VN", "reconciliation")]  # fmt: skip


@pytest.fixture
def events(app: App, clock: FakeClock) -> dict[str, Event]:
    clock.now = datetime(2017, 6, 1, tzinfo=UTC)
    with app.database.write() as tx:
        return fill_example(tx)


@pytest.mark.parametrize(("scope", "code"), SCOPES)
def test_every_format_holds_the_figures_worked_out_by_hand(
    app: App, events: dict[str, Event], tmp_path: Path, scope: str, code: str
) -> None:
    event, by_hand = events.get(scope), expected(scope, code)
    for ending in ("csv", "xlsx", "docx", "pdf"):
        write_report(app.database, what=code, file=tmp_path / f"r.{ending}", event=event)
    with app.database.read() as tx:
        section = read_report(tx, what=code, event=event).sections[0]

    assert csv_rows(tmp_path / "r.csv") == by_hand
    in_book = sheet_rows(tmp_path / "r.xlsx", section.name, section.table)
    assert [["" if cell is None else str(cell) for cell in row] for row in in_book] == by_hand
    in_word = next(table for table in word_tables(tmp_path / "r.docx") if table[0] == by_hand[0])
    assert [[cell.replace("–", "") if cell == "–" else cell for cell in row] for row in in_word] == by_hand
    on_paper = squeezed("".join(page_texts(tmp_path / "r.pdf")))
    lines = [squeezed(" ".join(row)) for row in by_hand[1:]]
    assert [line for line in lines if line not in on_paper] == []


def squeezed(text: str) -> str:
    """Without the breaks that a narrow column makes, and without dashes where there is no figure."""
    return "".join(c for c in text if not c.isspace() and c not in "-–\ufffe")
