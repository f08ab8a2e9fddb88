"""Adding somebody at the desk, correcting, and the state of a registration."""

from datetime import date

import pytest
from factories import make_event
from sqlalchemy import select

from o2o_events.app import App
from o2o_events.db.models import FactRow, PersonRow
from o2o_events.errors import UserError
from o2o_events.people.queries import get_needs, get_person, list_people, list_registrations
from o2o_events.people.registration import (
    PersonDetails,
    Registered,
    RegistrationDetails,
    add_person,
    edit_person,
    set_status,
)
from o2o_events.people.search import find_people
from o2o_events.registers.events import Event

ANA = PersonDetails(
    given_name="Ana",
    family_name="Díaz",
    economy="Perú",
    organisation="Kinh Bắc",
    email="ana@example.com",
    gender="Mujer",
)
DELEGATE = RegistrationDetails(category="Delegate")


def add(app: App, event: Event, details: PersonDetails = ANA, place: RegistrationDetails = DELEGATE) -> Registered:
    with app.database.write() as tx:
        return add_person(tx, event=event, details=details, registration=place)


def test_person_is_added_as_typed(app: App, event: Event) -> None:
    added = add(app, event)

    with app.database.read() as tx:
        [entry] = list_people(tx, event)
    assert (entry.person, entry.registration) == (added.person, added.registration)
    assert (entry.printed_name, entry.economy, entry.gender, entry.category, entry.status, entry.source) == (
        "Ana Díaz", "PE", "female", "delegate", "confirmed", "added",
    )  # fmt: skip
    assert (entry.consent_list_on, entry.consent_survey_on, entry.consent_photo_on) == (None, None, None)


def test_consents_are_dated_separate_and_revocable(app: App, event: Event) -> None:
    added = add(app, event, place=RegistrationDetails(category="delegate", consent_photo=True))

    with app.database.write() as tx:
        edit_person(tx, person=added.person, event=event, changes={"consent_list": True, "consent_photo": False})
        entry = get_person(tx, event, added.person)

    assert (entry.consent_list_on, entry.consent_survey_on, entry.consent_photo_on) == (date(2016, 3, 17), None, None)


@pytest.mark.parametrize(
    ("details", "place", "message"),
    [
        (PersonDetails(), DELEGATE, "A person needs a name. Give a given name, a family name, or both."),
        (
            PersonDetails(given_name="A", email="a@b"),
            DELEGATE,
            "“a@b” is not an e-mail address. Correct it, or leave it empty.",
        ),
        (
            PersonDetails(given_name="A", gender="blue"),
            DELEGATE,
            "“blue” is not a gender this list knows. Give one of: female, male, another_term, not_stated.",
        ),
        (
            PersonDetails(given_name="A"),
            RegistrationDetails(category="delegate", days=["2016-03-18"]),
            "2016-03-18 is not a day of VN. Its days are: 2016-03-17.",
        ),
        (
            PersonDetails(given_name="A"),
            RegistrationDetails(category="delegate", days=["Thursday"]),
            "“Thursday” is not a day. Write it like 2016-03-17.",
        ),
    ],
)
def test_impossible_value_is_told(
    app: App, event: Event, details: PersonDetails, place: RegistrationDetails, message: str
) -> None:
    with pytest.raises(UserError) as raised:
        add(app, event, details, place)

    assert str(raised.value) == message


@pytest.mark.parametrize(
    ("details", "place"),
    [
        (PersonDetails(given_name="A", economy="Atlantis"), DELEGATE),
        (PersonDetails(given_name="A"), RegistrationDetails(category="juggler")),
        (PersonDetails(given_name="A"), RegistrationDetails(category="delegate", roles=["juggler"])),
        (PersonDetails(given_name="A"), RegistrationDetails(category="delegate", status="here")),
        (PersonDetails(given_name="x" * 501), DELEGATE),
    ],
)
def test_impossible_value_adds_nobody(
    app: App, event: Event, details: PersonDetails, place: RegistrationDetails
) -> None:
    with pytest.raises(UserError):
        add(app, event, details, place)

    with app.database.read() as tx:
        assert list_people(tx, event) == []


def test_person_is_not_registered_twice(app: App, event: Event) -> None:
    add(app, event)

    with pytest.raises(UserError) as raised:
        add(app, event, PersonDetails(given_name="ANA MARIA", family_name="diaz", email="Ana@Example.com"))

    assert str(raised.value).startswith("Ana Díaz (Kinh Bắc) is registered for VN already: confirmed.")


def test_namesake_with_a_telephone_of_their_own_is_added(app: App, event: Event) -> None:
    add(app, event, PersonDetails(given_name="Ana", family_name="Díaz", organisation="Kinh Bắc", phone="090 000 0001"))
    add(app, event, PersonDetails(given_name="Ana", family_name="Díaz", organisation="Kinh Bắc", phone="091 111 1111"))

    with app.database.read() as tx:
        assert len(list_people(tx, event)) == 2


