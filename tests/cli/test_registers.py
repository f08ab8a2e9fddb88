"""The registers as a user runs them: barrier, recommendation, platform, product, output, forum."""

from pathlib import Path

import pytest
from commands import run

GUIDE = ("output", "add", "--title", "APEC Guidebook", "--kind", "guidebook")
pytestmark = pytest.mark.usefixtures("event")


@pytest.fixture
def recommended(project_file: Path) -> Path:
    """Two recommendations, the first of them final."""
    for title in ("Simplify", "Mutual recognition"):
        assert run(project_file, "recommendation", "add", "--title", title, "--drafted-at", "VN").status == 0
    wording = ("--stage", "final", "--written-on", "2016-09-01", "--wording", "We simplify.")
    assert run(project_file, "recommendation", "text", "add", "--recommendation", "1", *wording).status == 0
    return project_file


def test_barrier_is_added_linked_listed_and_removed(recommended: Path) -> None:
    added = run(
        recommended, "barrier", "add", "--title", "Cards refused", "--title-in", "vi=Thẻ bị từ chối",
        "--category", "payment", "--level", "policy", "--economy", "HKC", "--event", "VN",
    ).row  # fmt: skip
    edited = run(recommended, "barrier", "edit", "cards refused", "--recommendation", "mutual recognition").row
    listed = run(recommended, "barrier", "list", "--find", "the bi TU choi").row
    removed = run(recommended, "barrier", "remove", added["barrier"]).row

    assert added | {"barrier": ""} == {
        "barrier": "",
        "title": "Cards refused",
        "titles": {"en": "Cards refused", "vi": "Thẻ bị từ chối"},
        "category": "payment",
        "level": "policy",
        "economy": "Hong Kong, China",
        "event": "VN",
        "source": "rapporteur",
        "recommendation": "",
        "recommendation_id": None,
        "description": "",
        "source_ref": "",
    }
    assert edited["recommendation"] == "2. Mutual recognition"
    assert listed == edited
    assert removed == {"barrier": added["barrier"]}
    assert run(recommended, "barrier", "list").rows == []


def test_edit_changes_only_what_is_said(recommended: Path) -> None:
    before = run(recommended, "recommendation", "list").rows[1]
    edited = run(recommended, "recommendation", "edit", "2", "--title-in", "zh-Hant=相互承認", "--drafted-at", "").row
    nothing = run(recommended, "recommendation", "edit", "2")

    assert edited == before | {"titles": {"en": "Mutual recognition", "zh-Hant": "相互承認"}, "drafted_at": ""}
    assert (nothing.status, nothing.out) == (2, "")


def test_a_number_that_a_recommendation_has_is_refused(recommended: Path) -> None:
    again = run(recommended, "recommendation", "add", "--title", "Another", "--number", "1")

    assert (again.status, "is there already. Change that one instead of adding another." in again.err) == (1, True)
    assert [row["number"] for row in run(recommended, "recommendation", "list").rows] == [1, 2]


def test_recommendation_goes_from_draft_to_endorsement(recommended: Path) -> None:
    early = run(recommended, "recommendation", "endorse", "2", "--economy", "PE", "--on", "2016-09-05")
    endorsed = run(
        recommended, "recommendation", "endorse", "1", "--economy", "VN", "--economy", "Chinese Taipei",
        "--on", "2016-09-05", "--by", "Delegates",
    )  # fmt: skip
    listed = run(recommended, "recommendation", "endorsement", "list").rows

    assert (early.status, early.out) == (1, "")
    assert early.err == "“Mutual recognition” is not final yet. Enter its final wording first, then who endorses it.\n"
    assert endorsed.row["standing"] == "Final 2016-09-01 · endorsed by 2 economies"
    assert [(row["recommendation"], row["economy"], row["endorsed_on"]) for row in listed] == [
        ("1. Simplify", "Chinese Taipei", "2016-09-05"),
        ("1. Simplify", "Viet Nam", "2016-09-05"),
    ]


def test_economies_endorse_all_or_none(recommended: Path) -> None:
    refused = run(
        recommended, "recommendation", "endorse", "1", "--economy", "VN", "--economy", "PECC", "--on", "2016-09-05"
    )

    assert (refused.status, refused.out) == (1, "")
    assert run(recommended, "recommendation", "endorsement", "list").rows == []


