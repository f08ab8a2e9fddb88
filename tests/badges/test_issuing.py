"""Issuing, reissuing and revoking badges."""

from datetime import timedelta

import pytest
from conftest import FakeClock
from factories import make_event, make_person
from sqlalchemy import func, select

from o2o_events.app import App
from o2o_events.badges import issuing
from o2o_events.badges.issuing import issue_badges, reissue_badge, revoke_badge
from o2o_events.badges.keys import make_key, read_keys
from o2o_events.badges.token import read_short_code, short_code, verify
from o2o_events.db.models import BadgeRow, CategoryRow, FactRow, RegistrationRow
from o2o_events.errors import UserError
from o2o_events.registers.events import Event


@pytest.mark.parametrize(
    ("status", "gets_one"),
    [
        ("registered", True),
        ("confirmed", True),
        ("not_confirmed", False),
        ("waitlisted", False),
        ("withdrawn", False),
        ("blocked", False),
    ],
)
def test_issue_makes_badges_for_the_registered_and_confirmed_only(
    app: App, event: Event, status: str, gets_one: bool
) -> None:
    with app.database.write() as tx:
        person = make_person(tx, event, status=status)

        issued = issue_badges(tx, event=event)

    assert [one.person for one in issued] == ([person] if gets_one else [])


def test_issued_token_is_genuine_and_names_event_category_and_badge(app: App, event: Event) -> None:
    with app.database.write() as tx:
        make_person(tx, event, category="speaker")
        (issued,) = issue_badges(tx, event=event)
        token = verify(issued.token, read_keys(tx))

    assert token is not None
    assert (token.event_number, token.category_number) == (event.number, 3)
    assert short_code(token.badge) == issued.badge == read_short_code(issued.badge)


def test_issue_twice_answers_nothing_the_second_time(app: App, event: Event) -> None:
    with app.database.write() as tx:
        person = make_person(tx, event)
        first = issue_badges(tx, event=event)
    with app.database.write() as tx:
        everybody, one = issue_badges(tx, event=event), issue_badges(tx, event=event, person=person)

    assert (len(first), everybody, one) == (1, [], [])


def test_issue_for_one_person_leaves_the_others_without(app: App, event: Event) -> None:
    with app.database.write() as tx:
        wanted, other = make_person(tx, event), make_person(tx, event)

        issued = issue_badges(tx, event=event, person=wanted)
        rest = issue_badges(tx, event=event)

    assert [b.person for b in issued] == [wanted]
    assert [b.person for b in rest] == [other]


def test_issue_for_one_person_in_another_state_is_refused_by_name(app: App, event: Event) -> None:
    with app.database.write() as tx:
        person = make_person(tx, event, status="waitlisted", printed_name="Ana Díaz")

        with pytest.raises(UserError, match=r"^Ana Díaz is not registered or confirmed"):
            issue_badges(tx, event=event, person=person)


def test_issue_for_a_person_of_another_event_is_refused(app: App, event: Event) -> None:
    with app.database.write() as tx:
        person = make_person(tx, make_event(tx, "TP"), printed_name="Ana Díaz")

        with pytest.raises(UserError, match=r"^“Ana Díaz” is not registered for VN"):
            issue_badges(tx, event=event, person=person)


def test_issue_without_a_signing_key_says_what_to_do(app: App, event: Event) -> None:
    with app.database.write() as tx:
        make_person(tx, event)
        tx.connection().exec_driver_sql("DELETE FROM badge_key")

        with pytest.raises(UserError, match="key"):
            issue_badges(tx, event=event)


def test_issue_signs_with_the_latest_key(app: App, event: Event, clock: FakeClock) -> None:
    clock.advance(hours=1)
    with app.database.write() as tx:
        number = make_key(tx)
        make_person(tx, event)
        tx.flush()
        (issued,) = issue_badges(tx, event=event)

    assert int(issued.token[:3]) == number


def test_issue_stamps_every_badge_as_one_change(app: App, event: Event) -> None:
    with app.database.write() as tx:
        people = {make_person(tx, event) for _nth in range(30)}
        issue_badges(tx, event=event)
    with app.database.read() as tx:
        rows = tx.scalars(select(BadgeRow)).all()

    assert len(rows) == len(people) == len({row.code for row in rows})
    assert len({row.stamps[""][0] for row in rows}) == len({row.revision for row in rows}) == 1


