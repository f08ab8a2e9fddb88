"""``badge`` as a user runs it."""

from pathlib import Path

import pytest
from commands import run
from factories import make_person
from papers import codes_on, page_sizes

from o2o_events.app import App
from o2o_events.registers.events import Event


@pytest.fixture
def people(app: App, event: Event) -> dict[str, str]:
    """Three confirmed people and one on the waiting list: name -> person."""
    with app.database.write() as tx:
        found = {
            name: make_person(tx, event, given_name=name, family_name="", email=f"{number}@example.org")
            for number, name in enumerate(["Ana", "Bảo", "陳大文"])
        }
        found["Waiting"] = make_person(tx, event, given_name="Waiting", family_name="", status="waitlisted")
    return found


def test_issue_answers_new_badges_only(project_file: Path, people: dict[str, str]) -> None:
    first = run(project_file, "badge", "issue", "--event", "vn")
    second = run(project_file, "badge", "issue", "--event", "VN")

    assert {row["person"]: row["name"] for row in first.rows} == {
        people[name]: name for name in ("Ana", "Bảo", "陳大文")
    }
    assert [(len(row["token"]), row["token"].isdigit(), len(row["badge"])) for row in first.rows] == [(58, True, 9)] * 3
    assert (second.status, second.rows) == (0, [])


def test_issue_for_one_person_by_e_mail(project_file: Path, people: dict[str, str]) -> None:
    issued = run(project_file, "badge", "issue", "--event", "VN", "--person", "1@EXAMPLE.org")

    assert [row["person"] for row in issued.rows] == [people["Bảo"]]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["issue", "--event", "XX"], "There is no event “XX”. Choose one of: VN.\n"),
        (["issue", "--event", "VN", "--person", "nobody"], "There is nobody “nobody”."),
        (["reissue", "0@example.org", "--event", "VN", "--reason", "lost"], "Ana has no badge in force."),
        (["revoke", "0@example.org", "--event", "VN", "--reason", " "], "A reason is needed"),
        (["sheet", "--event", "VN", "-o", "/nowhere/at/all.pdf"], ""),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    project_file: Path, people: dict[str, str], arguments: list[str], words: str
) -> None:
    answer = run(project_file, "badge", *arguments)

    if arguments[0] == "sheet":  # no badge yet: nothing to write is an answer
        assert (answer.status, answer.rows) == (0, [{"badges": 0, "pages": 0, "warnings": []}])
    else:
        assert (answer.status, answer.out, answer.err[: len(words)]) == (1, "", words)
    assert people


def test_issue_for_somebody_on_the_waiting_list_is_refused(project_file: Path, people: dict[str, str]) -> None:
    answer = run(project_file, "badge", "issue", "--event", "VN", "--person", people["Waiting"])

    assert (answer.status, answer.err) == (
        1,
        "Waiting is not registered or confirmed, so there is no badge. Change the state first.\n",
    )


@pytest.mark.parametrize("arguments", [["reissue", "x", "--event", "VN"], ["sheet", "--event", "VN"], ["issue"]])
def test_a_missing_option_is_wrong_usage(project_file: Path, arguments: list[str]) -> None:
    assert run(project_file, "badge", *arguments).status == 2


def test_reissue_by_the_old_code_makes_another(project_file: Path, people: dict[str, str]) -> None:
    [old] = run(project_file, "badge", "issue", "--event", "VN", "--person", people["Ana"]).rows

    new = run(
        project_file, "badge", "reissue", old["badge"].lower().replace("-", ""), "--event", "VN", "--reason", "lost"
    ).row

    assert (new["person"], new["name"]) == (people["Ana"], "Ana")
    assert new["badge"] != old["badge"]
    scans = run(project_file, "scan", "--event", "VN", "--at", "2016-03-17T09:00", old["token"], new["token"]).rows
    assert [row["verdict"] for row in scans] == ["revoked", "admitted"]


