"""The practice register in and out as a table: round trips, upserts, and problems row by row."""

from pathlib import Path

import pytest
import xlsxwriter
from factories import make_practice

from o2o_events.agenda.practice_import import PracticePlan, import_practices, plan_practices
from o2o_events.agenda.practice_table import read_table
from o2o_events.app import App
from o2o_events.documents.practice_list import write_practices
from o2o_events.errors import UserError
from o2o_events.i18n import LANGUAGES, speaking
from o2o_events.registers.events import Event
from o2o_events.registers.practice_queries import list_practices
from o2o_events.registers.practices import Practice

HEAD = "Number;Title;Company;Economy;Led by women;Rule for “led by women”;Status"


def write_text(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    file = folder / "practices.csv"
    file.write_text("\n".join(lines), encoding=encoding)
    return file


def take(app: App, file: Path) -> PracticePlan:
    table = read_table(file)
    with app.database.write() as tx:
        return import_practices(tx, table)


def figures(plan: PracticePlan) -> tuple[int, int, int, int]:
    return len(plan.creates), len(plan.updates), plan.unchanged, plan.rejected


def listed(app: App) -> list[Practice]:
    with app.database.read() as tx:
        return list_practices(tx)


@pytest.fixture
def register(app: App, event: Event) -> list[Practice]:
    """Practices with everything that a cell can hold."""
    with app.database.write() as tx:
        make_practice(
            tx,
            title={"en": "=1+1", "vi": "Cửa hàng “sen”; trà, và cà phê", "zh-Hant": "蓮花商店", "ko": "연꽃"},
            company="@Sen\u00a0Việt (illustrative)".replace("\u00a0", " "),
            summary={"en": "First line.\n\n-5 is no formula;\n=SUM(A1)", "es": "Número"},
            o2o_model="+click & collect",
            is_women_led=True,
            women_led_rule="51 %\nowned by women",
            is_youth_led=False,
            nominated_by="MOIT",
            status="accepted",
            is_selected=True,
            in_guidebook=True,
            presented_at=[event.id],
            source_ref="BP-01",
        )
        make_practice(tx, company="Kopi (illustrative)", economy="HK", status="declined", is_youth_led=None)
        make_practice(tx, company="Lima (illustrative)", economy=None, title={"es": "Café"})
        return list_practices(tx)


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_exported_and_imported_again_changes_nothing(
    app: App, event: Event, register: list[Practice], tmp_path: Path, ending: str, tag: str
) -> None:
    file = tmp_path / f"practices.{ending}"
    with speaking(tag):
        write_practices(file, register, {event.id: event})
        plan = take(app, file)

    assert (figures(plan), plan.problems, plan.unknown) == ((0, 0, 3, 0), [], [])
    assert listed(app) == register


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_exported_register_makes_the_same_register_elsewhere(
    app: App, event: Event, register: list[Practice], tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"practices.{ending}"
    write_practices(file, register, {event.id: event})
    with app.database.write() as tx:
        from o2o_events.registers.practices import remove_practice

        for practice in register:
            remove_practice(tx, practice=practice.id)
    plan = take(app, file)

    assert (figures(plan), plan.problems) == ((3, 0, 0, 0), [])
    assert [_without_id(practice) for practice in listed(app)] == [_without_id(practice) for practice in register]


def _without_id(practice: Practice) -> dict[str, object]:
    return {name: value for name, value in vars(practice).items() if name != "id"}


def test_csv_has_no_cell_that_a_spreadsheet_runs(register: list[Practice], tmp_path: Path) -> None:
    file = tmp_path / "practices.csv"
    write_practices(file, register, {})

    cells = file.read_text(encoding="utf-8-sig")
    assert "'=1+1" in cells
    assert "'@Sen" in cells
    assert "'+click" in cells


def test_second_import_of_a_changed_file_updates_by_number(app: App, tmp_path: Path) -> None:
    first = take(app, write_text(tmp_path, HEAD, "1;Tea;Sen;Viet Nam;yes;51 %;Accepted", "2;Rice;Lúa;VN;no;;"))
    second = take(app, write_text(tmp_path, HEAD, "1;Green tea;Sen;ROC;;;", "2;Rice;Lúa;VN;no;;", "3;Nut;Lúa;;;;"))

    assert (figures(first), figures(second)) == ((2, 0, 0, 0), (1, 1, 1, 0))
    assert [(p.source_ref, p.label, p.economy, p.is_women_led, p.status) for p in listed(app)] == [
        ("1", "Green tea", "TW", True, "accepted"),
        ("2", "Rice", "VN", False, "nominated"),
        ("3", "Nut", None, None, "nominated"),
    ]


def test_without_a_number_a_row_is_known_by_company_and_title(app: App, tmp_path: Path) -> None:
    take(app, write_text(tmp_path, "Title,Company", "Trà sen,SEN Việt"))
    again = take(app, write_text(tmp_path, "Title,Company,O2O model", "TRA SEN,Sen viet,App"))

    assert figures(again) == (0, 1, 0, 0)
    assert [p.o2o_model for p in listed(app)] == ["App"]


def test_problems_are_told_row_by_row_and_the_rest_goes_in(app: App, tmp_path: Path) -> None:
    file = write_text(
        tmp_path,
        HEAD + ";Selected for Workshop II;Presented at;Remarks",
        "1;Tea;Sen;Atlantis;yes;;Great;yes;XX;hello",
        "2;;Sen;VN;;;;;;",
        "3;Rice;;VN;;;;;;",
        "1;Tea again;Sen;VN;;;;;;",
        "4;Nut;Sen;VN;maybe;;declined;;;",
        ";;;;;;;;;",
    )
    plan = take(app, file)

    assert figures(plan) == (2, 0, 0, 3)
    assert [(p.row, p.column, p.value) for p in plan.problems] == [
        (2, "Economy", "Atlantis"),
        (2, "Status", "Great"),
        (2, "Presented at", "XX"),
        (2, "Led by women", "yes"),
        (2, "Selected for Workshop II", "yes"),
        (3, "", "Sen"),
        (4, "", "Rice"),
        (5, "", ""),
        (6, "Led by women", "maybe"),
    ]
    assert plan.problems[5].message == "A best practice needs a title. Type one."
    assert plan.problems[7].message == "Row 2 has the same best practice already; this row was left out."
    assert plan.unknown == ["Remarks"]
    assert [(p.label, p.economy, p.is_women_led, p.is_selected) for p in listed(app)] == [
        ("Nut", "VN", None, False),
        ("Tea", None, None, False),
    ]


def test_planning_changes_nothing(app: App, tmp_path: Path) -> None:
    table = read_table(write_text(tmp_path, "Title,Company", "Tea,Sen"))
    with app.database.write() as tx:
        plan = plan_practices(tx, table)

    assert (figures(plan), listed(app)) == ((1, 0, 0, 0), [])


@pytest.mark.parametrize(
    ("line", "encoding"),
    [
        ("Tên điển hình;Doanh nghiệp;Nền kinh tế\nTrà sen;Việt;Việt Nam", "utf-8-sig"),
        ("案例名稱;公司;經濟體\n茶的故事與商店;蓮花公司;越南", "cp950"),
        ("Título;Empresa;Economía\nNiño y café;Compañía;Vietnam", "cp1252"),
        ("Title\tCompany\tEconomy\nTea\tSen\tVNM", "utf-16"),
    ],
)
def test_tables_in_other_languages_and_encodings_are_read(app: App, tmp_path: Path, line: str, encoding: str) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(line.encode(encoding))
    plan = take(app, file)

    assert (figures(plan), [p.economy for p in listed(app)]) == ((1, 0, 0, 0), ["VN"])


def test_workbook_is_read_from_the_sheet_that_has_the_headings(app: App, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        notes, page = book.add_worksheet("Notes"), book.add_worksheet("Cases")
        for number in range(30):
            notes.write_string(number, 0, "Remember this")
        page.write_string(0, 0, "Best practices 2016")
        page.write_row(2, 0, ["title_en", "Title (Tiếng Việt)", "company", "Summary (max. 200 words)"])
        page.write_row(3, 0, ["Tea", "Trà", "Sen", "Good."])
    take(app, file)

    [found] = listed(app)
    assert (found.title, found.summary) == ({"en": "Tea", "vi": "Trà"}, {"en": "Good."})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 ...", "is no table of best practices"),
        (b"PK\x03\x04 broken", "cannot be read"),
        (b"some text\nwithout headings", "has no row of headings"),
        (b"\xff\xfe\x00\x01\x02", "has no row of headings"),
        (b'Title,Company\n"Tea,Sen', None),
    ],
)
def test_what_is_no_table_is_refused_in_words(app: App, tmp_path: Path, content: bytes, sentence: str | None) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    if sentence is None:
        plan = take(app, file)
        assert (figures(plan), [p.row for p in plan.problems]) == ((0, 0, 0, 1), [2])
        return
    with pytest.raises(UserError, match=sentence):
        take(app, file)


def test_export_to_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"should end in one of \.xlsx, \.csv"):
        write_practices(tmp_path / "a.pdf", [], {})
