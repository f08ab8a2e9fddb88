"""Whom a speaker may be among the registered."""

import pytest
from factories import make_event, make_person, make_speaker

from o2o_events.agenda.linking import propose_links
from o2o_events.app import App
from o2o_events.registers.events import Event


@pytest.mark.parametrize(
    ("registered", "speaker", "found"),
    [
        (("Quang", "Lê", "", "Lúa"), ("Lê Quang", "", "Lúa"), [True]),
        (("Quang", "Lê", "", "Lúa"), ("LE QUANG", "", "lúa."), [True]),
        (("Quang", "Lê", "", "Lúa"), ("Quang Lê", "", "Gạo"), [False]),
        (("Quang", "Lê", "", "Lúa"), ("Lê Minh Quang", "", "Lúa"), [False]),
        (("Yi-Chun", "Lin", "林怡君", "茶行"), ("Lin Yichun", "", "茶行"), [False]),
        (("Yi-Chun", "Lin", "林怡君", "茶行"), ("I-Chun Lim", "林怡君", "茶行"), [False]),
        (("Suharti", "", "", "Batik"), ("Suharti", "", "Batik"), [True]),
        (("Suharti", "Wijaya", "", "Batik"), ("Suharti", "", "Batik"), []),
        (("Ana", "Díaz", "", "Lúa"), ("Bảo Ngọc", "", "Lúa"), []),
    ],
)
def test_a_speaker_is_proposed_to_be_who_is_called_alike(
    app: App, event: Event, registered: tuple[str, str, str, str], speaker: tuple[str, str, str], found: list[bool]
) -> None:
    given, family, own_script, organisation = registered
    with app.database.write() as tx:
        make_person(
            tx, event, given_name=given, family_name=family, own_script_name=own_script, organisation=organisation
        )
        make_speaker(tx, event, speaker[0], own_script_name=speaker[1], organisation=speaker[2])
        proposals = propose_links(tx, event)

    assert [proposal.is_sure for proposal in proposals if proposal.person] == found


def test_an_address_makes_sure_where_the_name_fits_too(app: App, event: Event) -> None:
    with app.database.write() as tx:
        make_person(tx, event, given_name="Quang", family_name="Lê", email="office@example.com", organisation="Lúa")
        minh = make_speaker(tx, event, "Lê Minh Quang")
        other = make_speaker(tx, event, "Grace Tan")
        emails = {minh.id: "Office@example.com", other.id: "office@example.com"}
        proposals = propose_links(tx, event, emails)

    assert [(p.speaker.name, p.person is not None, p.is_sure) for p in proposals] == [
        ("Grace Tan", True, False),
        ("Lê Minh Quang", True, True),
    ]


def test_two_people_of_one_name_are_a_question(app: App, event: Event) -> None:
    with app.database.write() as tx:
        people = [make_person(tx, event, given_name="Ana", family_name="Ruiz", organisation="Lúa") for _ in range(2)]
        make_speaker(tx, event, "Ana Ruiz", organisation="Lúa")
        proposals = propose_links(tx, event)

    assert sorted((p.person, p.is_sure) for p in proposals) == sorted((person, False) for person in people)


def test_who_is_registered_elsewhere_or_linked_already_is_not_proposed(app: App, event: Event) -> None:
    with app.database.write() as tx:
        make_person(tx, make_event(tx, "PE"), given_name="Ana", family_name="Ruiz")
        ana = make_person(tx, event, given_name="Bảo", family_name="Lê")
        make_speaker(tx, event, "Bảo Lê", person=ana)
        waiting = [make_speaker(tx, event, name) for name in ("Ana Ruiz", "Lê Bảo")]
        proposals = propose_links(tx, event)

    assert [(p.speaker, p.person) for p in proposals] == [(speaker, None) for speaker in waiting]