def test_revoke_answers_the_badge_that_is_no_longer_let_in(project_file: Path, people: dict[str, str]) -> None:
    [badge] = run(project_file, "badge", "issue", "--event", "VN", "--person", people["Ana"]).rows

    revoked = run(project_file, "badge", "revoke", people["Ana"], "--event", "VN", "--reason", "stolen").row

    assert revoked == badge
    assert run(project_file, "scan", "--event", "VN", badge["token"]).row["verdict"] == "revoked"


def test_sheet_writes_what_was_not_printed_before(project_file: Path, people: dict[str, str], tmp_path: Path) -> None:
    issued = run(project_file, "badge", "issue", "--event", "VN", "--person", people["Ana"]).rows
    options = ["badge", "sheet", "--event", "VN", "--layout", "a6", "--only-unprinted", "-o"]

    first = run(project_file, *options, str(tmp_path / "1.pdf")).row
    later = run(project_file, "badge", "issue", "--event", "VN").rows
    second = run(project_file, *options, str(tmp_path / "2.pdf")).row
    third = run(project_file, *options, str(tmp_path / "3.pdf")).row

    assert first == {"badges": 1, "pages": 1, "warnings": []}
    assert codes_on(tmp_path / "1.pdf") == [row["token"] for row in issued]
    assert second == {"badges": 2, "pages": 2, "warnings": []}
    assert sorted(codes_on(tmp_path / "2.pdf")) == sorted(row["token"] for row in later)
    assert third == {"badges": 0, "pages": 0, "warnings": []}
    assert not (tmp_path / "3.pdf").exists()


def test_sheet_warns_of_names_that_cannot_be_printed(app: App, event: Event, tmp_path: Path) -> None:
    with app.database.write() as tx:
        person = make_person(tx, event, given_name="Ana 😀", family_name="")
    run(app.database.file, "badge", "issue", "--event", "VN")

    row = run(app.database.file, "badge", "sheet", "--event", "VN", "-o", str(tmp_path / "b.pdf")).row

    assert [(w["person"], w["field"], w["problem"], w["characters"]) for w in row["warnings"]] == [
        (person, "name", "missing", "😀")
    ]
    assert row["warnings"][0]["message"] == "Ana 😀: the name has characters that cannot be printed: 😀"


@pytest.mark.parametrize(("layout", "size"), [("card", (86, 54)), ("label", (62, 100))])
def test_sheet_has_the_layout_asked_for(
    project_file: Path, people: dict[str, str], tmp_path: Path, layout: str, size: tuple[int, int]
) -> None:
    run(project_file, "badge", "issue", "--event", "VN")

    run(project_file, "badge", "sheet", "--event", "VN", "--layout", layout, "-o", str(tmp_path / "b.pdf"))

    assert page_sizes(tmp_path / "b.pdf") == [size] * 3
    assert people


def test_sheet_of_an_unknown_layout_is_wrong_usage(project_file: Path, tmp_path: Path) -> None:
    answer = run(project_file, "badge", "sheet", "--event", "VN", "--layout", "a3", "-o", str(tmp_path / "b.pdf"))

    assert answer.status == 2


def test_people_without_json_read_sentences_and_tables(
    project_file: Path, people: dict[str, str], tmp_path: Path
) -> None:
    issued = run(project_file, "badge", "issue", "--event", "VN", "--person", people["Ana"], as_json=False)
    again = run(project_file, "badge", "issue", "--event", "VN", "--person", people["Ana"], as_json=False)
    file = tmp_path / "b.pdf"
    sheet = run(project_file, "badge", "sheet", "--event", "VN", "-o", str(file), as_json=False)

    assert issued.out.splitlines()[0].split() == ["name", "badge", "person"]
    assert issued.out.splitlines()[1].split()[0] == "Ana"
    assert again.out == "Nobody was without a badge: nothing to issue.\n"
    assert sheet.out == f"Written: {file}. Badges: 1; pages: 1.\n"
