"""The code on a certificate: what was signed comes back, and nothing else is believed."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from o2o_events.badges.certificate_code import (
    LENGTH,
    CertificateClaim,
    has_shape,
    sign_claim,
    spelled,
    verify_claim,
)

SECRET = bytes(range(32))
CLAIM = CertificateClaim(7, 2, "01a20cc2-213e-7c8f-9bdc-9f3da0a609f8", 1, 2, 5, 6, date(2016, 7, 15))


@given(
    st.builds(
        CertificateClaim,
        st.integers(0, 999),
        st.integers(0, 999),
        st.uuids().map(str),
        st.integers(0, 99),
        st.integers(0, 99),
        st.integers(0, 999),
        st.integers(0, 999),
        st.dates(date(2000, 1, 1), date(2200, 1, 1)),
    )
)
def test_what_was_signed_comes_back_however_it_is_typed(claim: CertificateClaim) -> None:
    code = sign_claim(claim, SECRET)
    keys = {claim.key_number: SECRET}

    assert len(code) == LENGTH
    assert {verify_claim(text, keys) for text in (code, spelled(code).lower(), f" {spelled(code)}\r\n")} == {claim}


def test_zeros_in_the_beginning_and_full_width_letters_are_read_as_meant() -> None:
    code = sign_claim(CLAIM, SECRET)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)

    assert {verify_claim(text, {7: SECRET}) for text in ("020C" + code[4:], "o2 0c " + code[4:], wide)} == {CLAIM}


def test_one_other_character_is_enough_to_be_refused() -> None:
    code = sign_claim(CLAIM, SECRET)
    others = [code[:place] + ("2" if code[place] != "2" else "3") + code[place + 1 :] for place in range(4, LENGTH)]

    assert [verify_claim(other, {7: SECRET}) for other in others] == [None] * len(others)


@pytest.mark.parametrize("keys", [{}, {7: bytes(32)}, {8: SECRET}])
def test_another_projects_key_is_refused(keys: dict[int, bytes]) -> None:
    assert verify_claim(sign_claim(CLAIM, SECRET), keys) is None


@pytest.mark.parametrize("text", ["", "O2OC", "x" * LENGTH, "O2OC" + "O" * 57, "O2OC" + "Z" * 57, "9" * 58])
def test_anything_else_is_no_claim(text: str) -> None:
    assert verify_claim(text, {7: SECRET}) is None


def test_a_code_is_told_from_other_texts_by_its_shape() -> None:
    assert [has_shape(text) for text in (sign_claim(CLAIM, bytes(32)), "1" * 58, "Ana")] == [True, False, False]


@pytest.mark.parametrize("wrong", [{"days": 100}, {"sessions": 1000}, {"key_number": 1000}, {"days": -1}])
def test_a_figure_that_does_not_fit_is_not_signed(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"^-?\d+$"):
        sign_claim(replace(CLAIM, **wrong), SECRET)  # type: ignore[arg-type]  # any field's


def test_the_code_says_the_registration_only_as_a_number() -> None:
    assert UUID(CLAIM.registration).hex not in sign_claim(CLAIM, SECRET).lower()
