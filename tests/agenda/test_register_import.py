"""Any register in and out as a table: round trips, upserts, and problems row by row."""

from pathlib import Path

import pytest
from filled_registers import fill_registers

from o2o_events.agenda.register_import import RegisterPlan, import_entries, plan_entries
from o2o_events.agenda.register_table import read_register_table
from o2o_events.app import App
from o2o_events.documents.register_file import write_register
from o2o_events.errors import UserError
from o2o_events.i18n import LANGUAGES, speaking
from o2o_events.registers import barriers, outputs, platforms, products, recommendations
from o2o_events.registers.events import Event
from o2o_events.registers.register import Register
from o2o_events.registers.register_list import REGISTERS
from o2o_events.registers.register_records import list_entries, read_names, remove_entry

each_register = pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)
each_ending = pytest.mark.parametrize("ending", ["csv", "xlsx"])


def write_text(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    file = folder / "register.csv"
    file.write_text("\n".join(lines), encoding=encoding)
    return file


def take(app: App, register: Register, file: Path, **defaults: object) -> RegisterPlan:
    table = read_register_table(register, file)
    with app.database.write() as tx:
        return import_entries(tx, register, table, defaults)


def write(app: App, register: Register, file: Path) -> None:
    with app.database.read() as tx:
        names = read_names(tx, register)
        entries = list_entries(tx, register, names)
    write_register(file, register, entries, names)


def figures(plan: RegisterPlan) -> tuple[int, int, int, int]:
    return len(plan.creates), len(plan.updates), plan.unchanged, plan.rejected


def listed(app: App, register: Register) -> list:
    with app.database.read() as tx:
        return list_entries(tx, register)


def values(app: App, register: Register) -> list[dict]:
    return [register.values(entry) for entry in listed(app, register)]


@pytest.fixture
def filled(app: App, event: Event) -> App:
    with app.database.write() as tx:
        fill_registers(tx, event)
    return app


@each_register
@each_ending
@pytest.mark.parametrize("tag", LANGUAGES)
def test_exported_and_imported_again_changes_nothing(
    filled: App, tmp_path: Path, register: Register, ending: str, tag: str
) -> None:
    file = tmp_path / f"register.{ending}"
    before = listed(filled, register)
    with speaking(tag):
        write(filled, register, file)
        plan = take(filled, register, file)

    assert (figures(plan), plan.problems, plan.unknown) == ((0, 0, len(before), 0), [], [])
    assert listed(filled, register) == before


@each_ending
def test_exported_registers_make_the_same_registers_elsewhere(filled: App, tmp_path: Path, ending: str) -> None:
    before = {name: listed(filled, register) for name, register in REGISTERS.items()}
    for name, register in REGISTERS.items():
        write(filled, register, tmp_path / f"{name}.{ending}")
    with filled.database.write() as tx:
        for name, register in reversed(REGISTERS.items()):
            for entry in before[name]:
                remove_entry(tx, register, entry.id)
    links = {"recommendation", "output"}
    for name, register in REGISTERS.items():
        if name != "barrier":  # it points to recommendations, which come in after it
            plan = take(filled, register, tmp_path / f"{name}.{ending}")
            assert (figures(plan), plan.problems) == ((len(before[name]), 0, 0, 0), [])
    take(filled, REGISTERS["barrier"], tmp_path / f"barrier.{ending}")

    for name, register in REGISTERS.items():
        made, known = (
            [{n: v for n, v in register.values(e).items() if n not in links} for e in entries]
            for entries in (listed(filled, register), before[name])
        )
        assert made == known
    [linked] = [barrier for barrier in listed(filled, REGISTERS["barrier"]) if barrier.recommendation]
    assert linked.source_ref == "answer-1"


@each_register
def test_csv_has_no_cell_that_a_spreadsheet_runs(filled: App, tmp_path: Path, register: Register) -> None:
    import csv

    file = tmp_path / "register.csv"
    write(filled, register, file)

    with file.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_problems_are_told_cell_by_cell_and_the_rest_goes_in(app: App, event: Event, tmp_path: Path) -> None:
    file = write_text(
        tmp_path,
        "Title;Category;Level;Economy;Event;Recommendation;Remarks",
        "Cards;International e-payment;policy;Atlantis;XX;7;hello",
        "Parcels;delivery;The firm;Vietnam;VN;;",
        "Nothing;unheard of;firm;;;;",
        ";payment;firm;;;;",
        "PARCELS;delivery;firm;;VN;;",
        ";;;;;;",
    )
    plan = take(app, barriers.BARRIERS, file)

    assert figures(plan) == (2, 0, 0, 3)
    assert [(p.row, p.column, p.value) for p in plan.problems] == [
        (2, "Economy", "Atlantis"),
        (2, "Event", "XX"),
        (2, "Recommendation", "7"),
        (4, "Category", "unheard of"),
        (4, "", "Nothing"),
        (5, "", ""),
        (6, "", ""),
    ]
    assert plan.problems[4].message == "“Category” is missing. Fill it in; without it this cannot be kept."
    assert plan.problems[6].message == "Row 3 is about the same; this row was left out."
    assert plan.unknown == ["Remarks"]
    with app.database.read() as tx:
        assert [(b.label, b.level, b.economy, b.event) for b in barriers.list_barriers(tx)] == [
            ("Parcels", "firm", "VN", event.id),
            ("Cards", "policy", None, None),
        ]


def test_counter_without_a_column_for_the_output_is_taken_for_the_one_that_is_named(
    filled: App, tmp_path: Path
) -> None:
    guide = listed(filled, outputs.OUTPUTS)[0]
    file = write_text(
        tmp_path, "Day,Page views", '10/13/2016,"1,240"', "10/1/2016,0", "11/02/2016,1 300", "12/24/2016,many"
    )
    first = take(filled, outputs.READINGS, file, output=guide.id)
    again = take(filled, outputs.READINGS, file, output=guide.id)

    assert (figures(first), figures(again)) == ((2, 0, 1, 1), (0, 0, 3, 1))
    assert [(p.row, p.column) for p in first.problems] == [(5, "Page views"), (5, "")]
    with filled.database.read() as tx:
        readings = [(r.read_on.isoformat(), r.accesses) for r in outputs.list_readings(tx, guide.id)]
    assert readings == [("2016-10-01", 0), ("2016-10-13", 1240), ("2016-11-02", 1300), ("2017-03-31", 1240)]


def test_day_that_may_be_two_is_asked_for(filled: App, tmp_path: Path) -> None:
    file = write_text(tmp_path, "Output,Date,Accesses", "Guidebook,04/05/2016,3")
    plan = take(filled, outputs.READINGS, file)

    assert figures(plan) == (0, 0, 0, 1)
    assert plan.problems[0].message == (
        "This may be 2016-04-05 / 2016-05-04; it was left out. Write it like 2016-04-05."
    )


def test_recommendations_without_a_number_get_the_next_ones(filled: App, tmp_path: Path) -> None:
    plan = take(filled, recommendations.RECOMMENDATIONS, write_text(tmp_path, "Title,Stage", "A,drafted", "B,drafted"))

    assert figures(plan) == (2, 0, 0, 0)
    assert [r.number for r in listed(filled, recommendations.RECOMMENDATIONS)] == [1, 12, 13, 14]


def test_recommendations_without_a_number_take_none_that_a_later_row_has(app: App, tmp_path: Path) -> None:
    plan = take(app, recommendations.RECOMMENDATIONS, write_text(tmp_path, "Number,Title", ",Tea", "1,Coffee"))

    assert figures(plan) == (2, 0, 0, 0)
    assert [(r.number, r.label) for r in listed(app, recommendations.RECOMMENDATIONS)] == [
        (1, "1. Coffee"),
        (2, "2. Tea"),
    ]


def test_endorsement_of_a_draft_or_by_no_member_is_refused(filled: App, tmp_path: Path) -> None:
    file = write_text(
        tmp_path, "Recommendation,Economy,Date", "12,Peru,2016-09-05", "1,ABAC,2016-09-05", "1.,ROC,5 September 2016"
    )
    plan = take(filled, recommendations.ENDORSEMENTS, file)

    assert (figures(plan), [p.row for p in plan.problems]) == ((0, 0, 1, 2), [2, 3, 3])
    assert plan.problems[0].message == (
        "“Mutual recognition” is not final yet. Enter its final wording first, then who endorses it."
    )


def test_imported_final_wording_makes_the_recommendation_final(filled: App, tmp_path: Path) -> None:
    file = write_text(tmp_path, "Number,Version,Text,Date", "12,Final,We agree.,2016-09-05")
    plan = take(filled, recommendations.TEXTS, file)

    assert figures(plan) == (1, 0, 0, 0)
    assert [r.stage for r in listed(filled, recommendations.RECOMMENDATIONS)] == ["final", "final"]


def test_row_is_known_by_its_better_key(filled: App, event: Event, tmp_path: Path) -> None:
    """Two answers may name one barrier in the same words: they stay two."""
    file = write_text(
        tmp_path,
        "Title,Category,Level,Event,Answer",
        f"+Cards refused,payment,firm,{event.code},answer-2",
        f"Thẻ bị từ chối,payment,firm,{event.code},answer-1",
    )
    plan = take(filled, barriers.BARRIERS, file)

    assert figures(plan) == (1, 1, 0, 0)
    assert {b.source_ref: b.level for b in listed(filled, barriers.BARRIERS)} == {
        "": "firm",
        "answer-1": "firm",
        "answer-2": "firm",
    }


def test_planning_changes_nothing(app: App, tmp_path: Path) -> None:
    table = read_register_table(products.PRODUCTS, write_text(tmp_path, "Economy,Product", "Peru,Quinoa"))
    with app.database.write() as tx:
        plan = plan_entries(tx, products.PRODUCTS, table)

    assert (figures(plan), listed(app, products.PRODUCTS)) == ((1, 0, 0, 0), [])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Nền kinh tế;Sản phẩm\nViệt Nam;Trà sen", "utf-8-sig"),
        ("經濟體,產品\n越南,茶", "cp950"),
        ("Economía;Producto\nPerú;Café", "cp1252"),
        ("Economy\tProduct\nVNM\tTea", "utf-16"),
    ],
)
def test_tables_in_other_languages_and_encodings_are_read(app: App, tmp_path: Path, text: str, encoding: str) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(text.encode(encoding))

    assert figures(take(app, products.PRODUCTS, file)) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 ...", "is no table of: E-commerce platforms"),
        (b"PK\x03\x04 broken", "cannot be read"),
        (b"some text\nwithout headings", "such as “Name”, “Economy”, “Non-member economy”"),
        (b"\xff\xfe\x00\x01\x02", "has no row of headings"),
    ],
)
def test_what_is_no_table_is_refused_in_words(app: App, tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    with pytest.raises(UserError, match=sentence):
        take(app, platforms.PLATFORMS, file)


def test_line_whose_quotes_are_never_closed_is_told(app: App, tmp_path: Path) -> None:
    plan = take(app, platforms.PLATFORMS, write_text(tmp_path, "Name,Economy", "Rakuten,Japan", '"Alibaba,China'))

    assert (figures(plan), [p.row for p in plan.problems]) == ((1, 0, 0, 1), [3])


def test_line_with_more_cells_than_headings_is_told_and_left_out(filled: App, tmp_path: Path) -> None:
    guide = listed(filled, outputs.OUTPUTS)[0]
    file = write_text(tmp_path, "Day,Page views", "2018-01-10,1,240", '2018-02-10,"2,240"', "2018-03-10,3240,,")
    plan = take(filled, outputs.READINGS, file, output=guide.id)

    assert (figures(plan), [(p.row, p.message[:36]) for p in plan.problems]) == (
        (2, 0, 0, 1),
        [(2, "This line has more cells than there ")],
    )


def test_line_in_another_encoding_than_named_is_told_and_left_out(app: App, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes("Name,Economy\nRakuten,Japan\nMúsica,Peru\n".encode("latin-1"))
    with app.database.write() as tx:
        table = read_register_table(platforms.PLATFORMS, file, encoding="ascii")
        plan = import_entries(tx, platforms.PLATFORMS, table)

    assert (figures(plan), [(p.row, p.message[:44]) for p in plan.problems]) == (
        (1, 0, 0, 1),
        [(3, "This line has characters of another encoding")],
    )


def test_export_to_another_ending_is_refused(filled: App, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"should end in one of \.xlsx, \.csv"):
        write(filled, barriers.BARRIERS, tmp_path / "a.pdf")