def test_known_person_is_reused_for_another_event_and_gaps_are_filled(app: App, event: Event) -> None:
    with app.database.write() as tx:
        second = make_event(tx, "VN2")
    first = add(app, event)

    again = add(
        app, second, PersonDetails(given_name="Ana", family_name="Díaz", email="ana@example.com", phone="1234567")
    )

    assert again.person == first.person
    with app.database.read() as tx:
        assert [entry.event for entry in list_registrations(tx, first.person)] == [event.id, second.id]
        assert get_person(tx, second, first.person).phone == "1234567"
        assert get_person(tx, second, first.person).organisation == "Kinh Bắc"


def test_edited_name_is_composed_anew_and_found(app: App, event: Event) -> None:
    added = add(app, event)

    with app.database.write() as tx:
        edit_person(tx, person=added.person, event=None, changes={"given_name": "Anna", "dietary": "vegan"})
        entry = get_person(tx, event, added.person)
        assert (entry.printed_name, get_needs(tx, entry.registration).dietary) == ("Anna Díaz", "vegan")
        assert [e.person for e in find_people(tx, event, "anna")] == [added.person]


def test_chosen_badge_name_stays_when_the_name_is_edited(app: App, event: Event) -> None:
    added = add(app, event, PersonDetails(given_name="Ana", family_name="Díaz", printed_name="Dr Ana"))

    with app.database.write() as tx:
        edit_person(tx, person=added.person, event=event, changes={"given_name": "Anna"})
        assert get_person(tx, event, added.person).printed_name == "Dr Ana"


def test_only_edited_fields_are_stamped(app: App, event: Event) -> None:
    added = add(app, event)

    with app.database.write() as tx:
        edit_person(tx, person=added.person, event=event, changes={"position": "Director", "email": "ana@example.com"})
        assert sorted(tx.get_one(PersonRow, added.person).stamps) == ["", "position"]


@pytest.mark.parametrize(
    "changes", [{"shoe_size": "40"}, {"status": "blocked"}, {"email": "a@b"}, {"given_name": "", "family_name": ""}]
)
def test_impossible_edit_is_told_and_changes_nothing(app: App, event: Event, changes: dict[str, object]) -> None:
    added = add(app, event)
    with app.database.read() as tx:
        before = get_person(tx, event, added.person)

    with pytest.raises(UserError), app.database.write() as tx:
        edit_person(tx, person=added.person, event=event, changes=changes)

    with app.database.read() as tx:
        assert get_person(tx, event, added.person) == before


def test_edit_asks_which_event_where_there_are_several(app: App, event: Event) -> None:
    with app.database.write() as tx:
        second = make_event(tx, "VN2")
    added = add(app, event)
    add(app, second)

    with pytest.raises(UserError) as raised, app.database.write() as tx:
        edit_person(tx, person=added.person, event=None, changes={"category": "speaker"})

    assert str(raised.value) == "Ana Díaz is registered for several events. Say which one with --event."


def test_state_is_changed_with_its_reason_as_a_fact(app: App, event: Event) -> None:
    added = add(app, event)

    with app.database.write() as tx:
        set_status(tx, event=event, person=added.person, status="blocked", reason="  stolen badge ")
        set_status(tx, event=event, person=added.person, status="blocked", reason="again")
        entry = get_person(tx, event, added.person)
        facts = tx.execute(select(FactRow.kind, FactRow.registration, FactRow.outcome, FactRow.body)).all()

    assert (entry.status, entry.status_reason) == ("blocked", "stolen badge")
    assert [tuple(fact) for fact in facts] == [
        ("status", added.registration, "blocked", '{"from":"confirmed","reason":"stolen badge"}')
    ]


def test_state_needs_a_reason(app: App, event: Event) -> None:
    added = add(app, event)

    with pytest.raises(UserError) as raised, app.database.write() as tx:
        set_status(tx, event=event, person=added.person, status="withdrawn", reason=" ")

    assert str(raised.value) == "Give a reason: it is kept with the change."


def test_person_is_meant_by_id_mail_or_registration(app: App, event: Event) -> None:
    added = add(app, event)

    with app.database.read() as tx:
        for ref in (added.person, added.registration, " ANA@example.com "):
            assert get_person(tx, event, ref).person == added.person


def test_address_of_two_people_means_neither(app: App, event: Event) -> None:
    add(app, event)
    add(app, event, PersonDetails(given_name="Luis", family_name="Vega", email="ana@example.com"))

    with pytest.raises(UserError) as raised, app.database.read() as tx:
        get_person(tx, event, "ana@example.com")

    assert str(raised.value).startswith("“ana@example.com” stands for several people: ")


def test_person_of_another_event_is_told(app: App, event: Event) -> None:
    with app.database.write() as tx:
        second = make_event(tx, "VN2")
    added = add(app, event)

    with pytest.raises(UserError) as raised, app.database.read() as tx:
        get_person(tx, second, added.person)

    assert str(raised.value) == (
        "Ana Díaz is not registered for VN2. Add them with “people add”, or choose another event."
    )
