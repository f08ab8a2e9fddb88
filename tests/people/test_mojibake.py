"""Text that was damaged before it reached us."""

import pytest

from o2o_events.people.mojibake import has_lost_letter, is_damaged, likely_reading

NAMES = ["Nguyễn Thị Ánh", "Đỗ Minh Kiệt", "Trường Đại học Kinh tế", "José Núñez", "袁淑珍", "김민준", "สมชาย", "Юлия"]


@pytest.mark.parametrize("name", [*NAMES, "JOÃO", "São Paulo", "ÂN", "Œuvre", "“Ana”", "O’Neil", "Ñañez"])
def test_names_as_they_are_written_are_not_damaged(name: str) -> None:
    assert not is_damaged(name)


@pytest.mark.parametrize("name", NAMES)
def test_utf8_read_as_latin1_is_put_right(name: str) -> None:
    assert likely_reading(name.encode().decode("latin-1")) == (name, True)


@pytest.mark.parametrize(
    ("damaged", "reading"),
    [("Thanh Ã\ufffdnh", "Thanh Ánh"), ("Ä\ufffdá»—", "Đỗ"), ("TrÆ°á»\ufffdng há»\ufffdc", "Trường học")],
)
def test_lost_bytes_leave_the_likeliest_reading_and_no_certainty(damaged: str, reading: str) -> None:
    assert likely_reading(damaged) == (reading, False)


@pytest.mark.parametrize(("name", "lost"), [("Nguy?n", True), ("Ana?", False), ("?", False), ("Ana", False)])
def test_question_mark_inside_a_name_is_a_lost_letter(name: str, *, lost: bool) -> None:
    assert has_lost_letter(name) is lost


def test_utf8_read_as_windows_1252_is_put_right() -> None:
    assert likely_reading("Nguyễn Quỳnh Vy".encode().decode("cp1252")) == ("Nguyễn Quỳnh Vy", True)
