"""The decision as a table of cases: one line a case, facts in, verdict out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from o2o_events.checkin.rules import NEVER_FORCED, Case, Gate, Holder, Passage, Verdict, decide

VENUE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY1, DAY2 = date(2016, 3, 17), date(2016, 3, 18)


def at(clock: str, day: date = DAY1) -> datetime:
    """A moment by the venue's clock."""
    return datetime.combine(day, datetime.strptime(clock, "%H:%M").time(), VENUE).astimezone(UTC)


GATE = Gate(event="VN", event_days=(DAY1, DAY2), policy="daily")
HOLDER = Holder(event="VN", category="delegate")


def came(clock: str, day: date = DAY1, desk: str = "A") -> Passage:
    return Passage(at(clock, day), True, desk)


def left(clock: str, day: date = DAY1, desk: str = "A") -> Passage:
    return Passage(at(clock, day), False, desk)


def answer(
    *passages: Passage,
    when: datetime | None = None,
    policy: str = "daily",
    out: bool = False,
    problem: Verdict | None = None,
    inside: int = 0,
    holder: dict[str, object] | None = None,
    **gate: object,
) -> Verdict:
    case = Case(
        gate=replace(GATE, policy=policy, **gate),  # type: ignore[arg-type]  # a table's cells
        at=when or at("10:00"),
        day_of=lambda moment: moment.astimezone(VENUE).date(),
        is_entry=not out,
        problem=problem,
        holder=replace(HOLDER, **(holder or {})),  # type: ignore[arg-type]  # a table's cells
        passages=passages,
        inside=lambda: inside,
    )
    return decide(case).verdict


A, D, X, L, F = Verdict.ADMITTED, Verdict.DUPLICATE, Verdict.EXITED, Verdict.LIMIT, Verdict.FULL
BEFORE, AFTER = at("08:00"), at("12:00")
WITHDRAWN = {"status": "withdrawn"}

CASES = [
    # reading and state
    ("nobody here yet", answer(), A),
    *[(f"reading said {v}", answer(problem=v), v) for v in sorted(NEVER_FORCED)],
    ("registered", answer(holder={"status": "registered"}), A),
    ("withdrawn", answer(holder=WITHDRAWN), Verdict.WITHDRAWN),
    ("not confirmed", answer(holder={"status": "not_confirmed"}), Verdict.NOT_CONFIRMED),
    ("waitlisted", answer(holder={"status": "waitlisted"}), Verdict.NOT_CONFIRMED),
    ("blocked", answer(holder={"status": "blocked"}), Verdict.BLOCKED),
    ("revoked", answer(holder={"is_revoked": True}), Verdict.REVOKED),
    ("other event", answer(holder={"event": "PE"}), Verdict.OTHER_EVENT),
    ("event not on this desk", answer(holder={"event": None}), Verdict.OTHER_EVENT),
    # day, category, window
    ("second day", answer(when=at("10:00", DAY2)), A),
    ("day before the event", answer(when=at("10:00", date(2016, 3, 16))), Verdict.WRONG_DAY),
    ("registered for the other day", answer(holder={"days": (DAY2,)}), Verdict.WRONG_DAY),
    ("registered for this day", answer(holder={"days": (DAY1,)}), A),
    ("a minute before the venue's midnight", answer(when=at("23:59", DAY2)), A),
    ("the venue's midnight after the last day", answer(when=at("00:00", date(2016, 3, 19))), Verdict.WRONG_DAY),
    ("wrong category", answer(categories=frozenset({"media"})), Verdict.WRONG_CATEGORY),
    ("right category", answer(categories=frozenset({"media", "delegate"})), A),
    ("before the checkpoint opens", answer(opens_at=AFTER), Verdict.TOO_EARLY),
    ("as the checkpoint opens", answer(opens_at=at("10:00")), A),
    ("as the checkpoint closes", answer(closes_at=at("10:00")), Verdict.TOO_LATE),
    ("after the checkpoint closed", answer(closes_at=BEFORE), Verdict.TOO_LATE),
    ("before the registration is valid", answer(holder={"valid_from": AFTER}), Verdict.TOO_EARLY),
    ("after the registration was valid", answer(holder={"valid_until": BEFORE}), Verdict.TOO_LATE),
    # policies
    ("daily, in", answer(came("09:00")), D),
    ("daily, left", answer(came("09:00"), left("09:30")), A),
    ("daily, left, no re-entry", answer(came("09:00"), left("09:30"), allows_reentry=False), D),
    ("daily, next day", answer(came("09:00"), when=at("09:00", DAY2)), A),
    ("daily, next day, no re-entry", answer(came("09:00"), when=at("09:00", DAY2), allows_reentry=False), A),
    ("daily, after midnight", answer(came("23:50"), when=at("00:05", DAY2)), A),
    ("once, in", answer(came("09:00"), policy="once"), D),
    ("once, left", answer(came("09:00"), left("09:30"), policy="once"), D),
    ("once, next day", answer(came("09:00"), policy="once", when=at("09:00", DAY2)), D),
    ("in-out, in", answer(came("09:00"), policy="in-out"), D),
    ("in-out, left", answer(came("09:00"), left("09:30"), policy="in-out"), A),
    ("in-out, left, no re-entry", answer(came("09:00"), left("09:30"), policy="in-out", allows_reentry=False), D),
    ("in-out, in since yesterday", answer(came("09:00"), policy="in-out", when=at("09:00", DAY2)), D),
    ("every, in", answer(came("09:00"), came("09:01"), policy="every"), A),
    # event time
    ("late entry before an entry", answer(came("11:00")), A),
    ("late entry between exit and entry", answer(came("09:00"), left("09:30"), came("11:00")), A),
    ("late entry while in", answer(came("09:00"), left("10:30")), D),
    ("facts in another order", answer(left("09:30"), came("09:00")), A),
    ("entry at the same moment", answer(came("10:00")), D),
    ("exit at the same moment as the entry asked for", answer(came("09:00"), left("10:00")), D),
    ("entry and exit at the same moment", answer(came("09:00"), left("09:00")), D),
    # limits and capacity
    ("entries used up", answer(came("09:00"), left("09:30"), policy="in-out", max_entries=1), L),
    ("entries left", answer(came("09:00"), left("09:30"), policy="in-out", max_entries=2), A),
    ("a later entry counts too", answer(came("11:00"), policy="every", max_entries=1), L),
    ("too soon", answer(came("09:55"), policy="every", minutes_between=10), L),
    ("exactly the minutes between", answer(came("09:50"), policy="every", minutes_between=10), A),
    ("too close to a later entry", answer(came("10:05"), policy="every", minutes_between=10), L),
    ("full", answer(policy="in-out", capacity=2, inside=2), F),
    ("one place left", answer(policy="in-out", capacity=2, inside=1), A),
    # exits
    ("exit", answer(came("09:00"), out=True), X),
    ("exit without an entry", answer(out=True), X),
    ("exit of a revoked badge", answer(out=True, holder={"is_revoked": True}), X),
    ("exit of a withdrawn", answer(out=True, holder=WITHDRAWN), X),
    ("exit of a blocked", answer(out=True, holder={"status": "blocked"}), X),
    ("exit after closing", answer(out=True, closes_at=BEFORE), X),
    ("exit of the wrong category", answer(out=True, categories=frozenset({"media"})), X),
    ("exit after the last day", answer(out=True, when=at("00:10", date(2016, 3, 19))), X),
    ("exit of another event's badge", answer(out=True, holder={"event": "PE"}), Verdict.OTHER_EVENT),
    ("exit of a forged badge", answer(out=True, problem=Verdict.FORGED), Verdict.FORGED),
]


