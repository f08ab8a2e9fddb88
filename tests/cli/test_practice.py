"""``practice`` as a user runs it."""

import os
from pathlib import Path

import pytest
from commands import run

ADD = ("practice", "add", "--title", "Lotus tea", "--company", "Sen (illustrative)")


@pytest.fixture
def tea(project_file: Path) -> str:
    return str(
        run(project_file, *ADD, "--economy", "Vietnam", "--women-led", "yes", "--women-led-rule", "51 %").row[
            "practice"
        ]
    )


def test_add_answers_the_practice(project_file: Path) -> None:
    answer = run(project_file, *ADD, "--economy", "Vietnam", "--title-in", "vi=Trà sen", "--youth-led", "no")

    row = answer.row
    assert (answer.status, answer.err) == (0, "")
    assert row | {"practice": ""} == {
        "practice": "",
        "number": "",
        "title": "Lotus tea",
        "titles": {"en": "Lotus tea", "vi": "Trà sen"},
        "company": "Sen (illustrative)",
        "economy": "Viet Nam",
        "o2o_model": "",
        "summary": "",
        "summaries": {},
        "women_led": None,
        "women_led_rule": "",
        "youth_led": False,
        "youth_led_rule": "",
        "nominated_by": "",
        "status": "nominated",
        "presented_at": [],
        "selected": False,
        "in_guidebook": False,
        "files": 0,
        "course": ["Nominated"],
    }


def test_flag_without_its_rule_is_refused(project_file: Path) -> None:
    answer = run(project_file, *ADD, "--women-led", "yes")

    assert (answer.status, answer.out) == (1, "")
    assert answer.err == "Say by which rule “Lotus tea” is led by women, such as “51 % owned by women”.\n"
    assert run(project_file, "practice", "list").rows == []


@pytest.mark.usefixtures("tea", "event")
def test_course_from_nomination_to_guidebook(project_file: Path) -> None:
    early = run(project_file, "practice", "select", "lotus tea")
    for arguments in (("accept",), ("select",), ("present", "--event", "VN"), ("guidebook",)):
        answer = run(project_file, "practice", arguments[0], "lotus tea", *arguments[1:])
        assert answer.status == 0, answer.err

    assert (early.status, early.err) == (
        1,
        "“Lotus tea” is not accepted (Nominated). Accept it first, then try again.\n",
    )
    assert answer.row["course"] == [
        "Accepted",
        "Presented at Workshop VN",
        "Selected for Workshop II",
        "In the Guidebook",
    ]
    undone = [
        run(project_file, "practice", *arguments).row["course"]
        for arguments in (
            ("guidebook", "Sen (illustrative)", "--undo"),
            ("present", "lotus tea", "--event", "VN", "--undo"),
            ("unselect", "lotus tea"),
            ("decline", "lotus tea"),
            ("renominate", "lotus tea"),
        )
    ]
    assert undone[1:] == [["Accepted", "Selected for Workshop II"], ["Accepted"], ["Declined"], ["Nominated"]]


def test_several_are_selected_or_none(project_file: Path, tea: str) -> None:
    run(project_file, "practice", "accept", tea)
    run(project_file, "practice", "add", "--title", "Rice", "--company", "Lúa")
    refused = run(project_file, "practice", "select", tea, "rice")

    assert (refused.status, refused.out) == (1, "")
    assert run(project_file, "practice", "list", "--selected").rows == []


def test_edit_changes_only_what_is_said(project_file: Path, tea: str) -> None:
    before = run(project_file, "practice", "list").row
    edited = run(project_file, "practice", "edit", tea, "--title-in", "zh-Hant=蓮花茶", "--economy", "").row
    nothing = run(project_file, "practice", "edit", tea)

    assert edited == before | {"titles": {"en": "Lotus tea", "zh-Hant": "蓮花茶"}, "economy": ""}
    assert (nothing.status, nothing.out) == (2, "")


@pytest.mark.usefixtures("tea")
def test_list_filters_and_says_when_nothing_fits(project_file: Path) -> None:
    run(project_file, "practice", "add", "--title", "Rice", "--company", "Lúa", "--economy", "TH")

    assert [row["title"] for row in run(project_file, "practice", "list", "--women-led").rows] == ["Lotus tea"]
    assert [row["title"] for row in run(project_file, "practice", "list", "--economy", "thailand").rows] == ["Rice"]
    words = run(project_file, "practice", "list", "--find", "coffee", as_json=False)
    assert words.out == "No best practice fits. Add one with “practice add” or “practice import”.\n"


def test_figures_state_what_they_are_of(project_file: Path, tea: str) -> None:
    run(project_file, "practice", "add", "--title", "Rice", "--company", "Lúa", "--economy", "TH")
    run(project_file, "practice", "accept", tea, "rice")
    run(project_file, "practice", "select", tea)

    accepted, selected = run(project_file, "practice", "figures").rows
    assert (accepted["practices"], accepted["economies"], accepted["women_led_percent"]) == (2, 2, 50.0)
    assert (selected["practices"], selected["economies"], selected["women_led_percent"]) == (1, 1, 100.0)
    assert accepted["note"] == "Shares are of all accepted practices; not stated counts as no."


def test_attached_file_comes_back_identical(project_file: Path, tea: str, tmp_path: Path) -> None:
    source, target = tmp_path / "Ảnh chụp.png", tmp_path / "back.png"
    source.write_bytes(os.urandom(700_001))
    attached = run(project_file, "practice", "attach", tea, str(source)).row
    listed = run(project_file, "practice", "files", tea).rows
    written = run(project_file, "practice", "extract", attached["id"], "-o", str(target))
    again = run(project_file, "practice", "extract", attached["id"], "-o", str(target))

    assert [(row["name"], row["size"]) for row in listed] == [("Ảnh chụp.png", 700_001)]
    assert written.status == 0
    assert target.read_bytes() == source.read_bytes()
    assert (again.status, again.err) == (1, f"“{target}” is there already. Choose another name.\n")


@pytest.mark.usefixtures("tea")
def test_register_goes_out_and_in_again(project_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "register.xlsx"
    exported = run(project_file, "practice", "export", "-o", str(file))
    again = run(project_file, "practice", "import", str(file))

    assert exported.row == {"rows": 1}
    assert again.row == {
        "created": 0,
        "updated": 0,
        "unchanged": 1,
        "rejected": 0,
        "problems": [],
        "columns_left_out": [],
        "dry_run": False,
    }


def test_dry_run_of_an_import_tells_and_changes_nothing(project_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text("Title,Company,Economy\nTea,Sen,Atlantis\n", encoding="utf-8")
    tried = run(project_file, "practice", "import", str(file), "--dry-run", as_json=False)

    assert tried.out.splitlines() == [
        "Nothing was changed; this would be: 1 new, 0 updated, 0 unchanged, 0 rejected.",
        "  row 2, Economy: “Atlantis” This is no APEC economy or affiliation; it was left out."
        " Correct it in the register.",
    ]
    assert run(project_file, "practice", "list").rows == []


def test_removed_practice_is_not_listed(project_file: Path, tea: str) -> None:
    assert run(project_file, "practice", "remove", tea).row == {"practice": tea}
    assert run(project_file, "practice", "list").rows == []
    assert run(project_file, "practice", "remove", tea).status == 1
