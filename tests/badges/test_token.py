"""The token: 58 digits that only the project's keys make, and the short code beside them."""

import secrets
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from o2o_events.badges.token import (
    CODE_LENGTH,
    LENGTH,
    Token,
    key_number,
    new_badge_id,
    read_short_code,
    short_code,
    sign,
    verify,
)

SECRET = bytes(range(32))
BADGE = "0123456789abcdef0123"
LOOK_ALIKES = set("0O1IL25SZ8BUQ")


def genuine(badge: str = BADGE) -> str:
    return sign(Token(7, 1, 3, badge), SECRET)


def test_token_is_58_digits_with_key_event_and_category_in_front() -> None:
    digits = genuine()

    assert (len(digits), digits.isdecimal(), digits[:8]) == (LENGTH, True, "00700103")
    assert LENGTH == 58


@given(
    st.integers(0, 999),
    st.integers(0, 999),
    st.integers(0, 99),
    st.integers(0, 2**80 - 1),
    st.binary(min_size=32, max_size=32),
)
def test_what_is_signed_is_read_back(key: int, event: int, category: int, badge: int, secret: bytes) -> None:
    token = Token(key, event, category, f"{badge:020x}")

    digits = sign(token, secret)

    assert len(digits) == LENGTH
    assert verify(digits, {key: secret}) == token


def test_every_single_changed_digit_is_refused() -> None:
    digits = genuine()
    everything = dict.fromkeys(range(1000), SECRET)
    changed = [
        digits[:place] + other + digits[place + 1 :]
        for place in range(LENGTH)
        for other in "0123456789"
        if other != digits[place]
    ]

    assert len(changed) == 58 * 9
    assert [one for one in changed if verify(one, everything) is not None] == []


def test_two_swapped_neighbours_are_refused() -> None:
    digits = genuine()
    swapped = {digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in range(LENGTH - 1)} - {digits}

    assert [one for one in swapped if verify(one, dict.fromkeys(range(1000), SECRET))] == []


def test_a_number_too_large_for_a_badge_id_is_refused() -> None:
    signed = "00700103" + "9" * 25
    forged = signed + genuine()[33:]

    assert verify(forged, {7: SECRET}) is None


def test_token_of_a_key_that_is_not_here_is_refused() -> None:
    assert verify(genuine(), {}) is None
    assert verify(genuine(), {8: SECRET}) is None
    assert verify(genuine(), {7: bytes(32)}) is None
    assert key_number(genuine()) == 7


def test_short_code_has_eight_characters_without_look_alikes() -> None:
    codes = [short_code(new_badge_id()) for _nth in range(300)]

    assert {(len(code.replace("-", "")), code.index("-")) for code in codes} == {(CODE_LENGTH, CODE_LENGTH // 2)}
    assert set("".join(codes)) & LOOK_ALIKES == set()
    assert len(set(codes)) == len(codes)


def test_new_badge_ids_are_80_bits_and_their_codes_have_a_digit() -> None:
    badges = [new_badge_id() for _nth in range(300)]

    assert {len(badge) for badge in badges} == {20}
    assert max(int(badge, 16) for badge in badges).bit_length() in range(76, 81)
    assert [badge for badge in badges if not any(c.isdigit() for c in short_code(badge))] == []


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}{2}", "{1} {2}", "{1}–{2}", "{1} - {2}"])
def test_short_code_is_read_however_it_is_typed(typed: str) -> None:
    code = short_code(BADGE)
    text = typed.format(code, *code.split("-"))

    assert read_short_code(text) == code
    assert read_short_code(text.lower()) == code


@pytest.mark.parametrize(
    "typed", ["", "Nguyễn", "ADRAMATT", "4ADRAMATT", "4ADRAMA", "4ADRAMAO", "4ADRAMA0", "４ADRAMAT"]
)
def test_what_cannot_be_a_short_code_is_none(typed: str) -> None:
    assert read_short_code(typed) is None


def test_check_character_keeps_a_single_mistake_from_being_another_badge() -> None:
    """A wrong character, or two swapped ones, gives a code that no badge can have."""
    alphabet = "34679ACDEFGHJKMNPRTVWXY"

    def is_consistent(code: str) -> bool:
        place = {c: i for i, c in enumerate(alphabet)}
        badge = 0
        for character in reversed(code[:7]):
            badge = badge * len(alphabet) + place[character]
        return short_code(f"{badge:020x}").replace("-", "") == code

    for _nth in range(50):
        code = short_code(secrets.token_hex(10)).replace("-", "")
        wrong = {code[:i] + c + code[i + 1 :] for i in range(8) for c in alphabet} - {code}
        wrong |= {code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(7)} - {code}
        assert Counter(map(is_consistent, wrong)) == {False: len(wrong)}
        assert is_consistent(code)
