"""One report in every format: each cell is read back and compared with the table it came from."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from papers import page_sizes, page_texts
from reports_by_hand import (
    BY_ECONOMY,
    EVALUATION,
    FORMULAS,
    HEAD,
    NAMES,
    PEOPLE,
    RECONCILIATION,
    REPORT,
    column,
    csv_rows,
    heads,
    row,
    sheet_rows,
    values,
    word_tables,
)

from o2o_events.documents import completion_annex, report_csv, report_paper, report_workbook
from o2o_events.documents.charts import Series
from o2o_events.documents.report import Report, Section
from o2o_events.errors import UserError
from o2o_events.indicators.values import Table

TABLES = {"T1": BY_ECONOMY, "T4": PEOPLE, "T7": EVALUATION, "Reconciliation of desks": RECONCILIATION}
WORDS = {
    "T1": [
        ["Hong Kong, China", "1", "2", "3"],
        ["Chinese Taipei", "1,200", "34", "1,234"],
        ["Viet Nam", "0", "0", "0"],
        ["Total", "1,201", "36", "1,237"],
    ],
    "T7": [["Objectives clearly defined", "10", "3.46", "80%"], ["Kept back", "–", "–", "–"]],
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for write, ending in [
        (report_workbook.write, "xlsx"),
        (report_paper.write, "pdf"),
        (report_csv.write, "csv"),
        (completion_annex.write, "docx"),
    ]:
        write(folder / f"report.{ending}", REPORT)
    return folder


def of(*tables: Table) -> Report:
    return replace(REPORT, sections=tuple(map(Section, tables)))


@pytest.mark.parametrize("sheet", TABLES)
def test_a_sheet_holds_the_tables_cells(files: Path, sheet: str) -> None:
    table = TABLES[sheet]

    assert sheet_rows(files / "report.xlsx", sheet, table) == [heads(table), *values(table)]


def test_a_workbook_begins_with_the_head_and_ends_with_the_charts(files: Path) -> None:
    book = openpyxl.load_workbook(files / "report.xlsx")
    front = {line[0]: line[1] for line in book["About this report"].iter_rows(1, 12, 1, 2, values_only=True)}

    assert book.sheetnames == ["About this report", *TABLES, "Charts"]
    assert {label: front[label] for label, _text in HEAD.lines()} == dict(HEAD.lines())
    assert [cell.hyperlink.location for [cell] in book["About this report"]["B1:B40"] if cell.hyperlink] == [
        "'T1'!A1",
        "'T4'!A1",
        "'T7'!A1",
        "'Reconciliation of desks'!A1",
        "'Charts'!A1",
    ]


def test_a_workbook_of_one_table_begins_with_it(tmp_path: Path) -> None:
    report_workbook.write(tmp_path / "one.xlsx", of(PEOPLE))

    assert openpyxl.load_workbook(tmp_path / "one.xlsx").sheetnames == ["T4", "About this report"]


@pytest.mark.parametrize(("sheet", "frozen"), [("T1", "B3"), ("T4", "C3"), ("T7", "B3")])
def test_sheets_are_frozen_and_set_up_for_printing(files: Path, sheet: str, frozen: str) -> None:
    page = openpyxl.load_workbook(files / "report.xlsx")[sheet]

    assert (page.freeze_panes, page.print_title_rows, page.page_setup.paperSize) == (frozen, "$1:$2", 9)
    assert (page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight) == (True, 0)


def test_nothing_in_a_workbook_is_a_formula_or_a_link_outside(files: Path) -> None:
    book = openpyxl.load_workbook(files / "report.xlsx")
    page = book["T4"]

    assert {page.cell(n, 2).data_type for n in range(3, 3 + len(NAMES))} == {"s"}
    with zipfile.ZipFile(files / "report.xlsx") as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert [name for name in sheets if b"<f>" in archive.read(name)] == []
        assert [name for name in archive.namelist() if b"http://x.org" in archive.read(name)] == [
            "xl/sharedStrings.xml"
        ]


def test_notes_stand_below_their_table_and_desks_sign_the_reconciliation(files: Path) -> None:
    book = openpyxl.load_workbook(files / "report.xlsx")

    assert [book["T1"].cell(n, 1).value for n in (8, 9)] == list(BY_ECONOMY.notes)
    signing = [c.value for c in book["Reconciliation of desks"][7] if c.value]
    assert signing == ["Desk", "Name", "Signature", "Date and time"]


def test_rows_are_as_high_as_their_lines(tmp_path: Path) -> None:
    words = "Counted are people who entered. " * 5
    table = Table(
        "T3", "Indicators", (column("a", "A"), column("b", "B")), (row("x", words), row("y", "few")), (words,)
    )
    report_workbook.write(tmp_path / "high.xlsx", of(table))
    page = openpyxl.load_workbook(tmp_path / "high.xlsx")["T3"]

    assert [page.row_dimensions[number].height for number in (3, 4, 6)] == [60, None, 30]
    assert sorted(map(str, page.merged_cells.ranges)) == ["A1:G1", "A6:G6"]


def test_what_is_not_known_of_the_head_is_marked_to_be_written_in(tmp_path: Path) -> None:
    report = replace(REPORT, head=replace(HEAD, agenda_item="", forum=""))
    report_workbook.write(tmp_path / "blank.xlsx", report)
    completion_annex.write(tmp_path / "blank.docx", report)
    front = openpyxl.load_workbook(tmp_path / "blank.xlsx")["About this report"]
    xml = docx.Document(str(tmp_path / "blank.docx")).element.xml

    marked = [front.cell(n, 1).value for n in range(3, 12) if front.cell(n, 2).fill.fgColor.rgb == "FFFFF8E1"]
    assert marked == ["Agenda item", "Forum"]
    assert re.findall(r'w:alias w:val="(.+?)"', xml) == ["Agenda item", "Forum"]
    assert re.findall(r"<w:t[^>]*>(\[.+?: write here\])<", xml) == ["[Agenda item: write here]", "[Forum: write here]"]


def test_a_chart_of_many_lies_and_says_nothing_of_nobody(tmp_path: Path) -> None:
    names = tuple(f"Economy {n}" for n in range(12))
    chart = replace(
        REPORT.charts[0], categories=names, series=(Series("Male", (0,) * 11 + (3,)), Series("Female", (2,) * 12))
    )
    report_workbook.write(tmp_path / "lying.xlsx", replace(REPORT, sections=(Section(BY_ECONOMY, (chart,)),)))
    with zipfile.ZipFile(tmp_path / "lying.xlsx") as archive:
        drawn = archive.read("xl/charts/chart1.xml").decode()

    assert re.findall(r'<c:barDir val="(\w+)"/>', drawn) == ["bar"]
    assert re.findall(r'<c:dLbls><c:numFmt formatCode="([^"]+)"', drawn) == ["#,##0;-#,##0;"] * 2


def test_no_chart_is_cut_by_the_end_of_a_page(tmp_path: Path) -> None:
    few, many = REPORT.charts[0], tuple(f"Economy {n}" for n in range(25))
    long = replace(few, categories=many, series=(Series("Male", (1,) * 25),))
    report = replace(REPORT, sections=(Section(BY_ECONOMY, (few, few, long, few)),))
    report_workbook.write(tmp_path / "charts.xlsx", report)
    page = openpyxl.load_workbook(tmp_path / "charts.xlsx")["Charts"]
    begins = [chart.anchor._from.row for chart in page._charts]
    breaks = [mark.id for mark in page.row_breaks.brk]

    assert (breaks, page.page_setup.orientation, page.page_setup.scale) == ([begins[2], begins[3]], "landscape", 58)


def test_charts_are_excels_own(files: Path) -> None:
    book = openpyxl.load_workbook(files / "report.xlsx")
    with zipfile.ZipFile(files / "report.xlsx") as archive:
        drawn = archive.read("xl/charts/chart1.xml").decode()

    assert [name for name in book.sheetnames if book[name]._charts] == ["Charts"]
    assert re.findall(r"<c:v>([\d.]+)</c:v>", drawn) == ["1", "1200", "2", "34"]


def test_a_workbook_of_many_rows_says_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_workbook, "_MANY", 3)
    report_workbook.write(tmp_path / "many.xlsx", REPORT)

    for sheet, table in TABLES.items():
        assert sheet_rows(tmp_path / "many.xlsx", sheet, table) == [heads(table), *values(table)]


def test_a_sheet_that_is_full_says_how_many_rows_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_workbook, "_MOST_ROWS", 47)
    report_workbook.write(tmp_path / "full.xlsx", of(PEOPLE))
    page = openpyxl.load_workbook(tmp_path / "full.xlsx")["T4"]

    assert page.cell(9, 1).value == f"A sheet holds no more. Rows left out: {len(NAMES) - 5}."


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_a_csv_holds_the_tables_cells(tmp_path: Path, table: Table) -> None:
    report_csv.write_table(tmp_path / "table.csv", table)
    rows = csv_rows(tmp_path / "table.csv")

    def said(cell: object) -> str:
        text = "" if cell is None else str(cell)
        return f"'{text}" if text in FORMULAS and text[0] in "=+-@" else text

    assert rows == [heads(table), *([said(cell) for cell in line.cells] for line in table.rows)]


def test_a_figure_below_zero_stays_a_figure_in_a_csv(tmp_path: Path) -> None:
    table = Table("T1", "", (column("a", "A"), column("n", "N", "count")), (row("-1", -1),), ())
    report_csv.write(tmp_path / "one.csv", of(table))

    assert csv_rows(tmp_path / "one.csv") == [["A", "N"], ["'-1", "-1"]]


def test_a_csv_of_several_tables_has_each_under_its_title(files: Path) -> None:
    rows = csv_rows(files / "report.csv")

    assert rows[:7] == [
        ["T1  Participation by economy and gender"],
        ["Economy", "Male", "Female", "Total"],
        ["Hong Kong, China", "1", "2", "3"],
        ["Chinese Taipei", "1200", "34", "1234"],
        ["Viet Nam", "0", "0", "0"],
        ["Total", "1201", "36", "1237"],
        [],
    ]
    assert [line[0] for line in rows if len(line) == 1] == [s.heading for s in REPORT.sections]


def lines_of(file: Path) -> list[str]:
    return [line for text in page_texts(file) for line in text.replace("\r\n", "\n").split("\n")]


def test_the_pdf_has_head_contents_and_every_row(files: Path) -> None:
    pages = [text.replace("\r\n", "\n").split("\n") for text in page_texts(files / "report.pdf")]
    first = pages[0]

    assert [f"{label} {text}" in " ".join(first) or text in first for label, text in HEAD.lines()] == [True] * 7
    contents = first[first.index("Contents") + 1 :]
    assert re.findall(r"(\d)$", "\n".join(contents[:-1]), re.MULTILINE) == ["2", "2", "3", "3"]
    headings = [" ".join(section.heading.split()) for section in REPORT.sections]
    texts = [" ".join(" ".join(page).split()) for page in pages[1:]]
    assert [[heading for heading in headings if heading in text] for text in texts] == [headings[:2], headings[2:]]
    for number, words in {1: WORDS["T1"], 2: WORDS["T7"]}.items():
        text = " ".join(pages[number])
        assert [" ".join(line) in text for line in words] == [True] * len(words)
    assert [name for name in NAMES if name not in " ".join(pages[1])] == []


def test_every_font_is_in_the_pdf(files: Path) -> None:
    content = (files / "report.pdf").read_bytes()

    assert (content.count(b"/Subtype /Type1"), content.count(b"/FontFile2") > 0) == (0, True)
    assert content.count(b"/Subtype /TrueType") == content.count(b"/FontFile2")


def test_pages_are_numbered_out_of_all(files: Path) -> None:
    texts = [" ".join(text.split()) for text in page_texts(files / "report.pdf")]

    assert [re.findall(r"Page (\d+) of (\d+)", text) for text in texts] == [[(str(n), "3")] for n in range(1, 4)]


def test_contents_and_outline_lead_to_the_sections(files: Path) -> None:
    with pypdfium2.PdfDocument(files / "report.pdf") as document:
        marks = [(mark.get_title(), mark.get_dest().get_index() + 1) for mark in document.get_toc()]

    assert marks == list(zip([section.heading for section in REPORT.sections], [2, 2, 3, 3], strict=True))


def test_a_long_table_repeats_its_head_and_loses_no_row(tmp_path: Path) -> None:
    rows = tuple(row(n, f"Person {n}", "yes", None) for n in range(1, 201))
    missing = report_paper.write(tmp_path / "long.pdf", of(replace(PEOPLE, rows=rows)))
    texts = page_texts(tmp_path / "long.pdf")

    assert missing == ""
    assert len(texts) > 3
    assert [text.count("Consent on") for text in texts] == [1] * len(texts)
    assert re.findall(r"Person (\d+)", " ".join(texts)) == [str(n) for n in range(1, 201)]


def test_a_row_taller_than_a_page_goes_on_with_all_its_words(tmp_path: Path) -> None:
    words = [f"w{n}" for n in range(3000)]
    table = Table("T8", "Best practices", (column("a", "A"), column("b", "B")), (row("x", " ".join(words)),), ())
    report_paper.write(tmp_path / "tall.pdf", of(table))

    assert re.findall(r"w\d+", " ".join(page_texts(tmp_path / "tall.pdf"))) == words


def test_a_wide_table_lies_across(tmp_path: Path) -> None:
    columns = tuple(column(f"c{n}", f"A longer heading {n}") for n in range(14))
    table = Table("T4", "Wide", columns, (row(*["some words here"] * 14),), ())
    report_paper.write(tmp_path / "wide.pdf", of(BY_ECONOMY, table))

    assert page_sizes(tmp_path / "wide.pdf") == [(210.0, 297.0), (210.0, 297.0), (297.0, 210.0)]


@pytest.mark.parametrize("place", [1, 2])
def test_nothing_is_drawn_outside_the_page(files: Path, place: int) -> None:
    with pypdfium2.PdfDocument(files / "report.pdf") as document:
        image = document[place].render(scale=1, grayscale=True).to_pil()
        width, height = image.size
        ink = image.point(lambda value: 255 if value < 200 else 0).getbbox()

    assert ink is not None
    assert (ink[0] >= 40, ink[1] >= 15, ink[2] <= width - 40, ink[3] <= height - 15) == (True,) * 4


def test_the_document_holds_the_tables_cells(files: Path) -> None:
    head, by_economy, people, evaluation, reconciliation, signing = word_tables(files / "report.docx")

    assert head == [[*map(str, line)] for line in HEAD.lines()] + [["Made", REPORT.made]]
    assert by_economy == [heads(BY_ECONOMY), *WORDS["T1"]]
    assert [line[1] for line in people[1:]] == NAMES
    assert evaluation == [heads(EVALUATION), *WORDS["T7"]]
    assert reconciliation[1:] == [["Entries", "10", "20"], ["Undone", "0", "1"]]
    assert signing == [["Desk", "Name", "Signature", "Date and time"], [""] * 4, [""] * 4]


def test_the_document_has_headings_contents_and_styles_to_be_edited_on(files: Path) -> None:
    document = docx.Document(str(files / "report.docx"))
    by_style: dict[str, list[str]] = {}
    for paragraph in document.paragraphs:
        by_style.setdefault(str(paragraph.style.name if paragraph.style else ""), []).append(paragraph.text)

    titles = [section.heading for section in REPORT.sections]
    assert (by_style["Title"], by_style["Heading 1"]) == ([REPORT.title], ["Summary", *titles])
    assert by_style["toc 1"] == titles
    assert by_style["Guidance"] == ["Write here."]
    assert [table.style.name for table in document.tables if table.style] == ["ReportTable"] * 6
    assert "w:tblHeader" in document.tables[1].rows[0]._tr.xml
    assert re.findall(r"instrText [^>]*>([^<]+)<", document.element.xml) == [' TOC \\o "1-2" \\h \\z ']
    anchors = re.findall(r'w:anchor="(\w+)"', document.element.xml)
    assert anchors == re.findall(r'w:bookmarkStart w:id="\d+" w:name="(\w+)"', document.element.xml)


def test_the_documents_charts_are_words_own_with_their_figures(files: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(files / "report.docx") as archive:
        drawn = archive.read("word/charts/chart1.xml").decode()
        (tmp_path / "chart.xlsx").write_bytes(archive.read("word/embeddings/chart1.xlsx"))
    figures = openpyxl.load_workbook(tmp_path / "chart.xlsx").active

    assert re.findall(r"<c:v>([\d.]+)</c:v>", drawn) == ["1", "1200", "2", "34"]
    assert [list(line) for line in figures.iter_rows(2, 4, 1, 3, values_only=True)] == [
        [None, "Male", "Female"],
        ["Hong Kong, China", 1, 2],
        ["Chinese Taipei", 1200, 34],
    ]


def test_labels_of_the_documents_charts_are_figures_only(files: Path) -> None:
    with zipfile.ZipFile(files / "report.docx") as archive:
        drawn = archive.read("word/charts/chart1.xml").decode()

    assert re.findall(r'<c:show(\w+) val="1"/>', drawn) == ["Val", "Val"]
    assert drawn.count('<c:showCatName val="0"/>') == 2


def test_tables_of_the_document_lie_across_only_where_they_must(tmp_path: Path) -> None:
    wide = Table(
        "T4", "Wide", tuple(column(f"c{n}", f"Heading {n}") for n in range(14)), (row(*["some words"] * 14),), ()
    )
    completion_annex.write(tmp_path / "both.docx", of(BY_ECONOMY, wide))
    document = docx.Document(str(tmp_path / "both.docx"))
    rooms = [page.page_width - page.left_margin - page.right_margin for page in document.sections]  # type: ignore[operator]  # all are set
    widths = [sum(column.width for column in table.columns) for table in document.tables]

    assert [page.page_width > page.page_height for page in document.sections] == [False, False, True]  # type: ignore[operator]  # all are set
    assert [abs(width - room) < 20_000 for width, room in zip(widths, rooms, strict=True)] == [True] * 3


def test_head_and_foot_say_what_it_is_and_which_page(files: Path) -> None:
    document = docx.Document(str(files / "report.docx"))
    first, second = document.sections[0], document.sections[1]

    assert (first.first_page_header.paragraphs[0].text, second.header.paragraphs[0].text) == (
        "",
        f"{REPORT.project} – {REPORT.scope}",
    )
    for foot in (first.first_page_footer, second.footer):
        assert re.findall(r"instrText[^>]*> (\w+) <", foot.paragraphs[0]._p.xml) == ["PAGE", "NUMPAGES"]
        assert REPORT.made in foot.paragraphs[0].text


def test_characters_that_xml_cannot_hold_do_not_stop_the_document(tmp_path: Path) -> None:
    table = Table("T8", "Best\x0b practices", (column("a", "A"),), (row("a\x00b\nc\ufffe"),), ("n\x08ote",))
    completion_annex.write(tmp_path / "odd.docx", of(table))

    assert word_tables(tmp_path / "odd.docx")[1] == [["A"], ["ab\nc"]]


def test_a_list_too_long_for_word_is_named_and_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(completion_annex, "MOST_ROWS", 5)
    completion_annex.write(tmp_path / "short.docx", REPORT)
    notes = [p.text for p in docx.Document(str(tmp_path / "short.docx")).paragraphs if p.text.startswith("This list")]

    assert len(word_tables(tmp_path / "short.docx")) == 5
    assert notes == [f"This list has {len(NAMES)} rows, too many for a document of Word: it is in the workbook."]
    with pytest.raises(UserError, match="too many for a document of Word"):
        completion_annex.write(tmp_path / "none.docx", of(PEOPLE))


@pytest.mark.parametrize("ending", ["xlsx", "pdf", "csv", "docx"])
def test_the_same_report_gives_the_same_bytes(files: Path, tmp_path: Path, ending: str) -> None:
    write = {
        "xlsx": report_workbook.write,
        "pdf": report_paper.write,
        "csv": report_csv.write,
        "docx": completion_annex.write,
    }[ending]
    write(tmp_path / "again", REPORT)

    assert (tmp_path / "again").read_bytes() == (files / f"report.{ending}").read_bytes()


@pytest.mark.parametrize("write", [report_workbook.write, report_paper.write, report_csv.write, completion_annex.write])
def test_a_table_without_a_row_is_written(tmp_path: Path, write: object) -> None:
    write(tmp_path / "empty", of(replace(PEOPLE, rows=())))  # type: ignore[operator]  # one of the four

    assert (tmp_path / "empty").stat().st_size > 30


def test_small_tables_of_the_document_share_a_page_and_rows_stay_with_what_is_below_them(tmp_path: Path) -> None:
    many = replace(PEOPLE, rows=PEOPLE.rows[:1] * 40, notes=("A note.", "Another."))
    completion_annex.write(tmp_path / "small.docx", of(EVALUATION, RECONCILIATION, many))
    document = docx.Document(str(tmp_path / "small.docx"))
    kept = [["<w:keepNext/>" in line._tr.xml for line in table.rows] for table in document.tables[1:]]
    notes = [p for p in document.paragraphs if p.style and p.style.name == "Note"][-2:]

    assert len(document.sections) == 3
    assert kept == [[True, True, True], [True, True, False], [True] + [False] * 38 + [True, True]]
    assert [note.paragraph_format.keep_with_next for note in notes] == [True, False]
