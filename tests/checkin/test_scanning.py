"""Scans on a real file: every verdict, force, retries, late entries, clocks."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from factories import make_event, make_person
from sqlalchemy import select

from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges, reissue_badge, revoke_badge
from o2o_events.badges.keys import current_key
from o2o_events.badges.token import Token, new_badge_id, sign
from o2o_events.checkin.answers import ScanAnswer
from o2o_events.checkin.checkpoints import add_checkpoint, get_checkpoint
from o2o_events.checkin.queries import event_status, latest_scans
from o2o_events.checkin.scanning import Force, check_in_person, record_scan
from o2o_events.checkin.undoing import undo_scan
from o2o_events.db.facts import verify_chains
from o2o_events.db.models import BadgeKeyRow, FactRow, RegistrationRow
from o2o_events.errors import UserError
from o2o_events.registers.events import Event

BY_HAND = Force("Lan", "organiser agreed")


def scan(app: App, event: Event, text: str, checkpoint: str = "Entrance", **options: Any) -> ScanAnswer:
    with app.database.write() as tx:
        return record_scan(tx, checkpoint=get_checkpoint(tx, event, checkpoint), text=text, **options)


def badge_of(app: App, event: Event, **fields: object) -> tuple[str, str]:
    """Somebody's person id and token."""
    with app.database.write() as tx:
        person = make_person(tx, event, **fields)
    with app.database.write() as tx:
        [badge] = issue_badges(tx, event=event, person=person)
    return person, badge.token


def facts(app: App, kind: str = "scan") -> int:
    with app.database.read() as tx:
        return len(tx.scalars(select(FactRow).where(FactRow.kind == kind)).all())


def status(app: App, event: Event, checkpoint: str = "Entrance") -> Any:
    with app.database.read() as tx:
        return event_status(tx, event, get_checkpoint(tx, event, checkpoint))


def change(app: App, person: str, **fields: object) -> None:
    with app.database.write() as tx:
        row = tx.scalars(select(RegistrationRow).where(RegistrationRow.person == person)).one()
        for name, value in fields.items():
            setattr(row, name, value)


def test_scan_answers_every_field(app: App, event: Event) -> None:
    person, token = badge_of(
        app, event, given_name="Đức", family_name="Nguyễn", printed_name="Nguyễn Đức", economy="HK", desk_note="VIP",
        needs_attention=True,
    )  # fmt: skip

    answer = scan(app, event, token, scan_id="0a0a0a0a-0000-4000-8000-000000000001")

    with app.database.read() as tx:
        badge = tx.scalars(select(FactRow)).all()[-1].badge
    assert answer.to_json() == {
        "scan": "0a0a0a0a-0000-4000-8000-000000000001",
        "verdict": "admitted",
        "accepted": True,
        "person": person,
        "name": "Nguyễn Đức",
        "organisation": "Kinh Bắc (illustrative)",
        "economy": "Hong Kong, China",
        "category": "delegate",
        "badge": answer.badge,
        "event": "VN",
        "checkpoint": "Entrance",
        "direction": "in",
        "at": answer.at,
        "first_at": None,
        "first_desk": None,
        "forced": False,
        "force_asked": False,
        "attention": "VIP",
        "message": "Welcome, Nguyễn Đức.",
        "day": date(2016, 3, 17),
    }
    assert badge == f"{int(token[8:33]):020x}"


def test_scan_of_a_code_typed_by_hand_is_the_badge(app: App, event: Event) -> None:
    person, token = badge_of(app, event)
    code = scan(app, event, token).badge
    assert code is not None

    answer = scan(app, event, f" {code.lower().replace('-', ' ')} ")

    assert (answer.verdict, answer.person) == ("duplicate", person)


def test_duplicate_says_since_when_and_where(app: App, event: Event) -> None:
    _person, token = badge_of(app, event)
    first = scan(app, event, token)

    second = scan(app, event, token)

    assert (second.verdict, second.first_at, second.first_desk) == ("duplicate", first.at, "Desk 1")
    assert "09:00" in second.message


def test_what_is_no_badge_leaves_no_trace(app: App, event: Event) -> None:
    answer = scan(app, event, "Nguyễn Văn Đức")

    assert (answer.verdict, answer.scan, facts(app)) == ("not_a_badge", None, 0)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("3" * 57, "unreadable"),
        ("3" * 59, "unreadable"),
        ("https://example.org/ticket/1", "not_a_badge"),
        ("+84 900 000 000", "not_a_badge"),
        ("3A4C6D7E", "unknown"),
        ("'; DROP TABLE fact; --", "not_a_badge"),
    ],
)
def test_scan_tells_what_a_text_is(app: App, event: Event, text: str, verdict: str) -> None:
    assert scan(app, event, text).verdict == verdict


def test_a_changed_digit_is_forged(app: App, event: Event) -> None:
    _person, token = badge_of(app, event)

    verdicts = {
        scan(app, event, f"{token[:i]}{(int(token[i]) + 1) % 10}{token[i + 1 :]}").verdict for i in range(3, 58)
    }

    assert verdicts == {"forged"}


