"""Every kind of list that arrives is imported with the figures that its note says."""

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from people_lists import counts, import_list, people_of

from o2o_events.app import App
from o2o_events.errors import UserError
from o2o_events.people.search import find_people
from o2o_events.registers.events import Event, add_event
from o2o_events.text import clean

LISTS = Path(__file__).parent.parent / "files" / "registrations"
VENUES = {
    "viet_nam": ("VN", "Asia/Ho_Chi_Minh", [date(2016, 3, 17)]),
    "taipei": ("TW", "Asia/Taipei", [date(2016, 7, 21), date(2016, 7, 22)]),
    "peru": ("PE", "America/Lima", [date(2016, 9, 6)]),
}
REPEATED = ("exact_duplicates", "same_email_other_case", "same_person_other_email")
SPECIAL = {"empty.csv", "header_only.csv", "mixed_encoding.csv", "mojibake_utf8_as_cp1252.csv"}


def expectations() -> list[Any]:
    cases = []
    for venue in VENUES:
        files = json.loads((LISTS / venue / "expected.json").read_text("utf-8"))["files"]
        cases += [pytest.param(venue, name, files[name], id=f"{venue}-{name}") for name in files if name not in SPECIAL]
    return cases


def make_venue(app: App, venue: str) -> Event:
    economy, timezone, days = VENUES[venue]
    with app.database.write() as tx:
        return add_event(
            tx, code="C", name={"en": "Event"}, economy=economy, venue="Hall", timezone=timezone, days=days, target=100
        )


@pytest.mark.parametrize(("venue", "name", "expected"), expectations())
def test_list_is_imported_with_its_figures(app: App, venue: str, name: str, expected: dict[str, Any]) -> None:
    event = make_venue(app, venue)
    rows = expected.get("people", expected.get("rows"))
    repeated = sum(expected.get(kind, 0) for kind in REPEATED)

    result = import_list(app, event, LISTS / venue / name)

    assert counts(result) == (rows - repeated, 0, repeated, 1 if name.startswith("truncated") else 0)
    assert len(people_of(app, event)) == rows - repeated
    for key in ("encoding", "delimiter", "sheet", "header_row"):
        if key in expected:
            assert getattr(result, key) == expected[key]
    mails = [problem for problem in result.problems if "mail" in problem.column.lower()]
    assert len(mails) == expected.get("bad_email", 0)


@pytest.mark.parametrize(("venue", "name", "expected"), expectations())
def test_list_imported_again_changes_nothing(app: App, venue: str, name: str, expected: dict[str, Any]) -> None:
    event = make_venue(app, venue)
    import_list(app, event, LISTS / venue / name)
    before = people_of(app, event)

    again = import_list(app, event, LISTS / venue / name)

    assert (again.created, again.updated) == (0, 0)
    assert again.unchanged == expected.get("people", expected.get("rows"))
    assert people_of(app, event) == before


CLEAN_TWINS = [
    case for case in expectations() if "messy" not in str(case.values[1]) and case.values[1] != "clean_utf8.csv"
]


@pytest.mark.parametrize(("venue", "name", "expected"), CLEAN_TWINS)
def test_same_people_in_another_encoding_are_the_same(
    app: App, venue: str, name: str, expected: dict[str, Any]
) -> None:
    event = make_venue(app, venue)
    import_list(app, event, LISTS / venue / "clean_utf8.csv")

    result = import_list(app, event, LISTS / venue / name)

    assert (result.created, result.updated, result.unchanged) == (0, 0, expected["rows"])


def test_clean_list_is_stored_cell_by_cell(app: App) -> None:
    event = make_venue(app, "viet_nam")
    file = LISTS / "viet_nam" / "clean_utf8.csv"
    import_list(app, event, file)
    with file.open(encoding="utf-8", newline="") as stream:
        source = {row["Registration ID"]: row for row in csv.DictReader(stream)}
    statuses = {
        "Approved": "confirmed",
        "Pending": "not_confirmed",
        "Cancelled": "withdrawn",
        "Waitlisted": "waitlisted",
    }

    for entry in people_of(app, event):
        row = source.pop(entry.source_ref)
        local = entry.registered_at and event.local(entry.registered_at)
        assert (
            entry.given_name, entry.family_name, entry.printed_name, entry.own_script_name, entry.organisation,
            entry.position, entry.title, entry.email, entry.phone, entry.status, f"{local:%Y-%m-%d %H:%M}",
            entry.source,
        ) == (
            row["Given name"], row["Family name"], row["Name on badge"], row["Name in own script"], row["Organization"],
            row["Position"], row["Title"], row["E-mail"], row["Mobile"], statuses[row["Status"]], row["Registered at"],
            "import",
        )  # fmt: skip
    assert source == {}


def test_genders_are_as_stated_and_never_inferred(app: App) -> None:
    event = make_venue(app, "viet_nam")
    file = LISTS / "viet_nam" / "clean_utf8.csv"
    import_list(app, event, file)
    words = {"": "not_stated", "Another term": "another_term"}
    words |= dict.fromkeys(["Female", "Nữ", "女", "Femenino", "Mujer", "F"], "female")
    words |= dict.fromkeys(["Male", "Nam", "男", "Masculino", "Hombre", "M"], "male")
    with file.open(encoding="utf-8", newline="") as stream:
        expected = Counter(words[row["Gender"]] for row in csv.DictReader(stream))

    assert Counter(entry.gender for entry in people_of(app, event)) == expected


