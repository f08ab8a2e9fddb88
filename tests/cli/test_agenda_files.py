"""``agenda import`` and ``agenda export``."""

from pathlib import Path

import pytest
from commands import run

FILES = Path(__file__).parents[1] / "files" / "schedules"


@pytest.fixture
def taipei(project_file: Path) -> Path:
    """A project with the event in whose days the conference of the files was."""
    answer = run(
        project_file, "event", "add", "--code", "TW", "--name", "Summit", "--economy", "TW", "--venue", "Taipei",
        "--timezone", "Asia/Taipei", "--day", "2023-07-29", "--day", "2023-07-30", "--target", "200",
    )  # fmt: skip
    assert answer.status == 0
    return project_file


def figures(row: dict) -> dict:
    return {name: value for name, value in row.items() if name not in ("problems", "doubts", "sessions")}


NOTHING = {
    "created": 0,
    "updated": 0,
    "moved": 0,
    "withdrawn": 0,
    "unchanged": 0,
    "rejected": 0,
    "rooms": 0,
    "speakers": 0,
}


def test_import_tells_its_figures_and_again_changes_nothing(taipei: Path) -> None:
    file = str(FILES / "coscup2023-session.trimmed.json")
    first = run(taipei, "agenda", "import", file, "--event", "TW").row
    assert figures(first) == NOTHING | {
        "created": 352, "rooms": 28, "speakers": 415, "format": "coscup-json", "dry_run": False
    }  # fmt: skip
    again = run(taipei, "agenda", "import", file, "--event", "TW").row
    assert figures(again) == NOTHING | {"unchanged": 352, "format": "coscup-json", "dry_run": False}
    assert len(run(taipei, "agenda", "list", "--event", "TW").rows) == 352


def test_dry_run_says_what_would_happen_and_changes_nothing(taipei: Path) -> None:
    row = run(taipei, "agenda", "import", str(FILES / "coscup2023-agenda-big5.csv"), "--event", "TW", "--dry-run").row
    assert figures(row) == NOTHING | {
        "created": 120, "rooms": 26, "speakers": 129, "format": "table", "dry_run": True
    }  # fmt: skip
    assert [(problem["row"], problem["column"], problem["value"]) for problem in row["problems"]] == [
        (10, "講者", "?山隆輔"),
        (37, "講者", "?Ball"),
    ]
    assert row["sessions"][0]["title"] == "COSCUP 2023: Welcome Day 1"
    assert run(taipei, "agenda", "list", "--event", "TW").rows == []


def test_dry_run_in_words_lists_sessions_and_problems(taipei: Path) -> None:
    file = str(FILES / "coscup2023-agenda-big5.csv")
    lines = run(taipei, "agenda", "import", file, "--event", "TW", "--dry-run", as_json=False).out.splitlines()
    assert lines[0] == (
        "Nothing was changed. There would be 120 new sessions, 0 changed, 0 moved, 0 cancelled, 0 unchanged, 0"
        " rejected."
    )
    assert lines[2:4] == ["New:", "  COSCUP 2023: Welcome Day 1"]
    assert "  and 90 more" in lines


@pytest.mark.parametrize("ending", ["xml", "json", "ics", "xlsx"])
def test_exported_file_is_imported_again_without_a_change(taipei: Path, tmp_path: Path, ending: str) -> None:
    run(taipei, "agenda", "import", str(FILES / "coscup2023-agenda-big5.csv"), "--event", "TW")
    file = tmp_path / f"agenda.{ending}"
    written = run(taipei, "agenda", "export", "--event", "TW", "-o", str(file)).row
    assert written == {"file": str(file), "sessions": 120}
    again = run(taipei, "agenda", "import", str(file), "--event", "TW").row
    assert (again["unchanged"], again["created"], again["updated"], again["withdrawn"]) == (120, 0, 0, 0)


def test_programme_is_exported_as_pdf(taipei: Path, tmp_path: Path) -> None:
    run(taipei, "agenda", "import", str(FILES / "coscup2023-agenda-big5.csv"), "--event", "TW")
    file = tmp_path / "agenda.pdf"
    row = run(taipei, "agenda", "export", "--event", "TW", "-o", str(file), "--day", "2023-07-29").row
    assert row["pages"] > 1
    assert file.read_bytes().startswith(b"%PDF")


def test_columns_are_named_by_hand(taipei: Path, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("was,wann,lang\nTalk,2023-07-29 09:00,30\n", encoding="utf-8")
    mapped = ("--map", "was=title", "--map", "wann=start", "--map", "lang=minutes")
    assert run(taipei, "agenda", "import", str(file), "--event", "TW", *mapped).row["created"] == 1
    assert run(taipei, "agenda", "import", str(file), "--event", "TW", "--map", "was").status == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "nothing.xml", "--event", "TW"), "“nothing.xml” cannot be read. Check its name and permissions.\n"),
        (("export", "--event", "TW", "-o", "agenda.doc"), "“agenda.doc” should end in one of"),
    ],
)
def test_what_cannot_be_is_told_in_words(taipei: Path, arguments: tuple[str, ...], words: str) -> None:
    answer = run(taipei, "agenda", *arguments)
    assert (answer.status, answer.out) == (1, "")
    assert answer.err.startswith(words)


def test_export_into_an_existing_file_replaces_it_whole_or_not_at_all(taipei: Path, tmp_path: Path) -> None:
    file = tmp_path / "agenda.xml"
    file.write_text("before", encoding="utf-8")
    assert run(taipei, "agenda", "export", "--event", "TW", "-o", str(file)).row["sessions"] == 0
    assert file.read_bytes().startswith(b"<?xml")
    assert run(taipei, "agenda", "export", "--event", "TW", "-o", str(tmp_path / "no" / "a.xml")).status == 1
