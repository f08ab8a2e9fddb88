"""A file appears whole, or not at all."""

from pathlib import Path

import pytest

from o2o_events.documents.output import appearing_whole
from o2o_events.errors import UserError


def test_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("old")

    with appearing_whole(file) as part:
        part.write_text("new")
        before = file.read_text()

    assert (before, file.read_text()) == ("old", "new")
    assert list(tmp_path.iterdir()) == [file]


def test_an_error_keeps_the_old_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("old")

    with pytest.raises(ZeroDivisionError), appearing_whole(file) as part:  # noqa: PT012 the block is what fails
        part.write_text("half")
        raise ZeroDivisionError

    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_the_block_may_put_the_file_in_place_itself(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"

    with appearing_whole(file) as part:
        part.write_text("new")
        part.replace(file)

    assert file.read_text() == "new"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_is_told_in_words(tmp_path: Path) -> None:
    with (
        pytest.raises(UserError, match=r"cannot be written \(No space left on device\)"),
        appearing_whole(tmp_path / "list.csv"),
    ):
        Path("/dev/full").write_text("x" * 100_000)


@pytest.mark.parametrize("name", ["none/list.csv", ".", "é" * 200 + ".csv"])
def test_a_place_that_cannot_be_is_told_before_the_work(tmp_path: Path, name: str) -> None:
    has_worked = False

    with pytest.raises(UserError), appearing_whole(tmp_path / name):
        has_worked = True

    assert not has_worked
