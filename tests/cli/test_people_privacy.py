"""``pin``, ``people contacts``, ``people retention`` and ``people anonymise`` as a user runs them."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from commands import run
from factories import make_event, make_person

from o2o_events.app import App
from o2o_events.registers.events import Event

PIN = {"O2O_PIN": "246810"}


@pytest.fixture
def file(app: App, event: Event) -> Path:
    """A project with three people at VN, two of whom agreed to the shared list, and a PIN."""
    with app.database.write() as tx:
        make_person(tx, event, email="ana@example.com", phone="+51 1", consent_list_on=date(2016, 3, 1))
        make_person(
            tx, event, given_name="Hương", family_name="Lý", economy="VN", email="huong@example.com", title="Dr",
            gender="female", consent_list_on=date(2016, 3, 2), consent_survey_on=date(2016, 3, 2), category="speaker",
        )  # fmt: skip
        make_person(tx, event, given_name="No", family_name="Body", email="nobody@example.com")
    run(app.database.file, "pin", "set", O2O_NEW_PIN="246810")
    return app.database.file


def audit(file: Path) -> list[tuple[str, str, str, int | None]]:
    return [(r["what"], r["by"], r["event"], r["rows"]) for r in run(file, "pin", "audit").rows]


def given_names(file: Path) -> list[str]:
    return [row["given_name"] for row in run(file, "people", "list", "--event", "VN").rows]


def test_contacts_need_the_pin_and_leave_a_trace(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "contacts.csv"
    order = ("people", "contacts", "--event", "VN", "-o", str(target), "--operator", "Linh")

    wrong = run(file, *order, O2O_PIN="111111")
    assert (wrong.status, target.exists()) == (1, False)
    answer = run(file, *order, **PIN)

    assert answer.row == {"rows": 2, "not_shared": 1, "file": str(target)}
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert [row[1:] for row in rows[1:]] == [
        ["Peru", "", "Díaz", "Ana", "Not stated", "", "Kinh Bắc (illustrative)", "", "Delegate", "ana@example.com",
         "'+51 1", "Shared participant list", "2016-03-01"],
        ["Viet Nam", "Dr", "Lý", "Hương", "Female", "", "Kinh Bắc (illustrative)", "", "Speaker", "huong@example.com",
         "", "Shared participant list", "2016-03-02"],
        ["1 not shared", *[""] * 12],
    ]  # fmt: skip
    assert audit(file) == [
        ("contacts", "Linh", "VN", 2),
        ("pin_right", "", "", None),
        ("pin_wrong", "", "", None),
        ("pin_set", "", "", None),
    ]


def test_contacts_for_the_survey_are_those_who_agreed_to_it(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "survey.xlsx"

    row = run(
        file, "people", "contacts", "--event", "VN", "--for", "survey", "-o", str(target), "--operator", "L", **PIN
    ).row

    assert (row["rows"], row["not_shared"]) == (1, 2)
    sheet = openpyxl.load_workbook(target).active
    assert [cell.value for cell in sheet["K"]] == ["E-mail", "huong@example.com", None]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("-o", "contacts.pdf", "--operator", "L"), "should end in one of .xlsx, .csv"),
        (("-o", "contacts.csv"), "give your name (--operator"),
        (("-o", "contacts.csv", "--operator", "L", "--for", "fun"), "purpose that people agreed to: list, survey"),
    ],
)
def test_contacts_are_refused_in_words(file: Path, more: tuple[str, ...], words: str) -> None:
    answer = run(file, "people", "contacts", "--event", "VN", *more, **PIN)

    assert (answer.status, words in answer.err) == (1, True)


def test_consent_that_is_taken_back_counts_at_once(file: Path, tmp_path: Path) -> None:
    run(file, "people", "edit", "ana@example.com", "--event", "VN", "--no-consent-list")

    row = run(file, "people", "contacts", "--event", "VN", "-o", str(tmp_path / "c.csv"), "--operator", "L", **PIN).row
    assert (row["rows"], row["not_shared"]) == (1, 2)


def test_list_shows_contacts_to_who_has_the_pin_alone(file: Path) -> None:
    plain = run(file, "people", "list", "--event", "VN").rows
    refused = run(file, "people", "list", "--event", "VN", "--contacts", "--operator", "L", O2O_PIN="1111")
    whole = run(file, "people", "list", "--event", "VN", "--contacts", "--operator", "L", **PIN).rows

    assert [withheld(row) for row in plain] == [True] * 3
    assert (refused.status, refused.out) == (1, "")
    assert sorted(row["email"] for row in whole) == ["ana@example.com", "huong@example.com", "nobody@example.com"]
    assert [withheld(row) for row in whole] == [False] * 3
    assert audit(file)[0] == ("contacts", "L", "VN", 3)


def withheld(row: dict[str, Any]) -> bool:
    """Whether a row has no contacts, and says so."""
    is_withheld: bool = row.get("contacts_withheld", False)
    assert ("email" in row, "phone" in row) == (not is_withheld, not is_withheld)
    return is_withheld


def test_list_in_words_says_that_contacts_are_withheld(file: Path) -> None:
    plain = run(file, "people", "list", "--event", "VN", as_json=False)
    whole = run(file, "people", "list", "--event", "VN", "--contacts", "--operator", "L", as_json=False, **PIN)

    assert plain.err == (
        "E-mail and telephone are withheld: this project has an organiser's PIN. Ask for them with --contacts.\n"
    )
    assert ("@" in plain.out, whole.out.count("@example.com"), whole.err) == (False, 3, "")


def test_no_other_command_shows_contacts_without_the_pin_and_the_desk_works_on(file: Path) -> None:
    walk_in = run(
        file, "people", "add", "--event", "VN", "--given", "Chi", "--family", "Võ", "--category", "guest", "--email",
        "chi@example.com", "--walk-in",
    ).row  # fmt: skip
    found = run(file, "people", "find", "chi@example.com", "--event", "VN").row
    edited = run(file, "people", "edit", found["person"], "--event", "VN", "--position", "Owner").row
    withdrawn = run(file, "people", "withdraw", found["person"], "--event", "VN", "--reason", "ill").row
    again = run(file, "people", "confirm", found["person"], "--event", "VN", "--reason", "well again").row
    badges = run(file, "badge", "issue", "--event", "VN").rows
    scans = run(file, "scan", "--event", "VN", "--at", "2016-03-17T09:00", *(badge["token"] for badge in badges)).rows

    assert [withheld(row) for row in (found, edited, withdrawn, again, walk_in)] == [True] * 5
    assert [row["verdict"] for row in scans] == ["admitted"] * 4


def test_who_is_there_twice_is_listed_without_contacts(file: Path, app: App) -> None:
    with app.database.write() as tx:
        make_person(tx, make_event(tx, "PE", [date(2016, 9, 6)]), email="ana@example.com")

    row = run(file, "conflicts", "recognised").row
    words = run(file, "conflicts", "recognised", as_json=False)

    assert (row["name"], "email" in row, row["contacts_withheld"]) == ("Ana Díaz", False, True)
    assert ("@" in words.out, words.out.splitlines()[0].split()) == (False, ["name", "events"])


@pytest.mark.usefixtures("event")
def test_without_a_pin_nothing_is_withheld(app: App) -> None:
    run(
        app.database.file, "people", "add", "--event", "VN", "--given", "A", "--category", "guest", "--email", "a@x.com"
    )

    [row] = run(app.database.file, "people", "list", "--event", "VN").rows

    assert (row["email"], withheld(row)) == ("a@x.com", False)


def test_pin_comes_from_files_and_is_asked_of_nobody_at_a_pipe(file: Path, tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("246810\n", encoding="utf-8")
    new.write_text("1357\n", encoding="utf-8")

    missing = run(file, "pin", "set", O2O_NEW_PIN="1357")
    changed = run(file, "pin", "set", "--pin-file", str(old), "--new-pin-file", str(new), "--operator", "Linh")

    assert (missing.status, "--pin-file" in missing.err) == (1, True)
    assert (changed.status, changed.row) == (0, {"is_set": True})
    assert run(file, "pin", "show").row["wrong"] == 0
    told = run(file, "pin", "forgotten", "--operator", "Linh").row["opens_at"]
    assert run(file, "pin", "show").row["opens_at"] == told


def test_event_becomes_counts_only_when_it_is_meant(file: Path) -> None:
    order = ("people", "anonymise", "--event", "VN", "--operator", "Linh")
    run(file, "people", "retention", "--event", "VN", "--until", "2016-03-17")
    before = run(file, "status", "--event", "VN").row

    dry = run(file, *order, "--dry-run").row
    unsure = run(file, *order, **PIN)
    wrong = run(file, *order, "--yes", O2O_PIN="1111")
    assert (dry["done"], dry["people"]) == (False, 3)
    assert [answer.status for answer in (unsure, wrong)] == [1, 1]
    assert sorted(given_names(file)) == ["Ana", "Hương", "No"]

    done = run(file, *order, "--yes", **PIN)

    assert (done.status, done.row["done"], done.row["is_clean"], done.row["people"]) == (0, True, True, 3)
    assert run(file, "status", "--event", "VN").row == before
    assert {row["printed_name"] for row in run(file, "people", "list", "--event", "VN").rows} == {"—"}
    assert run(file, "people", "retention", "--event", "VN").row["anonymised_on"] is not None
    assert run(file, "verify").row == {"ok": True, "problems": []}


def test_event_is_not_anonymised_before_its_date(file: Path) -> None:
    run(file, "people", "retention", "--event", "VN", "--until", "2999-01-01")

    answer = run(file, "people", "anonymise", "--event", "VN", "--yes", "--operator", "L", **PIN)

    assert (answer.status, "kept until 2999-01-01" in answer.err) == (1, True)
    assert sorted(given_names(file)) == ["Ana", "Hương", "No"]
