"""What an import does to people who are known, and what it tells."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from people_lists import ANA, BAO, HEADINGS, counts, import_list, people_of, write_list
from sqlalchemy import select

from o2o_events.app import App
from o2o_events.db.models import FactRow
from o2o_events.errors import UserError
from o2o_events.people.importing import plan_import, read_file
from o2o_events.people.queries import PersonEntry, get_needs
from o2o_events.people.registration import (
    PersonDetails,
    RegistrationDetails,
    add_person,
    edit_person,
    set_status,
)
from o2o_events.people.search import find_people
from o2o_events.registers.categories import add_category
from o2o_events.registers.events import Event, add_event


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def changed(row: tuple[str, ...], **cells: str) -> list[str]:
    """A row with other cells, named by their headings (underscores for spaces and hyphens)."""
    names = [heading.replace(" ", "_").replace("-", "_") for heading in HEADINGS]
    return [cells.get(name, cell) for name, cell in zip(names, row, strict=True)]


def ana(app: App, event: Event) -> PersonEntry:
    return next(entry for entry in people_of(app, event) if entry.email.lower() == "ana@example.com")


def test_changed_cell_updates_the_person(app: App, event: Event, file: Path) -> None:
    import_list(app, event, write_list(file, ANA, BAO))

    result = import_list(app, event, write_list(file, changed(ANA, Organisation="Chè Xanh"), BAO))

    assert counts(result) == (0, 1, 1, 0)
    assert ana(app, event).organisation == "Chè Xanh"
    with app.database.read() as tx:
        assert [entry.email for entry in find_people(tx, event, "che xanh")] == ["ana@example.com"]


def test_corrected_name_under_the_same_number_and_address_is_the_same_person(
    app: App, event: Event, file: Path
) -> None:
    import_list(app, event, write_list(file, changed(ANA, Given_name="Anna", Family_name="Dias")))

    result = import_list(app, event, write_list(file, ANA))

    assert counts(result) == (0, 1, 0, 0)
    assert ana(app, event).printed_name == "Ana Díaz"


def test_empty_cell_changes_nothing(app: App, event: Event, file: Path) -> None:
    import_list(app, event, write_list(file, ANA))

    result = import_list(app, event, write_list(file, changed(ANA, Organisation="", Mobile="", Status="")))

    assert counts(result) == (0, 0, 1, 0)
    assert (ana(app, event).phone, ana(app, event).status) == ("+84 90 000 0001", "confirmed")


def test_missing_column_changes_nothing(app: App, event: Event, file: Path) -> None:
    import_list(app, event, write_list(file, ANA))

    result = import_list(app, event, write_list(file, ANA[2:4] + ANA[6:7], headings=("Name", "Surname", "E-mail")))

    assert counts(result) == (0, 0, 1, 0)
    assert ana(app, event).category == "delegate"


def test_what_was_entered_at_the_desk_stays_and_is_told(app: App, event: Event, file: Path) -> None:
    import_list(app, event, write_list(file, ANA))
    with app.database.write() as tx:
        edit_person(tx, person=ana_id(app, event), event=event, changes={"organisation": "Desk's", "phone": ""})

    result = import_list(app, event, write_list(file, ANA))

    assert counts(result) == (0, 0, 1, 0)
    assert (ana(app, event).organisation, ana(app, event).phone) == ("Desk's", "")
    assert [(p.row, p.column, p.value) for p in result.problems] == [
        (2, "Organisation", "Kinh Bắc"),
        (2, "Mobile", "+84 90 000 0001"),
    ]


def ana_id(app: App, event: Event) -> str:
    return ana(app, event).person


def test_status_follows_a_later_list_and_leaves_a_fact(app: App, event: Event, file: Path) -> None:
    import_list(app, event, write_list(file, ANA))

    result = import_list(app, event, write_list(file, changed(ANA, Status="Cancelled")))

    assert counts(result) == (0, 1, 0, 0)
    assert ana(app, event).status == "withdrawn"
    with app.database.read() as tx:
        [fact] = tx.execute(select(FactRow.outcome, FactRow.body).where(FactRow.kind == "status")).all()
    assert (fact.outcome, fact.body) == ("withdrawn", '{"from":"confirmed","reason":"list.csv"}')


@pytest.mark.parametrize("status", ["blocked", "withdrawn", "confirmed"])
def test_status_set_at_the_desk_stays_and_is_told(app: App, event: Event, file: Path, status: str) -> None:
    import_list(app, event, write_list(file, changed(ANA, Status="Pending")))
    with app.database.write() as tx:
        set_status(tx, event=event, person=ana_id(app, event), status=status, reason="the organiser said so")

    result = import_list(app, event, write_list(file, changed(ANA, Status="Waitlisted")))

    assert counts(result) == (0, 0, 1, 0)
    assert ana(app, event).status == status
    [problem] = result.problems
    assert problem.column == "Status"
    assert f"The state “{status}” was set at the desk and stays." in problem.message


def test_walk_in_found_in_a_later_list_is_completed_and_not_doubled(app: App, event: Event, file: Path) -> None:
    with app.database.write() as tx:
        add_person(
            tx,
            event=event,
            details=PersonDetails(given_name="Ana", family_name="Díaz", email="ANA@example.com"),
            registration=RegistrationDetails(category="delegate", source="walk_in"),
        )

    result = import_list(app, event, write_list(file, ANA))

    assert counts(result) == (0, 1, 0, 0)
    entry = ana(app, event)
    assert (entry.organisation, entry.email, entry.source) == ("Kinh Bắc", "ANA@example.com", "walk_in")


def test_person_of_another_event_is_reused(app: App, event: Event, file: Path) -> None:
    with app.database.write() as tx:
        other = add_event(
            tx, code="PE", name={"en": "x"}, economy="PE", venue="Lima", timezone="America/Lima",
            days=[date(2016, 9, 6)], target=1,
        )  # fmt: skip
    import_list(app, event, write_list(file, ANA))

    result = import_list(app, other, file)

    assert counts(result) == (1, 0, 0, 0)
    assert ana(app, other).person == ana(app, event).person
    with app.database.read() as tx:
        assert [entry.event for entry in find_people(tx, other, "ana")] == [other.id]


def test_repeated_row_counts_once_and_its_difference_is_told(app: App, event: Event, file: Path) -> None:
    result = import_list(app, event, write_list(file, ANA, ANA, changed(ANA, Organisation="Another", Mobile="")))

    assert counts(result) == (1, 0, 2, 0)
    assert ana(app, event).organisation == "Kinh Bắc"
    assert [(d.row, d.column, d.value) for d in result.doubts] == [(4, "Organisation", "Another")]


def test_shared_mailbox_stays_two_people_and_is_told(app: App, event: Event, file: Path) -> None:
    rows = [ANA, changed(BAO, E_mail="ana@example.com")]

    result = import_list(app, event, write_list(file, *rows))
    again = import_list(app, event, file)

    assert counts(result) == (2, 0, 0, 0)
    assert [(d.row, d.column, d.value) for d in result.doubts] == [(3, "E-mail", "ana@example.com")]
    assert (counts(again), again.doubts) == ((0, 0, 2, 0), [])


def test_namesakes_with_other_contacts_stay_two_people(app: App, event: Event, file: Path) -> None:
    namesake = changed(ANA, Registration_ID="9", E_mail="ana2@example.com", Mobile="+84 91 111 1111")

    result = import_list(app, event, write_list(file, ANA, namesake))

    assert counts(result) == (2, 0, 0, 0)
    assert [doubt.row for doubt in result.doubts] == [3]


def test_new_address_of_a_known_person_is_taken_and_told(app: App, event: Event, file: Path) -> None:
    import_list(app, event, write_list(file, ANA))

    result = import_list(app, event, write_list(file, changed(ANA, E_mail="ana.new@example.com")))

    assert counts(result) == (0, 1, 0, 0)
    assert [(d.row, d.column) for d in result.doubts] == [(2, "E-mail")]
    assert [entry.email for entry in people_of(app, event)] == ["ana.new@example.com"]


def test_unknown_category_keeps_its_row_out_until_it_is_added(app: App, event: Event, file: Path) -> None:
    write_list(file, ANA, changed(BAO, Category="VIP"))
    result = import_list(app, event, file)
    with app.database.write() as tx:
        add_category(tx, name="VIP")

    later = import_list(app, event, file)

    assert (counts(result), counts(later)) == ((1, 0, 0, 1), (1, 0, 1, 0))
    assert [(p.row, p.column, p.value) for p in result.problems] == [(3, "Category", "VIP")]


def test_row_without_a_name_is_rejected(app: App, event: Event, file: Path) -> None:
    result = import_list(app, event, write_list(file, ANA, changed(BAO, Given_name=" ", Family_name="\u200b")))

    assert counts(result) == (1, 0, 0, 1)
    assert [(p.row, p.column) for p in result.problems] == [(3, "")]


def test_list_without_categories_says_what_was_taken(app: App, event: Event, file: Path) -> None:
    write_list(file, ("Ana Díaz",), headings=("Name",))

    result = import_list(app, event, file, category="media")

    assert counts(result) == (1, 0, 0, 0)
    assert [entry.category for entry in people_of(app, event)] == ["media"]


def test_names_alone_are_not_doubled(app: App, event: Event, file: Path) -> None:
    write_list(file, ("Ana Díaz",), ("Bảo Lê",), headings=("Name",))
    import_list(app, event, file)

    assert counts(import_list(app, event, file)) == (0, 0, 2, 0)


def test_totals_and_headings_among_the_rows_are_no_people(app: App, event: Event, file: Path) -> None:
    rows = [["Delegation of Peru"], ANA, [], [" ", "", " "], list(HEADINGS), BAO, ["Tổng cộng", "2"]]

    result = import_list(app, event, write_list(file, *rows))

    assert (counts(result), result.skipped) == ((2, 0, 0, 0), 3)
    assert result.problems == []


def test_dry_run_shows_everything_and_changes_nothing(app: App, event: Event, file: Path) -> None:
    import_list(app, event, write_list(file, ANA))
    before = people_of(app, event)
    write_list(file, changed(ANA, Organisation="Chè Xanh"), BAO)

    with app.database.read() as tx:
        plan = plan_import(tx, event=event, file=read_file(file))

    assert counts(plan.result) == (1, 1, 0, 0)
    assert plan.result.dry_run
    assert plan.creates == [(3, "Lê Bảo")]
    [change] = plan.changes
    assert (change.row, change.name, change.field, change.old, change.new) == (
        2, "Ana Díaz", "organisation", "Kinh Bắc", "Chè Xanh",
    )  # fmt: skip
    assert [row["printed_name"] for row in plan.sample] == ["Ana Díaz", "Lê Bảo"]
    assert people_of(app, event) == before


def test_import_that_fails_leaves_nothing(app: App, event: Event, file: Path) -> None:
    def stop(share: float) -> None:
        if share > 0.55:
            raise KeyboardInterrupt

    listed = read_file(write_list(file, ANA))
    from o2o_events.people.importing import apply_import

    with pytest.raises(KeyboardInterrupt), app.database.write() as tx:
        apply_import(tx, event=event, file=listed, progress=stop)

    assert people_of(app, event) == []


def test_import_leaves_a_fact_once(app: App, event: Event, file: Path) -> None:
    import_list(app, event, write_list(file, ANA))
    import_list(app, event, file)

    with app.database.read() as tx:
        assert list(tx.scalars(select(FactRow.kind))) == ["import"]


def test_days_consents_needs_and_names_in_parts_are_read(app: App, tmp_path: Path) -> None:
    with app.database.write() as tx:
        event = add_event(
            tx, code="TW", name={"en": "Summit"}, economy="TW", venue="Taipei", timezone="Asia/Taipei",
            days=[date(2016, 7, 21), date(2016, 7, 22)], target=200,
        )  # fmt: skip
    file = write_list(
        tmp_path / "list.csv",
        ("José", "Luis", "Pérez", "Gómez", "Day 2", "Sí", "2016/7/1", "No", "素食", "Wheelchair", "105/6/30 09:00",
         "M"),
        headings=(
            "First name", "Middle name", "Apellido paterno", "Apellido materno", "參加日期", "Shared list",
            "APEC survey", "Photographs", "飲食", "Access needs", "報名時間", "Gender",
        ),
    )  # fmt: skip

    result = import_list(app, event, file)

    [entry] = people_of(app, event)
    assert result.problems == []
    assert (entry.given_name, entry.family_name, entry.gender) == ("José Luis", "Pérez Gómez", "male")
    assert entry.days == (date(2016, 7, 22),)
    assert (entry.consent_list_on, entry.consent_survey_on, entry.consent_photo_on) == (
        date(2016, 6, 30),
        date(2016, 7, 1),
        None,
    )
    assert entry.registered_at == datetime(2016, 6, 30, 1, 0, tzinfo=UTC)
    with app.database.read() as tx:
        needs = get_needs(tx, entry.registration)
    assert (needs.dietary, needs.access) == ("素食", "Wheelchair")


def test_unknown_sheet_and_row_are_told(event: Event, file: Path, app: App) -> None:
    write_list(file, ANA)

    with pytest.raises(UserError) as no_sheet:
        import_list(app, event, file, sheet="Names")
    with pytest.raises(UserError) as no_row:
        import_list(app, event, file, header_row=9)

    assert str(no_sheet.value) == "“list.csv” has no sheets: it is a text file. Leave the sheet out."
    assert str(no_row.value) == "Row 9 of “list.csv” has no headings. Give the number of the row that has them."
