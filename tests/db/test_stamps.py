"""Stamps of fields: who wrote what over what."""

from sqlalchemy import select

from o2o_events.app import App
from o2o_events.db import stamps
from o2o_events.db.models import DeskRow, InstallationRow


def test_made_stamps_every_field_at_once() -> None:
    assert stamps.history(stamps.made("a"), "name") == ["a"]


def test_written_remembers_what_was_written_over() -> None:
    found = stamps.written(stamps.written(stamps.made("a"), ["name"], "b"), ["name"], "c")

    assert stamps.history(found, "name") == ["c", "b", "a"]
    assert stamps.history(found, "other") == ["a"]


def test_written_forgets_the_oldest() -> None:
    found = stamps.made("start")
    for number in range(100):
        found = stamps.written(found, ["name"], f"{number:03}")

    assert len(found["name"]) == stamps.REMEMBERED
    assert found["name"][0] == "099"


def test_a_changed_field_alone_is_stamped(app: App) -> None:
    with app.database.write() as tx:
        tx.scalars(select(DeskRow)).one().name = "Desk 7"

    with app.database.read() as tx:
        desk = tx.scalars(select(DeskRow)).one()
        revision = tx.scalars(select(InstallationRow.revision)).one()
    assert set(desk.stamps) == {stamps.CREATED, "name"}
    assert desk.stamps["name"][1] == desk.stamps[stamps.CREATED][0]
    assert desk.stamps["name"][0] > desk.stamps["name"][1]
    assert desk.revision == revision


def test_a_field_set_to_what_it_was_is_not_stamped(app: App) -> None:
    with app.database.write() as tx:
        tx.scalars(select(DeskRow)).one().name = "Desk 1"

    with app.database.read() as tx:
        assert set(tx.scalars(select(DeskRow)).one().stamps) == {stamps.CREATED}