def test_a_badge_under_a_dropped_key_is_foreign(app: App, event: Event) -> None:
    _person, token = badge_of(app, event)
    with app.database.write() as tx:
        tx.delete(tx.scalars(select(BadgeKeyRow)).one())
        tx.next_revision()

    assert scan(app, event, token).verdict == "foreign"


def test_a_genuine_badge_of_somebody_not_on_this_desk_is_admitted(app: App, event: Event) -> None:
    with app.database.read() as tx:
        number, secret = current_key(tx)
    token = sign(Token(number, event.number, 3, new_badge_id()), secret)

    first, second = scan(app, event, token), scan(app, event, token)

    assert (first.verdict, first.person, first.attention) == ("admitted", None, "not_on_this_desk")
    assert (first.category, second.verdict) == ("speaker", "duplicate")
    assert status(app, event).by_category == {"speaker": 1}


def test_reissued_and_revoked_badges_are_refused(app: App, event: Event) -> None:
    person, old = badge_of(app, event)
    with app.database.write() as tx:
        new = reissue_badge(tx, event=event, person=person, reason="lost").token

    assert [scan(app, event, text).verdict for text in (old, new)] == ["revoked", "admitted"]

    with app.database.write() as tx:
        revoke_badge(tx, event=event, person=person, reason="left the delegation")
    assert scan(app, event, new).verdict == "revoked"


def test_entries_under_an_old_badge_count_for_the_new_one(app: App, event: Event) -> None:
    person, old = badge_of(app, event)
    scan(app, event, old)
    with app.database.write() as tx:
        new = reissue_badge(tx, event=event, person=person, reason="lost").token

    assert scan(app, event, new).verdict == "duplicate"


def test_another_events_badge_names_that_event(app: App, event: Event) -> None:
    with app.database.write() as tx:
        peru = make_event(tx, "PE")
    _person, token = badge_of(app, peru)

    answer = scan(app, event, token)

    assert answer.verdict == "other_event"
    assert "PE" in answer.message


def test_wrong_day_names_the_right_ones(app: App) -> None:
    with app.database.write() as tx:
        summit = make_event(tx, "TPE", [date(2016, 3, 17), date(2016, 3, 18)])
    _person, token = badge_of(app, summit, days=["2016-03-18"])

    answer = scan(app, summit, token)

    assert answer.verdict == "wrong_day"
    assert "2016-03-18" in answer.message


@pytest.mark.parametrize("state", ["withdrawn", "blocked", "not_confirmed"])
def test_force_admits_and_says_that_it_was_needed(app: App, event: Event, state: str) -> None:
    person, token = badge_of(app, event)
    change(app, person, status=state)

    answer = scan(app, event, token, force=BY_HAND)

    assert (answer.verdict, answer.forced, answer.force_asked) == ("admitted", True, True)
    assert status(app, event).forced == 1


def test_force_that_was_not_needed_says_so(app: App, event: Event) -> None:
    _person, token = badge_of(app, event)

    answer = scan(app, event, token, force=BY_HAND)

    assert (answer.verdict, answer.forced, answer.force_asked) == ("admitted", False, True)


@pytest.mark.parametrize("text", ["3" * 57, "3A4C6D7E", "Ana"])
def test_force_admits_nobody_who_does_not_exist(app: App, event: Event, text: str) -> None:
    answer = scan(app, event, text, force=BY_HAND)

    assert (answer.accepted, answer.forced) == (False, False)


def test_force_without_a_reason_is_refused_in_words(app: App, event: Event) -> None:
    _person, token = badge_of(app, event)

    with pytest.raises(UserError, match="reason"):
        scan(app, event, token, force=Force("Lan", "  "))
    assert facts(app) == 0


def test_the_same_id_gives_the_same_answer_and_one_fact(app: App, event: Event) -> None:
    _person, token = badge_of(app, event)

    first, again = (scan(app, event, token, scan_id="retry-1").to_json() for _ in range(2))

    assert (first, facts(app)) == (again, 1)


def test_a_refused_id_asked_again_may_succeed(app: App, event: Event) -> None:
    person, token = badge_of(app, event)
    change(app, person, status="not_confirmed")
    verdicts = [scan(app, event, token, scan_id="retry-2").verdict for _ in range(2)]
    change(app, person, status="confirmed")

    verdicts += [scan(app, event, token, scan_id="retry-2").verdict for _ in range(2)]

    assert verdicts == ["not_confirmed", "not_confirmed", "admitted", "admitted"]
    assert facts(app) == 2


def test_an_id_of_another_badge_is_refused_in_words(app: App, event: Event) -> None:
    _ana, first = badge_of(app, event)
    _bao, second = badge_of(app, event, given_name="Bảo")
    scan(app, event, first, scan_id="retry-3")

    with pytest.raises(UserError, match="another badge"):
        scan(app, event, second, scan_id="retry-3")