def test_birth_date_leaves_only_whether_35_or_under(app: App) -> None:
    event = make_venue(app, "viet_nam")
    file = LISTS / "viet_nam" / "clean_utf8.csv"
    import_list(app, event, file)
    with file.open(encoding="utf-8", newline="") as stream:
        born = {row["Registration ID"]: row["Date of birth"] for row in csv.DictReader(stream)}

    answers = {entry.source_ref: entry.age_35_or_under for entry in people_of(app, event)}
    assert answers == {ref: "yes" if day > "1980-03-17" else "no" for ref, day in born.items()}
    stored = app.database.file.read_bytes() + Path(f"{app.database.file}-wal").read_bytes()
    rare = [day for day in born.values() if f" {day}" not in file.read_text("utf-8")]
    assert [day for day in rare if day.encode() in stored] == []


def edge_rows() -> dict[str, dict[str, str]]:
    """The unpleasant but legal people at the end of the messy lists, by e-mail and name."""
    with (LISTS / "viet_nam" / "messy_utf8sig.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    organisations = ("Edge Cases Ltd", "C:\\temp\\new", "<b>A & B</b> Co. &amp; Sons")
    found = [row for row in rows if len(row) > 13 and row[9] in organisations]
    return {row[0]: dict(zip(("given", "family", "badge", "own"), row[4:8], strict=True)) for row in found}


def test_unpleasant_people_are_each_one_person_with_their_text_unharmed(app: App) -> None:
    event = make_venue(app, "viet_nam")
    import_list(app, event, LISTS / "viet_nam" / "messy_utf8sig.csv")

    edges = edge_rows()
    assert len(edges) == 25
    stored = {e.source_ref: e for e in people_of(app, event) if e.source_ref in edges}
    assert stored.keys() == edges.keys()
    for ref, row in edges.items():
        entry = stored[ref]
        assert (entry.given_name, entry.family_name, entry.own_script_name) == (
            clean(row["given"]),
            clean(row["family"]),
            clean(row["own"]),
        )
        assert entry.printed_name == (clean(row["badge"]) or entry.family_name)
    null = stored["EDGE-0013"]
    assert (null.given_name, null.family_name, null.desk_note) == ("Null", "Null", "NULL")
    assert stored["00123"].given_name == "000123"
    assert stored["EDGE-0003"].own_script_name == "👩🏽\u200d💻"


def test_people_of_a_list_are_found(app: App) -> None:
    event = make_venue(app, "viet_nam")
    import_list(app, event, LISTS / "viet_nam" / "clean_utf8.csv")
    with app.database.read() as tx:
        found = find_people(tx, event, "thanh anh bui")

    assert [entry.email for entry in found] == ["thanhanh.bui.1@example.com"]


def test_empty_list_is_told(app: App) -> None:
    with pytest.raises(UserError) as raised:
        import_list(app, make_venue(app, "viet_nam"), LISTS / "viet_nam" / "empty.csv")

    assert str(raised.value) == "“empty.csv” is empty. Export the list again, then import it."


def test_list_with_headings_alone_has_nobody(app: App) -> None:
    result = import_list(app, make_venue(app, "viet_nam"), LISTS / "viet_nam" / "header_only.csv")

    assert (counts(result), result.problems, result.header_row) == ((0, 0, 0, 0), [], 1)


def test_lines_in_another_encoding_are_rejected_with_their_reading(app: App) -> None:
    file = LISTS / "viet_nam" / "mixed_encoding.csv"
    lines = [line.decode("utf-8", "replace") for line in file.read_bytes().splitlines()]

    result = import_list(app, make_venue(app, "viet_nam"), file)

    assert counts(result) == (27, 0, 1, 12)
    assert [problem.row for problem in result.problems] == [n for n, line in enumerate(lines, 1) if "\ufffd" in line]
    assert "“Merino Véliz” is most likely meant" in result.problems[1].message


def test_damaged_names_are_told_with_their_reading(app: App) -> None:
    event = make_venue(app, "viet_nam")
    result = import_list(app, event, LISTS / "viet_nam" / "mojibake_utf8_as_cp1252.csv")
    names = {entry.source_ref: entry.family_name for entry in people_of(app, event)}

    assert counts(result) == (50, 0, 0, 0)
    family = next(p for p in result.problems if (p.row, p.column) == (2, "Family name"))
    assert (family.value, family.message) == (
        "BÃ¹i",
        "This text was damaged before it came here; it was read as “Bùi”.",
    )
    lost = next(p for p in result.problems if (p.row, p.column) == (2, "Given name"))
    assert "“Thanh Ánh” is most likely meant" in lost.message
    assert names["EV27-000001"] == "Bùi"


def test_damaged_list_harms_nobody_who_is_known(app: App) -> None:
    event = make_venue(app, "viet_nam")
    import_list(app, event, LISTS / "viet_nam" / "clean_utf8.csv")
    before = people_of(app, event)

    result = import_list(app, event, LISTS / "viet_nam" / "mojibake_utf8_as_cp1252.csv")

    assert (counts(result), people_of(app, event)) == ((0, 0, 50, 0), before)
