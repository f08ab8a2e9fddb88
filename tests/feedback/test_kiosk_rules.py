"""The kiosk's PIN, what a badge tells a form, and what the form promises."""

import pytest
from factories import make_event, make_person
from sqlalchemy import select

from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.badges.queries import PrintableBadge, badges_to_print
from o2o_events.db.models import BadgeRow, FactRow, SettingRow
from o2o_events.errors import UserError
from o2o_events.feedback.answering import Respondent
from o2o_events.feedback.badge_holder import read_respondent
from o2o_events.feedback.forms import edit_form, get_form
from o2o_events.feedback.kiosk_pin import has_pin, is_pin, set_pin
from o2o_events.feedback.promise import promise_words
from o2o_events.feedback.shipped import ship_forms
from o2o_events.registers.events import Event
from o2o_events.registers.settings import read_setting, write_setting


def test_setting_is_what_was_written_last(app: App) -> None:
    with app.database.write() as tx:
        before = read_setting(tx, "colour", "none")
        write_setting(tx, name="colour", value={"a": 1})
        write_setting(tx, name="colour", value=["b"])

        assert (before, read_setting(tx, "colour")) == ("none", ["b"])


def test_only_the_pin_that_was_set_is_the_pin(app: App) -> None:
    with app.database.write() as tx:
        assert (has_pin(tx), is_pin(tx, "2468")) == (False, False)
        set_pin(tx, pin="2468")

        assert has_pin(tx)
        assert [is_pin(tx, pin) for pin in ("2468", "2469", "", "24680", "２４６８")] == [True] + [False] * 4


def test_pin_is_kept_as_a_salted_hash(app: App) -> None:
    with app.database.write() as tx:
        set_pin(tx, pin="2468")
        first = tx.get(SettingRow, "kiosk_pin").value
        set_pin(tx, pin="2468")
        second = tx.get(SettingRow, "kiosk_pin").value

    assert "2468" not in str(first)
    assert first["hash"] != second["hash"]


@pytest.mark.parametrize("pin", ["", "123", "12a4", "1" * 13])
def test_what_is_no_pin_is_refused(app: App, pin: str) -> None:
    with app.database.write() as tx, pytest.raises(UserError, match="A PIN has 4 to 12 digits"):
        set_pin(tx, pin=pin)


@pytest.fixture
def badge(app: App) -> tuple[Event, PrintableBadge]:
    with app.database.write() as tx:
        event = make_event(tx)
        make_person(tx, event, economy="VN", category="speaker")
        issue_badges(tx, event=event)
        ship_forms(tx)
        (badge,) = badges_to_print(tx, event)
    return event, badge


def test_anonymous_form_keeps_economy_and_category_of_a_badge(app: App, badge: tuple[Event, PrintableBadge]) -> None:
    event, printed = badge
    with app.database.write() as tx:
        form = get_form(tx, "evaluation")
        seen = [read_respondent(tx, event=event, form=form, text=text) for text in (printed.token, printed.code)]
        facts = tx.scalars(select(FactRow.kind).where(FactRow.kind == "scan")).all()

    assert seen == [Respondent(None, "VN", "speaker")] * 2
    assert facts == []


def test_named_form_keeps_the_registration_of_a_badge(app: App, badge: tuple[Event, PrintableBadge]) -> None:
    event, printed = badge
    with app.database.write() as tx:
        form = edit_form(tx, form=get_form(tx, "evaluation").id, changes={"is_named": True})

        assert read_respondent(tx, event=event, form=form, text=printed.token) == Respondent(
            printed.registration, "VN", "speaker"
        )


def test_badge_unknown_here_tells_its_category_or_is_refused_with_names(
    app: App, badge: tuple[Event, PrintableBadge]
) -> None:
    event, printed = badge
    with app.database.write() as tx:
        tx.get(BadgeRow, printed.badge).deleted = True
        tx.flush()
        form = get_form(tx, "evaluation")
        unknown = read_respondent(tx, event=event, form=form, text=printed.token)
        named = edit_form(tx, form=form.id, changes={"is_named": True})
        with pytest.raises(UserError, match="not known on this computer yet"):
            read_respondent(tx, event=event, form=named, text=printed.token)

    assert unknown == Respondent(category="speaker")


@pytest.mark.parametrize("text", ["", "hello", "1" * 58, "3467-9ACD"])
def test_what_is_no_badge_is_refused_in_words(app: App, badge: tuple[Event, PrintableBadge], text: str) -> None:
    with app.database.read() as tx, pytest.raises(UserError, match="No badge was read"):
        read_respondent(tx, event=badge[0], form=get_form(tx, "evaluation"), text=text)


def test_badge_of_another_event_or_revoked_is_refused(app: App, badge: tuple[Event, PrintableBadge]) -> None:
    event, printed = badge
    with app.database.write() as tx:
        form, other = get_form(tx, "evaluation"), make_event(tx, "TH")
        with pytest.raises(UserError, match="not valid here"):
            read_respondent(tx, event=other, form=form, text=printed.token)
        tx.get(BadgeRow, printed.badge).revoked_at = tx.now()
        tx.flush()
        with pytest.raises(UserError, match="not valid here"):
            read_respondent(tx, event=event, form=form, text=printed.token)


def test_promise_says_what_is_kept(app: App) -> None:
    with app.database.write() as tx:
        ship_forms(tx)
        form = get_form(tx, "evaluation")
        named = edit_form(tx, form=form.id, changes={"is_named": True})

    assert promise_words(form) == "Your answers are anonymous. Neither your name nor the time is kept."
    assert promise_words(form, is_phone=True) == (
        "Your answers are anonymous. Neither your name nor the time is kept. Nothing about your phone is kept either."
    )
    assert "only your economy and your category" in promise_words(form, is_badge_read=True)
    assert promise_words(named, is_phone=True) == promise_words(named)
    assert promise_words(named) == "Your answers are kept with your name. The organisers can read them."
