"""Whether two descriptions are of the same person; never merged on a doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from o2o_events.people.matching import Kind, Likeness, Register, compare


def like(**fields: str) -> Likeness:
    return Likeness.of(**{"given": "Ana", "family": "Díaz", **fields})


MAIL, ORG, PHONE = {"email": "a@example.com"}, {"organisation": "Kinh Bắc"}, {"phone": "+84 90 000 0001"}
OTHER_MAIL, OTHER_PHONE = {"email": "b@example.com"}, {"phone": "+84 91 111 1111"}


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (like(**MAIL), like(email="A@EXAMPLE.com"), Kind.SAME),
        (like(**MAIL), like(**MAIL, given="DIAZ", family="ana"), Kind.SAME),
        (like(**MAIL), like(**MAIL, given="Ana María", family="Díaz Flores"), Kind.SAME),
        (like(**MAIL, given="Yi-Chun", family="Lin"), like(**MAIL, given="Yichun", family="Lin"), Kind.SAME),
        (like(**MAIL, own_script="林怡君"), like(**MAIL, given="Joy", family="Lin", own_script="林怡君"), Kind.SAME),
        (like(**MAIL), like(**MAIL, given="Luis", family="Vega"), Kind.SHARED_EMAIL),
        (like(**MAIL, ref="7"), like(**MAIL, given="Luis", family="Vega", ref="7"), Kind.SAME),
        (like(**ORG), like(**ORG), Kind.SAME),
        (like(**ORG), like(organisation="KINH BAC"), Kind.SAME),
        (like(**ORG, **MAIL), like(**ORG), Kind.SAME),
        (like(**ORG, **PHONE), like(**ORG), Kind.SAME),
        (like(**ORG, **PHONE, **MAIL), like(**ORG, **PHONE, **OTHER_MAIL), Kind.SAME_OTHER_EMAIL),
        (like(**ORG, **PHONE, **MAIL), like(**ORG, phone="090 000 0001", **OTHER_MAIL), Kind.SAME_OTHER_EMAIL),
        (like(**ORG, **MAIL), like(**ORG, **OTHER_MAIL), Kind.OTHER_CONTACTS),
        (like(**ORG, **MAIL, **PHONE), like(**ORG, **OTHER_MAIL, **OTHER_PHONE), Kind.OTHER_CONTACTS),
        (like(**ORG, **PHONE), like(**ORG, **OTHER_PHONE), Kind.OTHER_CONTACTS),
        (like(**ORG), like(organisation="Another"), Kind.DIFFERENT),
        (like(**ORG), like(**ORG, given="Luis"), Kind.DIFFERENT),
        (like(), like(), Kind.SAME),
        (like(ref="1"), like(ref="2"), Kind.OTHER_CONTACTS),
        (like(**MAIL), like(), Kind.DIFFERENT),
    ],
)
def test_two_descriptions_compare(one: Likeness, other: Likeness, kind: Kind) -> None:
    assert (compare(one, other), compare(other, one)) == (kind, kind)


_texts = st.sampled_from(["", "Ana", "Luis", "Ánh"])
_people = st.builds(
    like,
    given=_texts,
    family=_texts,
    organisation=st.sampled_from(["", "A", "B"]),
    email=st.sampled_from(["", "a@x.vn", "b@x.vn"]),
    phone=st.sampled_from(["", "+84900000001", "+84911111111"]),
)


@given(_people, _people)
def test_other_email_and_other_telephone_are_never_one_person(one: Likeness, other: Likeness) -> None:
    if (
        one.email
        and other.email
        and one.phone
        and other.phone
        and one.email != other.email
        and one.phone != other.phone
    ):
        assert not compare(one, other).is_same


@given(_people, _people)
def test_comparing_does_not_mind_which_comes_first(one: Likeness, other: Likeness) -> None:
    assert compare(one, other) == compare(other, one)


def test_register_finds_the_closest_of_several() -> None:
    register = Register()
    register.add(like(**ORG))
    second = register.add(like(**ORG, **MAIL))

    match = register.find(like(**ORG, **MAIL))

    assert match is not None
    assert (match.number, match.kind) == (second, Kind.SAME)


def test_register_is_in_doubt_between_two_equally_close() -> None:
    register = Register()
    register.add(like(**ORG, **MAIL))
    register.add(like(**ORG, **OTHER_MAIL, **OTHER_PHONE))

    match = register.find(like(**ORG))

    assert match is not None
    assert match.kind.is_doubt
