"""A report whose every cell is written here by hand, and readers that give its tables back as rows."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import openpyxl
from docx.table import Table as WordTable

from o2o_events.documents.charts import ChartSpec, Series
from o2o_events.documents.report import Report, ReportHead, Section
from o2o_events.indicators.values import Column, Row, Table

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://example.org")', "=cmd|' /C calc'!A0", "http://x.org"]
NAMES = [
    "Nguyễn Thị Minh Khai",
    "陳大文",
    "สมชาย ศรีสุวรรณ",
    "김민준",
    "María de los Ángeles García-Márquez",
    "Иван",
    *FORMULAS,
]


def column(key: str, title: str, kind: str = "text") -> Column:
    return Column(key, title, kind)  # type: ignore[arg-type]  # one of the kinds


def row(*cells: object, is_total: bool = False) -> Row:
    return Row(str(cells[0]), cells, (), is_total)


BY_ECONOMY = Table(
    "T1",
    "Participation by economy and gender",
    (
        column("economy", "Economy"),
        column("male", "Male", "count"),
        column("female", "Female", "count"),
        column("total", "Total", "count"),
    ),
    (
        row("Hong Kong, China", 1, 2, 3),
        row("Chinese Taipei", 1200, 34, 1234),
        row("Viet Nam", 0, 0, 0),
        row("Total", 1201, 36, 1237, is_total=True),
    ),
    ("Who counts: everybody but organisers & staff.", "Registered 1,300; checked in 1,237; no-show 63."),
)
PEOPLE = Table(
    "T4",
    "Participant list",
    (
        column("number", "No.", "count"),
        column("name", "Name"),
        column("first", "14 July 2016"),
        column("consent", "Consent on", "date"),
    ),
    tuple(row(n, name, "yes" if n % 2 else "", date(2016, 7, 1) if n % 3 else None) for n, name in enumerate(NAMES, 1)),
)
EVALUATION = Table(
    "T7",
    "Evaluation summary",
    (
        column("item", "Item"),
        column("n", "n", "count"),
        column("mean", "Mean", "mean"),
        column("positive", "% positive", "share"),
    ),
    (row("Objectives clearly defined", 10, 3.456, 0.8), row("Kept back", None, None, None)),
    ("Fewer than 5 answers are kept back.",),
)
RECONCILIATION = Table(
    "reconciliation",
    "Reconciliation of desks",
    (column("figure", "Figure"), column("desk_1", "Desk 1", "count"), column("desk_2", "Desk 2", "count")),
    (row("Entries", 10, 20), row("Undone", 0, 1)),
)
CHART = ChartSpec(
    "stacked",
    "Participants by economy",
    ("Hong Kong, China", "Chinese Taipei"),
    (Series("Male", (1, 1200)), Series("Female", (2, 34))),
    "people",
)
HEAD = ReportHead(
    "5.2", "Information", "Chinese Taipei", "SMEWG", "Summit", "Taipei, Chinese Taipei", "14–15 July 2016"
)
REPORT = Report(
    title="Report on participation and results",
    project="New Era of Growth",
    scope="Summit 藍鵲",
    head=HEAD,
    made_at=datetime(2016, 7, 15, 18, 0, tzinfo=ZoneInfo("Asia/Taipei")),
    sections=(
        Section(BY_ECONOMY, (CHART,), comment="Write here."),
        Section(PEOPLE),
        Section(EVALUATION),
        Section(RECONCILIATION, signing=2),
    ),
    summary=("Participants who checked in: 1,237.",),
)


def heads(table: Table) -> list[str]:
    return [column.title for column in table.columns]


def sheet_rows(file: Path, sheet: str, table: Table) -> list[list[object]]:
    """Headings and rows of a sheet; days as days."""
    page = openpyxl.load_workbook(file)[sheet]
    cells = page.iter_rows(2, len(table.rows) + 2, 1, len(table.columns), values_only=True)
    return [[cell.date() if isinstance(cell, datetime) else cell for cell in line] for line in cells]


def csv_rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def word_tables(file: Path) -> list[list[list[str]]]:
    """The cells of each table of a document of Word."""
    return [_cells(table) for table in docx.Document(str(file)).tables]


def _cells(table: WordTable) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in table.rows]


def values(table: Table) -> Sequence[Sequence[object]]:
    """The rows as a workbook holds them: nothing where there is nothing."""
    return [[cell if cell != "" else None for cell in row.cells] for row in table.rows]