def test_endorsement_sheet_is_written_or_says_why_not(recommended: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.pdf"
    written = run(recommended, "recommendation", "sheet", "-o", str(sheet))
    wrong = run(recommended, "recommendation", "sheet", "-o", str(tmp_path / "sheet.docx"))
    run(recommended, "recommendation", "remove", "1")
    nothing = run(recommended, "recommendation", "sheet", "-o", str(sheet))

    assert (written.status, written.row["recommendations"]) == (0, 1)
    assert sheet.read_bytes().startswith(b"%PDF")
    assert (wrong.status, wrong.err) == (1, "“sheet.docx” should end in .pdf. Give the file such a name.\n")
    assert nothing.err == (
        "No recommendation is final yet, so there is nothing to sign. Enter the final wording of one first.\n"
    )


def test_platform_is_marked_stage_by_stage(project_file: Path) -> None:
    run(project_file, "platform", "add", "--name", "eBay", "--economy", "US")
    run(project_file, "platform", "mark", "ebay", "--stage", "attended", "--event", "VN")
    marked = run(project_file, "platform", "mark", "ebay", "--stage", "interviewed_before", "--on", "2016-02-11").row
    undone = run(project_file, "platform", "mark", "ebay", "--stage", "attended", "--event", "VN", "--undo").row
    wrong = run(project_file, "platform", "mark", "ebay", "--stage", "confirmed", "--on", "31 February")

    assert (marked["attended"], marked["standing"]) == (["VN"], "Attended · Interviewed before")
    assert (undone["attended"], undone["interviewed_before_on"]) == ([], "2016-02-11")
    assert (wrong.status, wrong.err) == (1, "“31 February” is not a day. Write it like 2016-03-17.\n")


def test_products_are_counted_by_economy(project_file: Path) -> None:
    for name in ("Tea", "Rice", "Baskets"):
        run(project_file, "product", "add", "--economy", "Vietnam", "--name", name)
    figures = run(project_file, "product", "figures").rows

    assert len(figures) == 21
    assert [row for row in figures if row["products"]] == [{"economy": "Viet Nam", "products": 3, "target": 2}]


def test_counter_is_imported_once_for_the_output_that_is_named(project_file: Path, tmp_path: Path) -> None:
    run(project_file, *GUIDE, "--status", "published", "--published-on", "2016-09-30")
    file = tmp_path / "counter.csv"
    file.write_text("Day;Page views\n2016-10-01;1.240\n2016-10-02;many\n", encoding="utf-8")
    command = ("output", "reading", "import", str(file), "--of", "guidebook")
    tried = run(project_file, *command, "--dry-run", as_json=False)
    first, again = run(project_file, *command).row, run(project_file, *command).row

    assert tried.out.splitlines() == [
        "Nothing was changed; this would be: 1 new, 0 updated, 0 unchanged, 1 rejected.",
        "  row 3, Page views: “many” This is no whole number; it was left out. Write it like 1240.",
        "  row 3: “Accesses so far” is missing. Fill it in; without it this cannot be kept.",
    ]
    assert (first["created"], first["rejected"]) == (1, 1)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 1)
    assert run(project_file, "output", "list").row["standing"] == "1240 accesses (2016-10-01)"


def test_published_output_without_its_day_is_refused(project_file: Path) -> None:
    answer = run(project_file, *GUIDE, "--status", "published")

    assert (answer.status, answer.out) == (1, "")
    assert answer.err == "Say on which day it was published; accesses are counted from then on.\n"


def test_bodies_and_fora_are_kept(project_file: Path) -> None:
    run(project_file, *GUIDE)
    sent = run(
        project_file, "output", "dissemination", "add", "--output", "guidebook", "--body", "ABAC", "--economy", "ABAC",
        "--copies", "25", "--sent-on", "2016-10-03",
    ).row  # fmt: skip
    forum = run(project_file, "forum", "add", "--event", "VN", "--name", "PECC").row

    assert (sent["output"], sent["copies"], sent["sent_on"]) == ("APEC Guidebook", 25, "2016-10-03")
    assert (forum["event"], forum["name"]) == ("VN", "PECC")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_register_goes_out_and_in_again(recommended: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"register.{ending}"
    exported = run(recommended, "recommendation", "text", "export", "-o", str(file))
    again = run(recommended, "recommendation", "text", "import", str(file))

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


@pytest.mark.parametrize("group", ["barrier", "recommendation", "platform", "product", "output", "forum"])
def test_empty_register_says_what_to_do(project_file: Path, group: str) -> None:
    answer = run(project_file, group, "list", as_json=False)

    assert (answer.status, answer.out) == (0, "Nothing here yet fits. Add one, or import a table.\n")
