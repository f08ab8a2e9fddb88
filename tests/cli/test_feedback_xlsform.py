"""``feedback form import|export`` as a user types them."""

from pathlib import Path

import pytest
from commands import run

FILES = Path(__file__).parents[1] / "files" / "xlsforms"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    file = tmp_path / "project.o2o"
    assert run(file, "init", "--name", "Forms").status == 0
    return file


def test_a_form_is_brought_in_once_and_told_again_as_unchanged(project: Path) -> None:
    source = str(FILES / "group.xlsx")
    first, second = (run(project, "feedback", "form", "import", source).row for _time in range(2))

    assert (first["form"], first["new"], first["questions"]) == ("group", True, 4)
    assert [(one["sheet"], one["row"], one["column"]) for one in first["unsupported"]] == [("survey", 4, "type")]
    assert (second["new"], second["changed"], second["version"]) == (False, False, 1)


def test_what_is_not_supported_is_told_by_its_place(project: Path) -> None:
    told = run(project, "feedback", "form", "import", str(FILES / "loop.xlsx"), as_json=False)

    assert told.status == 0
    assert "survey, row 3, type: “begin loop over toilet_type” Parts that repeat are not supported" in told.out


def test_an_exported_form_comes_back_the_same(project: Path, tmp_path: Path) -> None:
    run(project, "feedback", "form", "ship")
    file = tmp_path / "evaluation.xlsx"
    exported = run(project, "feedback", "form", "export", "evaluation", "-o", str(file))
    again = run(project, "feedback", "form", "import", str(file)).row

    assert exported.row == {"file": str(file), "form": "evaluation"}
    assert (again["new"], again["changed"], again["unsupported"]) == (False, False, [])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "nowhere.xlsx"), "cannot be read"),
        (("import", str(FILES / "README.md")), "damaged, or no workbook"),
        (("export", "nothing", "-o", "x.xlsx"), "There is no form"),
        (("export", "nothing", "-o", "x.csv"), "should end in .xlsx"),
    ],
)
def test_what_cannot_be_is_told(project: Path, arguments: tuple[str, ...], words: str) -> None:
    told = run(project, "feedback", "form", *arguments)

    assert (told.status, words in told.err) == (1, True)
