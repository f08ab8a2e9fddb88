"""What really happened, derived from marks in whatever order they arrive."""

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programmes import at, programme, session

from o2o_events.agenda.actual import Mark, Run, Step, compare, derive_runs, is_skipped, next_steps


def mark(number: int, subject: str, outcome: str, clock: str, **fields: object) -> Mark:
    """The mark of that number, both in its id and by its clock."""
    made = Mark(f"m{number}", subject, outcome, at(clock), hlc=number, desk="d1", step=f"s{number}")
    return replace(made, **fields)  # type: ignore[arg-type]  # whichever fields the test is about


def times(run: Run) -> tuple[datetime | None, datetime | None]:
    return run.started_at, run.ended_at


@pytest.mark.parametrize(
    ("marks", "started", "ended"),
    [
        ([mark(1, "a", "start", "09:05")], "09:05", None),
        ([mark(1, "a", "start", "09:05"), mark(2, "a", "end", "10:00")], "09:05", "10:00"),
        ([mark(1, "a", "start", "09:05"), mark(2, "a", "start", "09:07")], "09:07", None),
        ([mark(1, "a", "start", "09:05"), mark(2, "a", "end", "10:00"), mark(3, "a", "start", "10:10")], "10:10", None),
        (
            [mark(1, "a", "start", "09:05"), mark(2, "a", "end", "10:00"), mark(3, "a", "start", "9:01")],
            "9:01",
            "10:00",
        ),
        ([mark(1, "a", "end", "10:00")], None, "10:00"),
        ([mark(1, "a", "start", "09:05"), mark(2, "a", "reset", "09:06")], None, None),
        ([mark(1, "a", "start", "09:05"), mark(2, "a", "reset", "09:06", takes_back="m1")], None, None),
        (
            [
                mark(1, "a", "start", "09:05"),
                mark(2, "a", "end", "09:30"),
                mark(3, "a", "reset", "09:31", takes_back="m2"),
            ],
            "09:05",
            None,
        ),
        ([mark(1, "a", "start", "09:05"), mark(2, "a", "applause", "09:30")], "09:05", None),
    ],
)
def test_run_follows_from_its_marks(marks, started, ended) -> None:
    run = derive_runs(marks).get("a", Run())
    assert times(run) == (started and at(started), ended and at(ended))


def test_reset_forgets_what_was_before_it_and_not_what_comes_after() -> None:
    marks = [mark(1, "a", "start", "09:05"), mark(2, "a", "reset", "09:06"), mark(3, "a", "start", "09:20")]
    assert times(derive_runs(marks)["a"]) == (at("09:20"), None)


OUTCOMES = st.tuples(st.sampled_from(["start", "end", "missing", "present", "reset"]), st.sampled_from(["a", "b"]))


@given(st.lists(OUTCOMES, max_size=8), st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(outcomes, random) -> None:
    marks = [mark(n, subject, outcome, f"09:{n:02}") for n, (outcome, subject) in enumerate(outcomes)]
    shuffled = list(marks)
    random.shuffle(shuffled)
    assert derive_runs(shuffled) == derive_runs(marks)


def test_missing_presenters_skip_a_slot_only_when_all_are_missing() -> None:
    talk = session("talk", slots=[20, 20], by=["ana:presenter:1", "minh:presenter:1"])
    slot = talk.slots[0]
    one = derive_runs([mark(1, slot.id, "missing", "09:00", speaker="ana")])
    both = derive_runs([mark(n, slot.id, "missing", "09:00", speaker=who) for n, who in enumerate(["ana", "minh"])])
    back = derive_runs(
        [mark(1, slot.id, "missing", "09:00"), mark(2, slot.id, "missing", "09:00", speaker="ana"),
         mark(3, slot.id, "present", "09:01")]
    )  # fmt: skip
    skipped = [is_skipped(talk, slot, runs) for runs in (one, both, back)]
    assert skipped == [False, True, False]


def test_one_key_goes_through_a_session() -> None:
    talk = session("talk", minutes=60, slots=[30, 30])
    marks: list[Mark] = []
    seen = []
    for n in range(4):
        steps = next_steps(talk, derive_runs(marks))
        seen.append([(step.outcome, step.subject) for step in steps])
        marks += [mark(n * 10 + k, step.subject, step.outcome, f"09:{n}0") for k, step in enumerate(steps)]
    assert seen == [
        [("start", "talk"), ("start", "talk-1")],
        [("end", "talk-1"), ("start", "talk-2")],
        [("end", "talk-2"), ("end", "talk")],
        [],
    ]


def test_one_key_leaves_time_for_questions_after_the_last_slot() -> None:
    talk = session("talk", minutes=60, slots=[40])
    running = derive_runs([mark(1, "talk", "start", "09:00"), mark(2, "talk-1", "start", "09:00")])
    questions = derive_runs(
        [mark(1, "talk", "start", "09:00"), mark(2, "talk-1", "start", "09:00"), mark(3, "talk-1", "end", "09:40")]
    )
    assert next_steps(talk, running) == [Step("end", "talk-1")]
    assert next_steps(talk, questions) == [Step("end", "talk")]


def test_one_key_passes_over_a_slot_whose_presenter_is_missing() -> None:
    talk = session("talk", minutes=60, slots=[20, 20, 20])
    marks = [
        mark(1, "talk", "start", "09:00"),
        mark(2, "talk-1", "start", "09:00"),
        mark(3, "talk-2", "missing", "09:01"),
    ]
    assert next_steps(talk, derive_runs(marks)) == [Step("end", "talk-1"), Step("start", "talk-3")]


def test_one_key_starts_and_ends_a_session_without_slots() -> None:
    talk = session("talk")
    assert next_steps(talk, {}) == [Step("start", "talk")]
    assert next_steps(talk, derive_runs([mark(1, "talk", "start", "09:00")])) == [Step("end", "talk")]


def test_comparison_shows_released_planned_and_real_side_by_side() -> None:
    released = programme(session("a", "09:00", slots=[30]), session("b", "10:00"), session("gone", "11:00"))
    planned = programme(
        session("a", "09:00", slots=[30]), session("b", "10:15"), session("new", "12:00"),
        session("off", "13:00", state="cancelled"),
    )  # fmt: skip
    runs = derive_runs(
        [mark(1, "a", "start", "09:10"), mark(2, "a-1", "start", "09:12"), mark(3, "a", "end", "10:20"),
         mark(4, "b", "start", "10:20")]
    )  # fmt: skip

    rows = compare(released, planned, runs)

    assert [(r.session, r.slot, r.change, r.minutes_late, r.minutes_over) for r in rows] == [
        ("a", None, "", 10, 20),
        ("a", "a-1", "", 12, None),
        ("b", None, "moved", 20, None),
        ("gone", None, "withdrawn", None, None),
        ("new", None, "added", None, None),
        ("off", None, "cancelled", None, None),
    ]
    assert (rows[2].released_start, rows[2].planned_start) == (at("10:00"), at("10:15"))


def test_comparison_without_a_release_takes_the_plan() -> None:
    rows = compare(None, programme(session("a", "09:00")), derive_runs([mark(1, "a", "start", "08:58")]))
    assert [(r.change, r.minutes_late) for r in rows] == [("", -2)]
