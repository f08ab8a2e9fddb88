"""Two versions of a record made one: a table of cases, and the laws that let order not matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from o2o_events.db.stamps import CREATED, REMEMBERED, history, made, written
from o2o_events.replication.merging import Disagreement, Version, merge, normal


def stamp(moment: int, desk: str = "a") -> str:
    return f"{moment:016x}.{desk}"


BASE = made(stamp(1))


def version(name: str, stamps: dict[str, list[str]], **more: str | int | None) -> Version:
    return Version({"name": name, "phone": more.get("phone", ""), "deleted": more.get("deleted", 0)}, stamps)


def by(desk: str, moment: int, over: dict[str, list[str]] = BASE, field: str = "name") -> dict[str, list[str]]:
    return written(over, [field], stamp(moment, desk))


def test_the_same_version_stays() -> None:
    merged = merge(version("Ana", BASE), version("Ana", BASE))

    assert (merged.version, merged.disagreements) == (version("Ana", BASE), ())


def test_a_correction_of_what_the_other_side_has_wins_without_a_question() -> None:
    merged = merge(version("Ana", BASE), version("Anna", by("b", 2)))

    assert (merged.version.fields["name"], merged.disagreements) == ("Anna", ())


def test_fields_written_side_by_side_both_stay() -> None:
    mine = version("Anna", by("a", 5))
    theirs = version("Ana", by("b", 4, field="phone"), phone="123")

    merged = merge(mine, theirs)

    assert (merged.version.fields, merged.disagreements) == ({"name": "Anna", "phone": "123", "deleted": 0}, ())


def test_the_same_field_written_side_by_side_is_a_disagreement_and_the_later_stands() -> None:
    mine, theirs = version("Anna", by("a", 5)), version("Hanna", by("b", 4))

    assert merge(mine, theirs).disagreements == (Disagreement("name", "Anna", stamp(5), "Hanna", stamp(4, "b")),)
    assert merge(theirs, mine) == merge(mine, theirs)
    assert merge(mine, theirs).version.fields["name"] == "Anna"


def test_the_same_change_on_both_sides_is_no_disagreement() -> None:
    merged = merge(version("Anna", by("a", 5)), version("Anna", by("b", 4)))

    assert (merged.version.fields["name"], merged.disagreements) == ("Anna", ())


def test_writing_over_both_sides_settles() -> None:
    met = merge(version("Anna", by("a", 5)), version("Hanna", by("b", 4))).version
    settled = version("Ana", by("a", 9, over=dict(met.stamps)))

    for side in (version("Anna", by("a", 5)), version("Hanna", by("b", 4)), met):
        assert merge(side, settled).disagreements == ()
        assert merge(side, settled).version.fields["name"] == "Ana"


def test_a_deletion_is_a_field_like_any_other() -> None:
    merged = merge(version("Ana", by("a", 5, field="deleted"), deleted=1), version("Anna", by("b", 7)))

    assert merged.version.fields == {"name": "Anna", "phone": "", "deleted": 1}
    assert merged.disagreements == ()


def test_a_record_made_at_two_places_with_the_same_content_is_one_without_a_question() -> None:
    merged = merge(version("Delegate", made(stamp(1, "a"))), version("Delegate", made(stamp(2, "b"))))

    assert merged.disagreements == ()
    assert history(merged.version.stamps, "name") == [stamp(2, "b"), stamp(1, "a")]


def test_many_writes_over_each_other_are_still_known_when_few_are_remembered() -> None:
    long = BASE
    for moment in range(2, 2 + REMEMBERED - 2):
        long = by("a", moment, over=long)

    assert merge(version("Ana", BASE), version("Anna", long)).disagreements == ()


stamps_of_a_few = st.lists(
    st.builds(stamp, st.integers(1, 30), st.sampled_from("abc")), min_size=1, max_size=6, unique=True
)


@st.composite
def versions(draw: st.DrawFn) -> Version:
    """Any version: its value is what was written under its newest stamp."""
    histories = {CREATED: draw(stamps_of_a_few)}
    for field in draw(st.sets(st.sampled_from(["name", "phone", "deleted"]))):
        histories[field] = draw(stamps_of_a_few)
    clean = normal(histories)
    fields = {field: f"by {history(clean, field)[0]}" for field in ("name", "phone", "deleted")}
    return Version(fields, clean)


@given(versions(), versions())
def test_merging_is_commutative(a: Version, b: Version) -> None:
    assert merge(a, b) == merge(b, a)


@given(versions(), versions(), versions())
def test_merging_is_associative(a: Version, b: Version, c: Version) -> None:
    assert merge(merge(a, b).version, c).version == merge(a, merge(b, c).version).version


@given(versions(), versions())
def test_merging_again_changes_nothing(a: Version, b: Version) -> None:
    once = merge(a, b).version

    assert merge(a, a).version == a
    assert merge(once, b).version == once
    assert merge(once, once).disagreements == ()


@pytest.mark.parametrize("amount", [REMEMBERED, REMEMBERED + 1, 3 * REMEMBERED])
def test_union_remembers_a_bounded_number_of_writes(amount: int) -> None:
    mine = {CREATED: [stamp(n, "a") for n in range(amount, 0, -1)]}
    theirs = {CREATED: [stamp(n, "b") for n in range(amount, 0, -1)]}

    merged = merge(version("x", mine), version("y", theirs)).version

    assert len(merged.stamps[CREATED]) == REMEMBERED
