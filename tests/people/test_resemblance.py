"""Who certainly is one person: cases, and that neither order nor the way it came to be matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from o2o_events.people.matching import Likeness
from o2o_events.people.resemblance import Crowd, Somebody, are_certainly_one, certain_groups

NOBODY: frozenset[tuple[str, str]] = frozenset()


def somebody(id_: str, name: str, email: str = "a@example.org", **more: str) -> Somebody:
    given, _space, family = name.partition(" ")
    kept = {key: value for key, value in more.items() if key in ("organisation", "own_script", "phone")}
    likeness = Likeness.of(given=given, family=family, printed=name, email=email, **kept)
    return Somebody(id_, likeness, name, email, more.get("gender", "not_stated"), more.get("economy"))


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        (somebody("1", "Ana Díaz"), somebody("2", "DIAZ Ana"), True),
        (somebody("1", "Ana Díaz", "A@Example.org"), somebody("2", "Ana Díaz", "a@example.org"), True),
        (somebody("1", "Nguyễn Văn An"), somebody("2", "Văn An"), True),
        (somebody("1", "Yi Chun Chen"), somebody("2", "Yichun Chen"), True),
        (somebody("1", "Ana Díaz"), somebody("2", "Luis Vega"), False),
        (somebody("1", "Ana Díaz"), somebody("2", "Ana Díaz", "b@example.org"), False),
        (somebody("1", "Ana Díaz", "", organisation="X"), somebody("2", "Ana Díaz", "", organisation="X"), False),
        (somebody("1", "Ana Díaz", gender="female"), somebody("2", "Ana Díaz", gender="male"), False),
        (somebody("1", "Ana Díaz", gender="female"), somebody("2", "Ana Díaz"), True),
        (somebody("1", "Ana Díaz", economy="PE"), somebody("2", "Ana Díaz", economy="CL"), False),
        (somebody("1", "Ana Díaz", phone="+51 999 111 222"), somebody("2", "Ana Díaz", phone="+51 999 333 444"), True),
    ],
)
def test_certain_is_one_mailbox_a_compatible_name_and_no_contradiction(
    one: Somebody, other: Somebody, is_one: bool
) -> None:
    assert (are_certainly_one(one, other), are_certainly_one(other, one)) == (is_one, is_one)


def ids(groups: list[tuple[Somebody, ...]]) -> list[tuple[str, ...]]:
    return [tuple(person.id for person in group) for group in groups]


def test_a_name_that_is_like_two_others_makes_nobody_one() -> None:
    family = [somebody("1", "Nguyễn"), somebody("2", "Nguyễn Văn An"), somebody("3", "Nguyễn Thị Hoa")]

    assert certain_groups(family, NOBODY) == []
    assert ids(certain_groups([*family, somebody("4", "An Nguyễn Văn")], NOBODY)) == [("2", "4")]


def test_three_records_of_one_person_are_one() -> None:
    assert ids(certain_groups([somebody(n, "Ana Díaz") for n in "321"], NOBODY)) == [("1", "2", "3")]


def test_two_whom_somebody_kept_apart_are_two_and_a_third_like_both_is_in_doubt() -> None:
    both = [somebody("1", "Ana Díaz"), somebody("2", "Ana Díaz")]

    assert certain_groups(both, frozenset({("1", "2")})) == []
    assert certain_groups([*both, somebody("3", "Ana Díaz")], frozenset({("1", "2")})) == []


@st.composite
def people(draw: st.DrawFn) -> list[Somebody]:
    """A few people of few names and mailboxes, so that many are alike."""
    names = st.sampled_from(["Nguyen", "Nguyen Van An", "Nguyen Thi Hoa", "Ana Diaz", "Diaz Ana", "Ana"])
    mails = st.sampled_from(["a@example.org", "A@example.org", "b@example.org", ""])
    genders = st.sampled_from(["not_stated", "female", "male"])
    organisations = st.sampled_from(["", "X"])
    made = draw(st.lists(st.tuples(names, mails, genders, organisations), max_size=9))
    return [
        somebody(str(n), name, mail, gender=gender, organisation=organisation)
        for n, (name, mail, gender, organisation) in enumerate(made)
    ]


@given(people(), st.data())
def test_the_order_in_which_people_came_does_not_matter(made: list[Somebody], data: st.DataObject) -> None:
    apart = frozenset(data.draw(st.lists(st.sampled_from([("0", "1"), ("1", "2"), ("0", "3")]))))
    other_order = data.draw(st.permutations(made))

    assert certain_groups(made, apart) == certain_groups(other_order, apart)
    crowds = Crowd(), Crowd()
    for crowd, order in zip(crowds, (made, other_order), strict=True):
        for person in order:
            crowd.put(person)
    assert crowds[0].groups(apart) == crowds[1].groups(apart)
    assert crowds[0].pairs() == crowds[1].pairs()


@given(people(), people())
def test_a_crowd_that_was_brought_up_is_as_one_that_was_read_anew(
    before: list[Somebody], after: list[Somebody]
) -> None:
    grown, fresh = Crowd(), Crowd()
    for person in before:
        grown.put(person)

    for person in before[len(after) :]:
        grown.remove(person.id)
    for person in after:
        grown.put(person)
        fresh.put(person)

    assert grown == fresh


@given(people())
def test_whoever_is_one_is_one_with_each_of_the_group_and_in_no_other(made: list[Somebody]) -> None:
    groups = certain_groups(made, NOBODY)

    members = [person.id for group in groups for person in group]
    assert len(members) == len(set(members))
    assert all(are_certainly_one(one, other) for group in groups for one in group for other in group if one != other)
