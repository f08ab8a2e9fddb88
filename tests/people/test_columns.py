"""What columns are, by their headings."""

import pytest

from o2o_events.errors import UserError
from o2o_events.people.columns import FIELDS, find_field, find_header_row, map_by_hand, propose

ENGLISH = ["Registration ID", "Status", "Given name", "Family name", "Organization", "Economy", "Category", "E-mail"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("  registration id ", "source_ref"),
        ("FAMILY NAME", "family_name"),
        ("Sex", "gender"),
        ("DOB", "birth_date"),
        ("Họ", "family_name"),
        ("Tên đệm và tên", "given_name"),
        ("Thư điện tử\nE-mail", "email"),
        ("Cơ quan / Organisation", "organisation"),
        ("名牌姓名", "printed_name"),
        ("手機 (Mobile)", "phone"),
        ("Correo electrónico *", "email"),
        ("3. Apellidos", "family_name"),
        ("Date of birth (dd/mm/yyyy)", "birth_date"),
        ("What is your e-mail address?", "email"),
        ("Ｅｍａｉｌ", "email"),
        ("STT", ""),
        ("#", ""),
        ("Favourite colour", None),
        ("", None),
    ],
)
def test_heading_names_its_field(heading: str, field: str | None) -> None:
    assert find_field(heading) == field


def test_repeated_heading_is_read_once() -> None:
    assert [column.field for column in propose(["Name", "E-mail", "", "Email"])] == ["full_name", "email", None, None]


@pytest.mark.parametrize(
    ("headings", "fields"),
    [
        (["Name", "Surname"], ["given_name", "family_name"]),
        (["Nombre"], ["full_name"]),
        (["Nombre", "Apellido paterno", "Apellido materno"], ["given_name", "family_name", "second_family_name"]),
        (["Name", "Role"], ["full_name", "category"]),
        (["Name", "Role", "Category"], ["full_name", "roles", "category"]),
    ],
)
def test_headings_are_understood_beside_each_other(headings: list[str], fields: list[str]) -> None:
    assert [column.field for column in propose(headings)] == fields


@pytest.mark.parametrize("name", ["Nickname", "nickname", "B", "2"])
def test_column_is_mapped_by_hand(name: str) -> None:
    columns = map_by_hand(propose(["E-mail", "Nickname"]), [(name, "printed_name")])

    assert [column.field for column in columns] == ["email", "printed_name"]


def test_column_mapped_by_hand_takes_the_field_from_another() -> None:
    columns = map_by_hand(propose(["E-mail", "Work mail"]), [("Work mail", "email")])

    assert [column.field for column in columns] == [None, "email"]


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (("Nome", "email"), "There is no column “Nome”. The columns are: E-mail."),
        (("E-mail", "shoe size"), f"There is no field “shoe size”. The fields are: {', '.join(FIELDS)}."),
    ],
)
def test_impossible_mapping_is_told(wish: tuple[str, str], message: str) -> None:
    with pytest.raises(UserError) as raised:
        map_by_hand(propose(["E-mail"]), [wish])

    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        ([ENGLISH], 0),
        ([["Delegate list 2027"], [], ["", "", ""], ENGLISH, ["1", "Approved", "Ana"]], 3),
        ([["", "Name", ""], ENGLISH], 1),
        ([["Name"], ["Ana"]], 0),
        ([["a", "b"], ["c", "d"]], None),
        ([], None),
    ],
)
def test_header_row_is_found(rows: list[list[str]], index: int | None) -> None:
    assert find_header_row(rows) == index


def test_header_row_is_found_by_what_is_mapped() -> None:
    assert find_header_row([["x"], ["Rufname", "Firma"]], [("Rufname", "full_name"), ("Firma", "organisation")]) == 1