@pytest.mark.parametrize(("_case", "verdict", "expected"), CASES, ids=[case[0] for case in CASES])
def test_decide_answers(_case: str, verdict: Verdict, expected: Verdict) -> None:
    assert verdict == expected


EVERYTHING_WRONG = {
    "holder": {
        "is_revoked": True,
        "event": "PE",
        "status": "blocked",
        "days": (DAY2,),
        "category": "media",
        "valid_until": BEFORE,
    },
    "categories": frozenset({"delegate"}),
    "max_entries": 1,
    "capacity": 0,
    "policy": "daily",
}
RIGHTED_IN_ORDER = [
    ({}, Verdict.REVOKED),
    ({"is_revoked": False}, Verdict.OTHER_EVENT),
    ({"event": "VN"}, Verdict.BLOCKED),
    ({"status": "confirmed"}, Verdict.WRONG_DAY),
    ({"days": None}, Verdict.WRONG_CATEGORY),
    ({"category": "delegate"}, Verdict.TOO_LATE),
    ({"valid_until": None}, Verdict.DUPLICATE),
]


def test_decide_checks_the_rules_in_their_order() -> None:
    holder = dict(EVERYTHING_WRONG["holder"])  # type: ignore[call-overload]  # a table's cell
    verdicts = []
    for right, _expected in RIGHTED_IN_ORDER:
        holder |= right
        verdicts.append(answer(came("09:00"), **EVERYTHING_WRONG | {"holder": holder}))  # type: ignore[arg-type]  # cells
    gate = EVERYTHING_WRONG | {"holder": holder}
    verdicts.append(answer(came("09:00"), left("09:30"), **gate))  # type: ignore[arg-type]  # cells
    verdicts.append(answer(**gate))  # type: ignore[arg-type]  # cells

    assert verdicts == [expected for _right, expected in RIGHTED_IN_ORDER] + [Verdict.LIMIT, Verdict.FULL]


def test_duplicate_names_the_entry_that_began_the_stay() -> None:
    passages = (came("08:00"), left("08:30"), came("09:00", desk="B"), came("09:30"))
    case = Case(
        gate=GATE, at=at("10:00"), day_of=lambda m: m.astimezone(VENUE).date(), holder=HOLDER, passages=passages
    )

    assert decide(case).first == came("09:00", desk="B")


def test_window_names_the_nearest_boundary() -> None:
    gate = replace(GATE, opens_at=at("11:00"))
    holder = replace(HOLDER, valid_from=at("11:30"))
    case = Case(gate=gate, at=at("10:00"), day_of=lambda m: m.astimezone(VENUE).date(), holder=holder)

    assert decide(case).boundary == at("11:30")


def test_limit_says_when_the_next_entry_is_possible() -> None:
    gate = replace(GATE, policy="every", minutes_between=10)
    case = Case(
        gate=gate,
        at=at("10:00"),
        day_of=lambda m: m.astimezone(VENUE).date(),
        holder=HOLDER,
        passages=(came("09:55"),),
    )

    assert decide(case).boundary == at("09:55") + timedelta(minutes=10)