def test_undo_lets_the_person_enter_again_and_keeps_both(app: App, event: Event) -> None:
    _person, token = badge_of(app, event)
    first = scan(app, event, token)
    assert first.scan is not None
    with app.database.write() as tx:
        undone = undo_scan(tx, scan=first.scan, operator="Lan", reason="wrong badge")
    between = status(app, event)

    again = scan(app, event, token)

    assert (undone.scan, undone.name) == (first.scan, "Ana Díaz")
    assert (between.people, between.entries, between.inside, between.undone) == (0, 0, 0, 1)
    assert (again.verdict, facts(app), facts(app, "undo")) == ("admitted", 2, 1)


@pytest.mark.parametrize("case", ["unknown", "refused", "twice", "no reason"])
def test_undo_of_what_cannot_be_undone_is_told_in_words(app: App, event: Event, case: str) -> None:
    _person, token = badge_of(app, event)
    accepted, refused = scan(app, event, token).scan, scan(app, event, token).scan
    which = {"unknown": "nothing", "refused": refused}.get(case, accepted)
    reason = "" if case == "no reason" else "mistake"
    if case == "twice":
        with app.database.write() as tx:
            undo_scan(tx, scan=str(which), operator="Lan", reason=reason)

    with pytest.raises(UserError), app.database.write() as tx:
        undo_scan(tx, scan=str(which), operator="Lan", reason=reason)


def test_a_late_entry_is_put_where_it_belongs(app: App, event: Event) -> None:
    _person, token = badge_of(app, event)
    scan(app, event, token)

    late = scan(app, event, token, at=datetime(2016, 3, 17, 1, 0, tzinfo=UTC))
    after = scan(app, event, token, at=datetime(2016, 3, 17, 1, 30, tzinfo=UTC))

    assert (late.verdict, after.verdict, after.first_at) == ("admitted", "duplicate", late.at)


def test_a_clock_set_back_still_counts_the_next_scan_as_the_latest(app: App, event: Event, clock: Any) -> None:
    _person, token = badge_of(app, event)
    entry = scan(app, event, token)
    clock.advance(minutes=-30)

    leaving = scan(app, event, token, direction="out")
    back = scan(app, event, token)

    assert entry.at < leaving.at < back.at
    assert back.verdict == "admitted"


def test_an_entry_given_for_the_future_does_not_move_the_clock(app: App, event: Event, clock: Any) -> None:
    _ana, first = badge_of(app, event)
    _bao, second = badge_of(app, event, given_name="Bảo")
    scan(app, event, first, at=clock() + timedelta(hours=5))

    answer = scan(app, event, second)

    assert answer.at - clock() < timedelta(seconds=1)


def test_capacity_counts_who_is_inside(app: App, event: Event) -> None:
    with app.database.write() as tx:
        add_checkpoint(tx, event=event, name="Room", policy="in-out", capacity=1)
    (_ana, first), (_bao, second) = badge_of(app, event), badge_of(app, event, given_name="Bảo")

    verdicts = [
        scan(app, event, first, "Room").verdict,
        scan(app, event, second, "Room").verdict,
        scan(app, event, first, "Room", direction="out").verdict,
        scan(app, event, second, "Room").verdict,
    ]

    assert verdicts == ["admitted", "full", "exited", "admitted"]


def test_a_checkpoint_changed_elsewhere_decides_at_once(app: App, event: Event) -> None:
    _person, token = badge_of(app, event)
    with app.database.read() as tx:
        before = get_checkpoint(tx, event)
    with app.database.write() as tx:
        from o2o_events.db.models import CheckpointRow

        tx.get_one(CheckpointRow, before.id).categories = ["media"]

    with app.database.write() as tx:
        answer = record_scan(tx, checkpoint=before, text=token)

    assert answer.verdict == "wrong_category"


def test_check_in_by_name_needs_no_badge(app: App, event: Event) -> None:
    with app.database.write() as tx:
        person = make_person(tx, event)
        registration = tx.scalars(select(RegistrationRow.id).where(RegistrationRow.person == person)).one()
        checkpoint = get_checkpoint(tx, event)
        answer = check_in_person(tx, checkpoint=checkpoint, registration=registration)
    with app.database.write() as tx:
        [badge] = issue_badges(tx, event=event, person=person)

    assert (answer.verdict, answer.badge) == ("admitted", None)
    assert scan(app, event, badge.token).verdict == "duplicate"


def test_latest_scans_are_newest_first_and_say_what_was_undone(app: App, event: Event) -> None:
    _person, token = badge_of(app, event)
    first = scan(app, event, token)
    scan(app, event, token)
    with app.database.write() as tx:
        undo_scan(tx, scan=str(first.scan), operator="Lan", reason="mistake")

    with app.database.read() as tx:
        recent = latest_scans(tx, event, get_checkpoint(tx, event))

    assert [(r.answer.verdict, r.is_undone) for r in recent] == [("duplicate", False), ("admitted", True)]


def test_all_that_was_scanned_stands_in_an_unbroken_chain(app: App, event: Event) -> None:
    _person, token = badge_of(app, event)
    for _ in range(5):
        scan(app, event, token)

    with app.database.read() as tx:
        assert list(verify_chains(tx)) == []
