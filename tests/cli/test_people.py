"""``people`` and ``category`` as a user runs them."""

import json
from pathlib import Path

import pytest
from commands import run
from people_lists import ANA, BAO, write_list

from o2o_events.app import App
from o2o_events.registers.events import Event

LISTS = Path(__file__).parent.parent / "files" / "registrations"
FIELDS = {"person", "registration", "given_name", "family_name", "printed_name", "organisation", "economy", "gender",
          "category", "status", "badge"}  # fmt: skip


@pytest.fixture
def project(app: App, event: Event) -> Path:
    """A project file with one event that has two people, Ana confirmed and Bảo not."""
    run(app.database.file, "people", "import", str(small_list(app.database.file.parent)), "--event", event.code)
    return app.database.file


def small_list(folder: Path) -> Path:
    return write_list(folder / "list.csv", ANA, BAO)


@pytest.mark.usefixtures("event")
def test_import_answers_its_figures(app: App) -> None:
    answer = run(app.database.file, "people", "import", str(LISTS / "viet_nam" / "messy_utf8sig.csv"), "--event", "VN")

    row = answer.row
    assert (answer.status, answer.err) == (0, "")
    assert {key: row[key] for key in ("created", "updated", "unchanged", "rejected", "skipped", "dry_run")} == {
        "created": 445, "updated": 0, "unchanged": 8, "rejected": 0, "skipped": 1, "dry_run": False,
    }  # fmt: skip
    assert (row["encoding"], row["delimiter"], row["header_row"]) == ("utf-8-sig", ",", 4)
    emails = [problem for problem in row["problems"] if problem["column"] == "Email"]
    assert [set(problem) for problem in emails] == [{"row", "column", "value", "message"}] * 5
    assert emails[1] == {
        "row": 167,
        "column": "Email",
        "value": "a@b",
        "message": "This is no e-mail address; the person is without one. Correct it in the list, or at the desk.",
    }


def test_dry_run_shows_what_would_happen(project: Path) -> None:
    file = write_list(
        project.parent / "later.csv", [*ANA[:4], "Chè Xanh", *ANA[5:]], ["3", "", "Chi", "", "", "", "", ""]
    )

    row = run(project, "people", "import", str(file), "--event", "VN", "--dry-run").row

    assert (row["created"], row["updated"], row["dry_run"]) == (1, 1, True)
    assert row["new"] == [{"row": 3, "name": "Chi"}]
    assert row["changes"] == [
        {"row": 2, "name": "Ana Díaz", "field": "organisation", "old": "Kinh Bắc", "new": "Chè Xanh"}
    ]
    assert len(run(project, "people", "list", "--event", "VN").rows) == 2


@pytest.mark.usefixtures("event")
def test_import_in_words_lists_the_problems(app: App) -> None:
    file = str(LISTS / "viet_nam" / "truncated_open_quote.csv")

    answer = run(app.database.file, "people", "import", file, "--event", "VN", as_json=False)

    assert answer.out.splitlines() == [
        "30 new, 0 updated, 0 unchanged, 1 rejected, 0 lines that are no people.",
        "Read as utf-8 with “,” between cells, headings in row 1.",
        "Columns that were not read: Arrival.",
        "",
        "Problems:",
        "  row 32: “EV27-999999 | Approved | never closed” The quotes on this line are never closed. Close them in the"
        " file, or type the row anew.",
    ]


@pytest.mark.usefixtures("event")
def test_columns_encoding_and_row_are_chosen(app: App, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes("x;y\nRufname;Post\nJosé;jose@example.com".encode("cp1252"))

    row = run(
        app.database.file, "people", "import", str(file), "--event", "VN", "--encoding", "cp1252", "--header-row", "2",
        "--map", "Rufname=full_name", "--map", "Post=email", "--category", "media",
    ).row  # fmt: skip

    assert (row["created"], row["problems"], row["columns"]) == (1, [], {"Rufname": "full_name", "Post": "email"})
    [person] = run(app.database.file, "people", "list", "--event", "VN").rows
    assert (person["printed_name"], person["email"], person["category"]) == ("José", "jose@example.com", "media")


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["none.csv", "--event", "VN"], 1, "“none.csv” cannot be read. Check its name and permissions.\n"),
        (["none.csv", "--event", "XX"], 1, "There is no event “XX”. Choose one of: VN.\n"),
    ],
)
def test_import_that_cannot_be_is_told(app: App, arguments: list[str], status: int, message: str) -> None:
    answer = run(app.database.file, "people", "import", *arguments)

    assert (answer.status, answer.out, answer.err) == (status, "", message)


def test_mapping_without_equals_is_wrong_usage(project: Path) -> None:
    file = str(project.parent / "list.csv")

    assert run(project, "people", "import", file, "--event", "VN", "--map", "Name").status == 2


def test_person_is_added_with_every_field(project: Path) -> None:
    row = run(
        project, "people", "add", "--event", "VN", "--given", "Wei-Ming", "--family", "Chen", "--economy", "Taiwan",
        "--category", "Speaker", "--email", "wm@example.com", "--organisation", "O2O", "--gender", "男",
        "--day", "2016-03-17", "--valid-from", "2016-03-17T08:00", "--valid-until", "2016-03-17T18:00",
        "--attention", "VIP, call the host", "--own-script-name", "陳偉明", "--role", "expert", "--consent-photo",
        "--phone", "+886 2", "--position", "CEO", "--title", "Dr.", "--sector", "ICT", "--age-35-or-under", "yes",
    ).row  # fmt: skip

    assert row.keys() >= FIELDS
    assert {key: row[key] for key in ("economy", "gender", "category", "status", "badge", "roles", "source")} == {
        "economy": "Chinese Taipei", "gender": "male", "category": "speaker", "status": "confirmed", "badge": None,
        "roles": ["expert"], "source": "added",
    }  # fmt: skip
    assert (row["valid_from"], row["desk_note"], row["needs_attention"]) == (
        "2016-03-17T01:00:00+00:00",
        "VIP, call the host",
        True,
    )
    assert (bool(row["consent_photo_on"]), row["consent_list_on"]) == (True, None)


