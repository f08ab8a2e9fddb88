"""What stands on the badges that are to be printed."""

from datetime import date

import pytest
from factories import make_event, make_person
from sqlalchemy import select

from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges, reissue_badge, revoke_badge
from o2o_events.badges.queries import badge_figures, badges_to_print, record_prints
from o2o_events.db.models import BadgeRow, FactRow, RegistrationRow
from o2o_events.errors import UserError
from o2o_events.registers.events import Event


def test_badges_to_print_carry_what_is_printed(app: App, event: Event) -> None:
    with app.database.write() as tx:
        person = make_person(
            tx,
            event,
            given_name="大文",
            family_name="陳",
            printed_name="CHAN Tai Man",
            own_script_name="陳大文",
            economy="HK",
            organisation="O2O (illustrative)",
            category="speaker",
            consent_photo_on=date(2016, 1, 1),
        )
        (issued,) = issue_badges(tx, event=event)
        (badge,) = badges_to_print(tx, event)

    assert (badge.person, badge.code, badge.token) == (person, issued.badge, issued.token)
    assert (badge.printed_name, badge.own_script_name) == ("CHAN Tai Man", "陳大文")
    assert (badge.economy, badge.economy_name) == ("HK", "Hong Kong, China")
    assert (badge.organisation, badge.category.code, badge.has_photo_consent) == ("O2O (illustrative)", "speaker", True)


def test_badges_to_print_name_a_non_member_by_its_own_name(app: App, event: Event) -> None:
    with app.database.write() as tx:
        make_person(tx, event, economy="NONMEMBER", economy_note="Argentina")
        make_person(tx, event, family_name="Zz", economy="NONMEMBER")
        issue_badges(tx, event=event)

        assert [b.economy_name for b in badges_to_print(tx, event)] == ["Argentina", "Non-member economy"]


def test_badges_to_print_stand_by_family_name_or_in_apec_order(app: App, event: Event) -> None:
    with app.database.write() as tx:
        for family, economy in [("Đỗ", "VN"), ("Álvarez", "PE"), ("dubois", "CA"), ("Zhao", None)]:
            make_person(tx, event, family_name=family, economy=economy)
        issue_badges(tx, event=event)
        by_name = [badge.family_name for badge in badges_to_print(tx, event)]
        by_economy = [badge.family_name for badge in badges_to_print(tx, event, order="economy")]

    assert by_name == ["Álvarez", "Đỗ", "dubois", "Zhao"]
    assert by_economy == ["dubois", "Álvarez", "Đỗ", "Zhao"]


def test_badges_to_print_leave_out_who_may_not_come_and_what_is_revoked(app: App, event: Event) -> None:
    with app.database.write() as tx:
        withdrawn, revoked, reissued = (make_person(tx, event) for _nth in range(3))
        make_person(tx, make_event(tx, "TP"))
        issue_badges(tx, event=event)
        tx.scalars(select(RegistrationRow).where(RegistrationRow.person == withdrawn)).one().status = "withdrawn"
        revoke_badge(tx, event=event, person=revoked, reason="lost")
        new = reissue_badge(tx, event=event, person=reissued, reason="lost")

        assert [(b.person, b.code) for b in badges_to_print(tx, event)] == [(reissued, new.badge)]


def test_badges_to_print_take_the_latest_of_two_desks(app: App, event: Event) -> None:
    with app.database.write() as tx:
        make_person(tx, event)
        issue_badges(tx, event=event)
        first = tx.scalars(select(BadgeRow)).one()
        tx.add(
            BadgeRow(
                id="0" * 20,
                registration=first.registration,
                code="OTHER",
                key_number=first.key_number,
                event_number=1,
                category_number=1,
                issued_at=first.issued_at.replace(year=first.issued_at.year + 1),
            )
        )
        tx.flush()

        assert [b.code for b in badges_to_print(tx, event)] == ["OTHER"]


def test_badges_to_print_can_be_some_people_only(app: App, event: Event) -> None:
    with app.database.write() as tx:
        wanted, _other = make_person(tx, event), make_person(tx, event)
        issue_badges(tx, event=event)

        assert [b.person for b in badges_to_print(tx, event, people=[wanted])] == [wanted]


def test_printed_badges_are_left_out_of_the_unprinted_until_reissued(app: App, event: Event) -> None:
    with app.database.write() as tx:
        first, second = make_person(tx, event, family_name="A"), make_person(tx, event, family_name="B")
        issue_badges(tx, event=event)
        record_prints(tx, event, badges_to_print(tx, event, people=[first]), layout="a6")
        left = [b.person for b in badges_to_print(tx, event, only_unprinted=True)]
        reissue_badge(tx, event=event, person=first, reason="torn")
        after = [b.person for b in badges_to_print(tx, event, only_unprinted=True)]
        fact = tx.execute(select(FactRow.event, FactRow.body).where(FactRow.kind == "badge_print")).one()

    assert (left, after) == ([second], [first, second])
    assert (fact.event, fact.body) == (event.id, '{"layout":"a6"}')


def test_badge_figures_count_entitled_issued_and_printed_people(app: App, event: Event) -> None:
    with app.database.write() as tx:
        first, _second = make_person(tx, event), make_person(tx, event)
        make_person(tx, event, status="blocked")
        issue_badges(tx, event=event)
        make_person(tx, event)
        badges = badges_to_print(tx, event, people=[first])
        record_prints(tx, event, badges, layout="a6")
        record_prints(tx, event, badges, layout="a6")
        figures = badge_figures(tx, event)

    assert (figures.entitled, figures.issued, figures.printed) == (3, 2, 1)


def test_badges_whose_key_is_gone_are_refused_by_name(app: App, event: Event) -> None:
    with app.database.write() as tx:
        make_person(tx, event, printed_name="Ana Díaz")
        issue_badges(tx, event=event)
        tx.connection().exec_driver_sql("DELETE FROM badge_key")

        with pytest.raises(UserError, match="the badge of Ana Díaz"):
            badges_to_print(tx, event)
