"""Sheet codes: the same for the same sheet, and no slip of the hand makes another sheet's code."""

from hypothesis import given
from hypothesis import strategies as st

from o2o_events.feedback.sheets import Sheet, read_sheet_code, sheet_code

NAMES = st.text(min_size=1, max_size=40)
SHEETS = st.builds(Sheet, NAMES, NAMES, st.none() | NAMES)


def test_code_of_a_sheet_stays_what_it_is() -> None:
    """Sheets that are printed must be found by every later version of the program."""
    assert sheet_code(Sheet("v1", "e1", "s1")) == "NTM-7N9-9H6"


@given(SHEETS)
def test_code_is_read_however_it_is_typed(sheet: Sheet) -> None:
    code = sheet_code(sheet)

    assert read_sheet_code(f" {code.lower().replace('-', ' ')} ") == code
    assert sheet_code(Sheet("other", "other")) != code


@given(SHEETS, st.integers(0, 8), st.sampled_from("34679ACDEFGHJKMNPRTVWXY"))
def test_one_wrong_character_is_no_code(sheet: Sheet, place: int, wrong: str) -> None:
    right = sheet_code(sheet).replace("-", "")
    typed = right[:place] + wrong + right[place + 1 :]

    assert read_sheet_code(typed) == (sheet_code(sheet) if typed == right else None)


@given(SHEETS, st.integers(0, 6))
def test_swapped_neighbours_are_no_code(sheet: Sheet, place: int) -> None:
    right = sheet_code(sheet).replace("-", "")
    typed = right[:place] + right[place + 1] + right[place] + right[place + 2 :]

    assert read_sheet_code(typed) == (sheet_code(sheet) if typed == right else None)


def test_what_a_code_stands_for_makes_it_differ() -> None:
    codes = {
        sheet_code(Sheet(version, event, target))
        for version in ("v1", "v2")
        for event in ("e1", "e2")
        for target in (None, "s1", "s2")
    }

    assert len(codes) == 12


def test_what_is_no_code_is_told_from_one() -> None:
    assert [read_sheet_code(text) for text in ("", "GRN-N6M-4N", "GRN-N6M-4NPP", "O0I-1L2-5SZ", "場次" * 9)] == [
        None
    ] * 5