@pytest.mark.parametrize(
    ("option", "value", "field", "stored"),
    [
        ("--given", "Anna", "printed_name", "Anna Díaz"),
        ("--family-name", "Dias", "family_name", "Dias"),
        ("--organization", "Foo", "organisation", "Foo"),
        ("--economy", "ROK", "economy", "Korea"),
        ("--category", "Media", "category", "media"),
        ("--gender", "nữ", "gender", "female"),
        ("--email", "", "email", ""),
        ("--badge-name", "Anita", "printed_name", "Anita"),
        ("--attention", "x", "needs_attention", True),
        ("--valid-until", "2016-03-17T12:00", "valid_until", "2016-03-17T05:00:00+00:00"),
        ("--day", "2016-03-17", "days", []),
        ("--source-ref", "77", "source_ref", "77"),
    ],
)
def test_field_is_edited(project: Path, option: str, value: str, field: str, stored: object) -> None:
    answer = run(project, "people", "edit", "ana@example.com", option, value)

    assert (answer.status, answer.err, answer.row[field]) == (0, "", stored)


def test_edit_without_a_field_is_wrong_usage(project: Path) -> None:
    assert run(project, "people", "edit", "ana@example.com").status == 2


def test_edit_of_nobody_is_told(project: Path) -> None:
    answer = run(project, "people", "edit", "nobody", "--phone", "1")

    assert (answer.status, answer.err) == (
        1,
        "There is nobody “nobody”. Give a person's id, the code on the badge, or an e-mail address.\n",
    )


@pytest.mark.parametrize(
    ("command", "status"), [("withdraw", "withdrawn"), ("confirm", "confirmed"), ("block", "blocked")]
)
def test_state_is_changed(project: Path, command: str, status: str) -> None:
    row = run(project, "people", command, "bao@example.com", "--event", "VN", "--reason", "r").row

    assert (row["status"], row["given_name"]) == (status, "Bảo")


def test_blocked_person_is_unblocked_and_nobody_else(project: Path) -> None:
    run(project, "people", "block", "ana@example.com", "--event", "VN", "--reason", "r")

    assert (
        run(project, "people", "unblock", "ana@example.com", "--event", "VN", "--reason", "r").row["status"]
        == "confirmed"
    )
    refused = run(project, "people", "unblock", "bao@example.com", "--event", "VN", "--reason", "r")
    assert (refused.status, refused.err) == (
        1,
        "Lê Bảo is not blocked but not confirmed. Use “people confirm” if they are to be admitted.\n",
    )


def test_state_needs_a_reason(project: Path) -> None:
    assert run(project, "people", "block", "ana@example.com", "--event", "VN").status == 2
    assert run(project, "people", "block", "ana@example.com", "--event", "VN", "--reason", " ").status == 1


def test_people_are_listed_and_found(project: Path) -> None:
    listed = run(project, "people", "list", "--event", "vn").rows
    found = run(project, "people", "find", "le bao", "--event", "VN").rows

    assert [row["printed_name"] for row in listed] == ["Ana Díaz", "Lê Bảo"]
    assert found == [listed[1]]
    assert run(project, "people", "find", "zzz", "--event", "VN").out == ""


def test_table_is_aligned(project: Path) -> None:
    assert run(project, "people", "list", "--event", "VN", as_json=False).out.splitlines() == [
        "printed_name  organisation  economy  category  status         badge",
        "Ana Díaz      Kinh Bắc               delegate  confirmed",
        "Lê Bảo        Kinh Bắc               speaker   not_confirmed",
    ]


def test_badge_code_stands_for_its_person(project: Path) -> None:
    [badge] = run(project, "badge", "issue", "--event", "VN").rows

    row = run(project, "people", "edit", badge["badge"].lower(), "--phone", "1").row

    assert (row["person"], row["badge"], row["phone"]) == (badge["person"], badge["badge"], "1")


def test_category_is_added_and_listed(project: Path) -> None:
    added = run(project, "category", "add", "--name", "VIP guest", "--colour", "#112233", "--no-participants").row

    assert added == {
        "code": "vip_guest",
        "number": 19,
        "name": "VIP guest",
        "colour": "#112233",
        "is_participant": False,
    }
    assert run(project, "category", "list").rows[-1] == added
    assert run(project, "category", "add", "--name", "vip GUEST").status == 1
    assert run(project, "category", "add", "--name", "Other", "--colour", "red").status == 1


@pytest.mark.usefixtures("event")
def test_import_speaks_the_user_s_language(app: App, tmp_path: Path) -> None:
    file = small_list(tmp_path)
    arguments = ["--lang", "es", "people", "import", str(file), "--event", "VN"]

    english = run(app.database.file, "people", "import", str(file), "--event", "VN", "--dry-run").row
    spanish = run(app.database.file, *arguments).row

    assert json.dumps(english["columns"]) == json.dumps(spanish["columns"])
    assert (english["created"], spanish["created"]) == (2, 2)
