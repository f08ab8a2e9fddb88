"""Workbook and annex opened by LibreOffice: nothing to repair, and what it shows and saves is what was written."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from papers import page_sizes, page_texts
from reports_by_hand import (
    BY_ECONOMY,
    EVALUATION,
    NAMES,
    PEOPLE,
    RECONCILIATION,
    REPORT,
    heads,
    sheet_rows,
    values,
)

from o2o_events.documents import completion_annex, report_workbook
from o2o_events.documents.report_cells import words_of
from o2o_events.indicators.values import Row, Table

OFFICE = shutil.which("soffice")
TABLES = {"T1": BY_ECONOMY, "T4": PEOPLE, "T7": EVALUATION, "Reconciliation of desks": RECONCILIATION}
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not on this computer; sh .ci/test installs it")


def converted(folder: Path, ending: str, *files: Path) -> None:
    """Lets LibreOffice open the files, with a profile of their own, and save them as another kind."""
    assert OFFICE is not None
    profile = (folder.parent / "profile").as_uri()
    command = [OFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", ending, "--outdir"]
    done = subprocess.run([*command, folder, *files], capture_output=True, text=True, timeout=240, check=False)
    missing = [file.name for file in files if not (folder / file.with_suffix(f".{ending}").name).exists()]
    assert (done.returncode, missing) == (0, []), done.stderr


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with workbook.xlsx as LibreOffice saved it, and both files as it prints them."""
    written = tmp_path_factory.mktemp("written")
    folder = tmp_path_factory.mktemp("office") / "opened"
    folder.mkdir()
    report_workbook.write(written / "workbook.xlsx", REPORT)
    completion_annex.write(written / "annex.docx", REPORT)
    converted(folder, "pdf", written / "workbook.xlsx", written / "annex.docx")
    converted(folder, "xlsx", written / "workbook.xlsx")
    return folder


def text_of(file: Path) -> str:
    return " ".join(" ".join(page_texts(file)).split())


def said(table: Table, row: Row) -> str:
    """The row as it stands on paper."""
    return " ".join(words_of(column, cell) for column, cell in zip(table.columns, row.cells, strict=True))


@pytest.mark.parametrize("sheet", TABLES)
def test_a_sheet_that_libreoffice_saved_has_the_same_cells(opened: Path, sheet: str) -> None:
    table = TABLES[sheet]

    assert sheet_rows(opened / "workbook.xlsx", sheet, table) == [heads(table), *values(table)]


def test_libreoffice_finds_no_formula_and_keeps_the_charts(opened: Path) -> None:
    book = openpyxl.load_workbook(opened / "workbook.xlsx")

    kinds = {cell.data_type for page in book for line in page.iter_rows() for cell in line}
    assert kinds == {"n", "s", "d"}
    assert [name for name in book.sheetnames if book[name]._charts] == ["Charts"]
    assert book["T4"].print_title_rows == "$1:$2"


def test_the_printed_workbook_shows_every_figure_and_name(opened: Path) -> None:
    text = text_of(opened / "workbook.pdf")

    assert "###" not in text
    assert [said(BY_ECONOMY, row) in text for row in BY_ECONOMY.rows] == [True] * len(BY_ECONOMY.rows)
    assert [note in text for note in BY_ECONOMY.notes] == [True] * len(BY_ECONOMY.notes)
    assert [name for name in NAMES if name.isascii() and name not in text] == []


def test_the_printed_annex_shows_every_figure_and_the_pages_numbers(opened: Path) -> None:
    text = text_of(opened / "annex.pdf")
    pages = page_sizes(opened / "annex.pdf")

    for table in (BY_ECONOMY, EVALUATION, RECONCILIATION):
        assert [said(table, row) in text for row in table.rows] == [True] * len(table.rows)
    assert [name for name in NAMES if name.isascii() and name not in text] == []
    assert [f"{number} / {len(pages)} " in text for number in range(1, len(pages) + 1)] == [True] * len(pages)
    assert set(pages) <= {(210.0, 297.0), (297.0, 210.0)}
