"""``agenda export -o FILE.pdf`` as a user runs it."""

from pathlib import Path

import pytest
from commands import run
from papers import page_sizes, page_texts

from o2o_events.app import App
from o2o_events.registers.events import Event


@pytest.fixture
def file(app: App, event: Event) -> Path:
    """A project file with two sessions in the event VN, one with a symbol that no font has."""
    assert event.code == "VN"
    made = app.database.file
    run(made, "agenda", "room", "add", "--event", "VN", "--name", "Hall")
    for title, start in (("Opening ⚡", "2016-03-17T09:00"), ("Closing", "2016-03-17T16:00")):
        options = ("--type", "opening", "--minutes", "30", "--at", start, "--room", "Hall")
        answer = run(made, "agenda", "add", "--event", "VN", "--title", title, *options)
        assert (answer.status, answer.err) == (0, "")
    return made


def test_the_programme_is_written_as_pdf(file: Path, tmp_path: Path) -> None:
    answer = run(file, "agenda", "export", "--event", "VN", "-o", str(tmp_path / "p.pdf"), "--paper", "Letter")

    assert answer.row == {"file": str(tmp_path / "p.pdf"), "pages": 1, "missing": "⚡"}
    assert page_sizes(tmp_path / "p.pdf") == [(215.9, 279.4)]
    text = page_texts(tmp_path / "p.pdf")[0]
    assert [part in text for part in ("09:00–09:30", "Opening", "16:00–16:30", "Closing", "DRAFT")] == [True] * 5


def test_a_door_sheet_in_another_language(file: Path, tmp_path: Path) -> None:
    options = ("--room", "hall", "--day", "2016-03-17", "--language", "vi")
    answer = run(file, "agenda", "export", "--event", "VN", "-o", str(tmp_path / "p.pdf"), *options)

    assert (answer.status, answer.row["pages"]) == (0, 1)
    assert "tháng 3" in page_texts(tmp_path / "p.pdf")[0]


def test_characters_without_a_font_are_told(file: Path, tmp_path: Path) -> None:
    answer = run(file, "agenda", "export", "--event", "VN", "-o", str(tmp_path / "p.pdf"), as_json=False)

    assert answer.out.splitlines()[1] == "No font has these characters; letters among them are drawn as a box: ⚡"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--room", "Attic"), "“Attic” names no single room. Choose one of: Hall."),
        (("--speaker", "Nobody"), "There is no speaker “Nobody” in this programme."),
        (("--day", "2016-03-18"), "2016-03-18 is none of the event’s days. Choose one of: 2016-03-17."),
        (("--release", "1"), "The agenda has not been released yet."),
    ],
)
def test_what_is_not_there_is_told_and_nothing_written(
    file: Path, tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    answer = run(file, "agenda", "export", "--event", "VN", "-o", str(tmp_path / "p.pdf"), *options)

    assert (answer.status, answer.out) == (1, "")
    assert message in answer.err
    assert not (tmp_path / "p.pdf").exists()


def test_what_goes_with_paper_only_is_refused_elsewhere(file: Path, tmp_path: Path) -> None:
    answer = run(file, "agenda", "export", "--event", "VN", "-o", str(tmp_path / "p.ics"), "--paper", "A4")

    assert answer.status == 2
    assert "go with a PDF only" in answer.err
