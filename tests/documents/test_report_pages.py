"""Where things of a report stand on its pages, read off the PDF: nothing stands alone, numbers end where tables end."""

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from papers import page_sizes, page_texts
from reports_by_hand import BY_ECONOMY, CHART, RECONCILIATION, REPORT, column, row

from o2o_events.documents import report_paper
from o2o_events.documents.charts import Series
from o2o_events.documents.report import Section
from o2o_events.indicators.values import Row, Table

POINTS_A_MM = 72 / 25.4
NOTES = tuple(f"Note {n} says who counts as a participant here." for n in range(1, 6))


def written(folder: Path, *sections: Section) -> list[str]:
    """The text of each page after the front, on one line."""
    report_paper.write(folder / "report.pdf", replace(REPORT, sections=(Section(RECONCILIATION), *sections)))
    return [" ".join(text.split()) for text in page_texts(folder / "report.pdf")[1:]]


def economies(count: int) -> tuple[Row, ...]:
    return tuple(row(f"Economy {n}", *[n] * 12) for n in range(1, count + 1))


def wide(count: int, notes: tuple[str, ...] = ()) -> Table:
    """Wide enough to lie across."""
    columns = (column("economy", "Economy"), *(column(f"c{n}", f"Long heading {n}", "count") for n in range(12)))
    return Table("T2", "Speakers by economy", columns, economies(count), notes)


def chart_of(count: int) -> tuple:  # type: ignore[type-arg]  # of one chart
    names = tuple(f"Bar {n}" for n in range(1, count + 1))
    return (replace(CHART, categories=names, series=(Series("Male", (3,) * count),)),)


@pytest.mark.parametrize("bars", range(12, 31))
def test_a_title_stands_above_its_chart_and_a_head_above_a_row(tmp_path: Path, bars: int) -> None:
    pages = written(tmp_path, Section(wide(25, NOTES), chart_of(bars)))
    titled = next(text for text in pages if "Speakers by economy Summit" in text)
    headed = [text for text in pages if "Long heading 0" in text]

    assert re.findall(r"Bar (\d+)", titled) == [str(n) for n in range(1, bars + 1)]
    assert [text for text in headed if not re.search(r"Economy \d", text)] == []
    assert re.findall(r"Economy (\d+)", " ".join(pages)) == [str(n) for n in range(1, 26)]


@pytest.mark.parametrize("bars", range(12, 24))
def test_a_head_goes_to_the_next_page_with_its_first_row_where_that_is_tall(tmp_path: Path, bars: int) -> None:
    rows = tuple(row(f"Economy {n}", *["What is stated beside it, at some length. " * 6] * 12) for n in range(1, 4))
    pages = written(tmp_path, Section(replace(wide(0), rows=rows), chart_of(bars)))
    headed = [text for text in pages if "Economy Long" in text]

    assert [re.search(r"Economy \d", text) is None for text in headed] == [False] * len(headed)


def test_a_chart_too_tall_for_a_page_across_stands_upright_before_its_table(tmp_path: Path) -> None:
    written(tmp_path, Section(wide(10), chart_of(36)))

    assert page_sizes(tmp_path / "report.pdf")[2:] == [(210.0, 297.0), (297.0, 210.0)]


@pytest.mark.parametrize("rows", range(20, 34))
def test_notes_stand_with_two_rows_at_least(tmp_path: Path, rows: int) -> None:
    pages = written(tmp_path, Section(wide(rows, NOTES)))
    last = next(text for text in pages if NOTES[0] in text)

    assert [note for note in NOTES if note not in last] == []
    assert re.findall(r"Economy (\d+)", last)[-2:] == [str(rows - 1), str(rows)]


def test_small_tables_share_a_page_and_signatures_stay_with_theirs(tmp_path: Path) -> None:
    pages = written(tmp_path, Section(BY_ECONOMY), Section(replace(RECONCILIATION, title="To be signed"), signing=2))

    assert [("Participation by" in text, "To be signed" in text, "Signature" in text) for text in pages] == [
        (True,) * 3
    ]


def test_contents_lead_to_where_on_a_page_a_section_begins(tmp_path: Path) -> None:
    written(tmp_path, Section(BY_ECONOMY))
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as document:
        places = [mark.get_dest().get_view() for mark in document.get_toc()]

    assert [mode for mode, _place in places] == [1, 1]
    assert places[0][1][1] > places[1][1][1] + 100


@pytest.mark.parametrize("pages", [2, 12])
def test_the_number_of_a_page_ends_where_tables_end(tmp_path: Path, pages: int) -> None:
    table = Table("T4", "List", (column("n", "Name"),), tuple(row(f"Person {n}") for n in range(50 * (pages - 1))))
    report_paper.write(tmp_path / "report.pdf", replace(REPORT, sections=(Section(table), Section(wide(1)))))
    ends, rights = [], []
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as document:
        for page in document:
            text = page.get_textpage()
            words = text.get_text_range()
            found = re.search(r"Page \d+ of \d+", words)
            assert found is not None
            ends.append(text.get_charbox(found.end() - 1)[2])
            rights.append(page.get_width() - 15 * POINTS_A_MM)

    assert len(ends) > pages
    assert ends == pytest.approx(rights, abs=1)


def test_long_texts_get_the_most_of_a_page_and_words_among_figures_stand_right(tmp_path: Path) -> None:
    columns = (
        column("indicator", "Indicator"),
        column("planned", "# planned", "count"),
        column("notes", "Notes"),
        column("source", "Source"),
    )
    long = "NOTED " + "A person counts once, however many days there are. " * 8
    named = "participants of one event, those of all others left out"
    rows = tuple(row(f"{n}. {named}", "morethan100" if n else 100, long, f"Checkin {named}") for n in range(6))
    report_paper.write(tmp_path / "report.pdf", replace(REPORT, sections=(Section(Table("T3", "I", columns, rows)),)))
    boxes = {}
    with pypdfium2.PdfDocument(tmp_path / "report.pdf") as document:
        text = document[len(document) - 1].get_textpage()
        words = text.get_text_range()
        for word in ("morethan100", "NOTED", "Checkin", "100"):
            at = [match.start() for match in re.finditer(rf"(?<!\w){word}", words)][-1]
            boxes[word] = (text.get_charbox(at)[0], text.get_charbox(at + len(word) - 1)[2])

    assert boxes["morethan100"][1] == pytest.approx(boxes["100"][1], abs=1)
    assert (
        boxes["Checkin"][0] - boxes["NOTED"][0] > 0.5 * (page_sizes(tmp_path / "report.pdf")[-1][0] - 30) * POINTS_A_MM
    )
