"""Single cells: what they mean, and what is told of those in doubt."""

from datetime import date

import pytest

from o2o_events.people.cells import Place, reader_for
from o2o_events.people.fields import find_answer, find_gender
from o2o_events.people.statuses import find_status
from o2o_events.registers.categories import SHIPPED
from o2o_events.registers.events import Event


def place(economy: str = "VN", days: tuple[date, ...] = (date(2016, 7, 21), date(2016, 7, 22))) -> Place:
    return Place(Event("e", "C", 1, {"en": "x"}, economy, "v", "Asia/Taipei", days, 1), SHIPPED)


def read(field: str, cell: str, economy: str = "VN") -> tuple[object, bool]:
    """The value of a cell, and whether something is told of it."""
    reader = reader_for(field, place(economy), [cell])
    return reader[cell], cell in reader.wrong or cell in reader.fatal


@pytest.mark.parametrize(
    ("cell", "address", "told"),
    [
        ("", "", False),
        (" a.b@example.com ", "a.b@example.com", False),
        ("A@EXAMPLE.org", "A@EXAMPLE.org", False),
        ("mailto:x@example.com", "x@example.com", True),
        ("x@example.com; y@example.com", "x@example.com", True),
        ("Ana <ana@example.com>", "ana@example.com", True),
        ("người@example.com", "người@example.com", True),
        ("not an address", "", True),
        ("a@b", "", True),
        ("x@@example.com", "", True),
        ("N/A", "", True),
    ],
)
def test_email_cell(cell: str, address: str, *, told: bool) -> None:
    assert read("email", cell) == (address, told)


@pytest.mark.parametrize(
    ("word", "gender"),
    [
        ("Female", "female"), ("nữ", "female"), ("女", "female"), ("Mujer", "female"), ("F", "female"),
        ("MALE", "male"), ("Nam", "male"), ("男", "male"), ("Hombre", "male"), ("M", "male"),
        ("Another term", "another_term"), ("其他", "another_term"), ("Otro", "another_term"), ("Khác", "another_term"),
        ("", "not_stated"), ("Prefer not to say", "not_stated"), ("不願透露", "not_stated"), ("yes", None),
    ],
)  # fmt: skip
def test_gender_word(word: str, gender: str | None) -> None:
    assert find_gender(word) == gender


def test_m_beside_h_is_mujer() -> None:
    reader = reader_for("gender", place(), ["H", "M", ""])

    assert [reader[cell] for cell in ("H", "M", "")] == ["male", "female", "not_stated"]


@pytest.mark.parametrize(
    ("word", "answer"),
    [("Yes", "yes"), ("Sí", "yes"), ("Có", "yes"), ("是", "yes"), ("✓", "yes"), ("No", "no"),
     ("Không", "no"), ("否", "no"),
     ("", "not_stated"), ("perhaps", None)],
)  # fmt: skip
def test_answer_word(word: str, answer: str | None) -> None:
    assert find_answer(word) == answer


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("Approved", "confirmed"), ("Đã duyệt", "confirmed"), ("已確認", "confirmed"), ("Aprobado", "confirmed"),
        ("Pending", "not_confirmed"), ("Chờ duyệt", "not_confirmed"), ("待審核", "not_confirmed"),
        ("Pendiente", "not_confirmed"), ("Cancelled", "withdrawn"), ("Đã huỷ", "withdrawn"), ("已取消", "withdrawn"),
        ("Cancelado", "withdrawn"), ("Waitlisted", "waitlisted"), ("候補", "waitlisted"),
        ("Lista de espera", "waitlisted"),
        ("Registered", "registered"), ("Blocked", "blocked"), ("blue", None),
    ],
)  # fmt: skip
def test_status_word(word: str, status: str | None) -> None:
    assert find_status(word) == status


def test_unknown_status_is_not_let_in_unseen() -> None:
    assert read("status", "blue") == ("not_confirmed", True)


@pytest.mark.parametrize(
    ("cell", "code", "told"),
    [("Viet Nam", "VN", False), ("Taiwan", "TW", False), ("HKC", "HK", False), ("", "", False), ("Atlantis", "", True)],
)
def test_economy_cell(cell: str, code: str, *, told: bool) -> None:
    assert read("economy", cell) == (code, told)


@pytest.mark.parametrize(
    ("cell", "days", "told"),
    [
        ("", (), False),
        ("Both", (), False),
        ("2016-07-22", ("2016-07-22",), False),
        ("Day 1; Day 2", (), False),
        ("第2天", ("2016-07-22",), False),
        ("22/07/2016", ("2016-07-22",), False),
        ("2016-07-22, 2016-07-30", ("2016-07-22",), True),
    ],
)
def test_days_cell(cell: str, days: tuple[str, ...], *, told: bool) -> None:
    assert read("days", cell) == (days, told)


@pytest.mark.parametrize(
    ("cell", "economy", "answer", "told"),
    [
        ("1980-07-22", "VN", "yes", False),
        ("1980-07-21", "VN", "no", False),
        ("69/8/1", "TW", "yes", False),
        ("50/8/1", "VN", "no", False),
        ("85/8/1", "VN", "yes", False),
        ("65/8/1", "VN", "no", False),
        ("69/8/1", "VN", "not_stated", True),
        ("2030-01-01", "VN", "not_stated", True),
        ("yesterday", "VN", "not_stated", True),
        ("", "VN", "not_stated", False),
    ],
)
def test_birth_cell(cell: str, economy: str, answer: str, *, told: bool) -> None:
    assert read("birth_date", cell, economy) == (answer, told)


@pytest.mark.parametrize(
    ("cell", "told"), [("+84 90 000 0001", False), ("84900000001", False), ("8.49E+10", True), ("ext. 5", False)]
)
def test_phone_cell_stays_as_written(cell: str, *, told: bool) -> None:
    assert read("phone", cell) == (cell, told)


@pytest.mark.parametrize("cell", ["Null", "None", "N/A", "True", "-", "0"])
def test_no_word_in_a_name_means_nothing(cell: str) -> None:
    assert read("given_name", cell) == (cell, False)


def test_unknown_role_is_left_out_and_told() -> None:
    assert read("roles", "Speaker; Juggler, moderator") == (("speaker", "moderator"), True)


def test_overlong_cell_is_cut_and_told() -> None:
    value, told = read("organisation", "x" * 5_000)

    assert (len(str(value)), told) == (2_000, True)
