"""``feedback results|export|barriers`` on the sample, as a user types them."""

from pathlib import Path

import pytest
from commands import run

from o2o_events.app import open_app
from o2o_events.feedback.forms import add_form, current_version, get_form
from o2o_events.settings import Settings


@pytest.fixture
def project(tmp_path: Path) -> Path:
    file = tmp_path / "project.o2o"
    assert run(file, "init", "--name", "Sample", "--sample").status == 0
    return file


def test_results_are_a_summary_and_a_row_a_question(project: Path) -> None:
    summary, *questions = run(project, "feedback", "results", "--form", "evaluation", "--event", "VN").rows

    assert (summary["form"], summary["events"], summary["answered"]) == ("evaluation", ["VN"], 46)
    assert [gain["after"] for gain in summary["gains"]] == ["knowledge_after"]
    assert {row["n"] + row["blanks"] for row in questions} == {46}
    assert [row["question"] for row in questions][:2] == ["objectives_clear", "objectives_achieved"]


def test_the_samples_answers_are_the_same_in_every_sample(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.o2o"
    run(other, "init", "--name", "Other", "--sample")
    asked = ("feedback", "results", "--form", "evaluation", "--by", "gender")

    assert run(project, *asked).out == run(other, *asked).out


def test_groups_kept_back_are_named_without_figures(project: Path) -> None:
    rows = run(project, "feedback", "results", "--form", "session", "--by", "session").rows
    hidden = [row for row in rows if row.get("kept_back") and "group" in row]
    told = run(project, "feedback", "results", "--form", "session", "--by", "session", as_json=False).out

    assert [set(row) for row in hidden] == [{"group", "label", "kept_back"}] * 2
    assert [f"{row['label']}: –" in told for row in hidden] == [True, True]


def test_files_are_written(project: Path, tmp_path: Path) -> None:
    raw = run(project, "feedback", "export", "--form", "evaluation", "-o", str(tmp_path / "raw.csv"))
    paper = run(project, "feedback", "results", "--form", "evaluation", "-o", str(tmp_path / "r.pdf"))

    assert raw.row == {"file": str(tmp_path / "raw.csv"), "rows": 46}
    assert paper.row == {"file": str(tmp_path / "r.pdf"), "answered": 46}
    assert (tmp_path / "r.pdf").read_bytes()[:5] == b"%PDF-"


def test_barriers_go_into_the_register_once(project: Path) -> None:
    rows = [run(project, "feedback", "barriers").row for _time in range(2)]

    assert rows == [{"added": 9, "removed": 0}, {"added": 0, "removed": 0}]


def test_texts_are_found_and_tagged(project: Path) -> None:
    asked = ("feedback", "texts", "--form", "evaluation", "--event", "VN")
    first, second, *rest = run(project, *asked).rows
    tag = ("feedback", "tag", first["answer"], "--question", first["question"])

    given = run(project, *tag, "--add", "Room", "--add", "Too cold", "--add", "ROOM").row
    assert given == {"answer": first["answer"], "question": first["question"], "tags": ["Room", "Too cold"]}
    assert run(project, *asked, "--tag", "room").rows == [first | {"tags": ["Room", "Too cold"]}]
    assert run(project, *asked, "too", "cold").rows == [first | {"tags": ["Room", "Too cold"]}]
    assert run(project, *asked, "--untagged").rows == [second, *rest]
    assert run(project, *tag, "--remove", "too COLD").row["tags"] == ["Room"]
    assert run(project, *tag).row["tags"] == ["Room"]
    assert run(project, *tag, "--remove", "Room").row["tags"] == []
    assert run(project, *asked).rows[0] == first


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("no-such-answer", "--add", "x"), "There is no such answer"),
        (("{answer}", "--question", "nothing", "--add", "x"), "Say which text of the answer. It has:"),
        (("{answer}", "--question", "objectives_clear", "--add", "x"), "Say which text of the answer. It has:"),
        (("{answer}", "--question", "{question}", "--add", "x" * 41), "is too long for a tag"),
    ],
)
def test_what_cannot_be_tagged_is_told(project: Path, arguments: tuple[str, ...], words: str) -> None:
    first = run(project, "feedback", "texts", "--form", "evaluation", "--event", "VN").rows[0]
    told = run(project, "feedback", "tag", *(one.format(**first) for one in arguments))

    assert (told.status, words in told.err) == (1, True)


def test_results_of_a_slot_are_asked_for_by_its_title(project: Path) -> None:
    app = open_app(Settings(file=project))
    with app.database.write() as tx:
        content = current_version(tx, get_form(tx, "session").id).content
        add_form(tx, code="talk", name={"en": "Talk"}, scope="slot", content=content)
    app.close()
    slot = next(slot for row in run(project, "agenda", "list", "--event", "VN").rows for slot in row["slots"])
    lines = "\n".join('{"useful": 4}' for _answer in range(6))
    about = ("--form", "talk", "--event", "VN", "--session", slot["title"])
    run(project, "feedback", "answer", *about, stdin=lines)

    summary, useful, *_rest = run(project, "feedback", "results", *about).rows

    assert (summary["session"], summary["answered"], useful["mean"]) == (slot["slot"], 6, 4.0)
    told = run(project, "feedback", "results", *about[:-1], "No such talk")
    assert (told.status, "There is no slot" in told.err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("results", "--form", "nothing"), "There is no form"),
        (("results", "--form", "evaluation", "--event", "XX"), "There is no event"),
        (("results", "--form", "session", "--session", "x"), "Name the event with --event too"),
        (("results", "--form", "evaluation", "--event", "VN", "--session", "x"), "Leave out --session"),
        (("results", "--form", "evaluation", "-o", "r.docx"), "should end in one of"),
        (("export", "--form", "evaluation", "-o", "raw.pdf"), "should end in one of"),
    ],
)
def test_what_cannot_be_is_told(project: Path, arguments: tuple[str, ...], words: str) -> None:
    told = run(project, "feedback", *arguments)

    assert (told.status, words in told.err) == (1, True)