def test_issue_draws_again_when_a_short_code_is_taken(app: App, event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.database.write() as tx:
        make_person(tx, event)
        issue_badges(tx, event=event)
        taken = tx.scalars(select(BadgeRow.id)).one()
    same_code = f"{int(taken, 16) + 23**7 & (1 << 80) - 1:020x}"
    fresh = "000000000000000000ff"
    drawn = iter([same_code, fresh])
    monkeypatch.setattr(issuing, "new_badge_id", lambda: next(drawn))
    with app.database.write() as tx:
        make_person(tx, event)
        (issued,) = issue_badges(tx, event=event)

    assert short_code(same_code) == short_code(taken)
    assert issued.badge == short_code(fresh)


def test_issue_announces_badges(app: App, event: Event) -> None:
    heard: list[frozenset[str]] = []
    with app.database.write() as tx:
        make_person(tx, event)
    app.notices.subscribe(heard.append)

    with app.database.write() as tx:
        issue_badges(tx, event=event)

    assert ["badge" in subjects for subjects in heard] == [True]


def test_badge_stays_genuine_when_the_category_changes(app: App, event: Event) -> None:
    with app.database.write() as tx:
        person = make_person(tx, event, category="delegate")
        (issued,) = issue_badges(tx, event=event)
        registration = tx.scalars(select(RegistrationRow).where(RegistrationRow.person == person)).one()
        registration.category = "speaker"
        tx.flush()
        row = tx.scalars(select(BadgeRow)).one()

        assert issuing.remake_token(tx, row) == issued.token
        assert issue_badges(tx, event=event) == []


def test_a_category_that_is_not_here_yet_has_number_zero(app: App, event: Event) -> None:
    with app.database.write() as tx:
        make_person(tx, event, category="delegate")
        tx.execute(CategoryRow.__table__.delete())
        (issued,) = issue_badges(tx, event=event)

    assert issued.token[6:8] == "00"


def test_reissue_revokes_the_old_badge_and_keeps_the_reason(app: App, event: Event) -> None:
    with app.database.write() as tx:
        person = make_person(tx, event)
        (old,) = issue_badges(tx, event=event)
    with app.database.write() as tx:
        new = reissue_badge(tx, event=event, person=person, reason="  lost  ")
    with app.database.read() as tx:
        rows = {row.code: row for row in tx.scalars(select(BadgeRow))}
        kept = tx.execute(select(FactRow.badge, FactRow.body).where(FactRow.kind == "badge_reissue")).all()

    assert new.badge != old.badge
    assert rows[old.badge].revoked_at is not None
    assert (rows[old.badge].revoke_reason, rows[new.badge].revoke_reason) == ("lost", "")
    assert rows[new.badge].revoked_at is None
    assert [(row.badge, row.body) for row in kept] == [
        (rows[old.badge].id, f'{{"code":"{old.badge}","reason":"lost"}}')
    ]


def test_revoke_keeps_the_badge_with_its_reason(app: App, event: Event) -> None:
    with app.database.write() as tx:
        person = make_person(tx, event)
        (issued,) = issue_badges(tx, event=event)

        revoked = revoke_badge(tx, event=event, person=person, reason="stolen")

        row = tx.scalars(select(BadgeRow)).one()
        assert revoked == issued
        assert (row.revoke_reason, row.revoked_at is None) == ("stolen", False)


def test_revoke_catches_every_badge_that_two_desks_made(app: App, event: Event) -> None:
    with app.database.write() as tx:
        person = make_person(tx, event)
        issue_badges(tx, event=event)
        first = tx.scalars(select(BadgeRow)).one()
        tx.add(
            BadgeRow(
                id="00000000000000000001",
                registration=first.registration,
                code=short_code("00000000000000000001"),
                key_number=first.key_number,
                event_number=1,
                category_number=1,
                issued_at=first.issued_at + timedelta(seconds=1),
            )
        )
        tx.flush()

        revoke_badge(tx, event=event, person=person, reason="both")

        assert tx.scalar(select(func.count()).where(BadgeRow.revoked_at.is_(None))) == 0


@pytest.mark.parametrize("command", [reissue_badge, revoke_badge])
def test_replacing_a_badge_needs_one_in_force_and_a_reason(app: App, event: Event, command: object) -> None:
    assert callable(command)
    with app.database.write() as tx:
        person = make_person(tx, event, printed_name="Ana Díaz")

        with pytest.raises(UserError, match=r"^Ana Díaz has no badge in force"):
            command(tx, event=event, person=person, reason="lost")
        issue_badges(tx, event=event)
        with pytest.raises(UserError, match=r"^A reason is needed"):
            command(tx, event=event, person=person, reason=" \u200b ")


def test_a_revoked_badge_can_be_followed_by_a_new_one(app: App, event: Event) -> None:
    with app.database.write() as tx:
        person = make_person(tx, event)
        issue_badges(tx, event=event)
        revoke_badge(tx, event=event, person=person, reason="stolen")

        (again,) = issue_badges(tx, event=event)

    assert again.person == person


def test_reissue_is_refused_for_the_withdrawn(app: App, event: Event) -> None:
    with app.database.write() as tx:
        person = make_person(tx, event)
        issue_badges(tx, event=event)
        tx.scalars(select(RegistrationRow)).one().status = "withdrawn"
        tx.flush()

        with pytest.raises(UserError, match="is not registered or confirmed"):
            reissue_badge(tx, event=event, person=person, reason="lost")
        assert tx.scalar(select(func.count()).where(BadgeRow.revoked_at.is_(None))) == 1
