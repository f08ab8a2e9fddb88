"""The programme of an open project on paper: which version it says it is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from papers import page_texts

from o2o_events.agenda.appearances import add_appearance
from o2o_events.agenda.rooms import add_room
from o2o_events.agenda.sessions import add_session, edit_session
from o2o_events.agenda.slots import add_slot
from o2o_events.agenda.speakers import add_speaker
from o2o_events.agenda.versions import release_agenda
from o2o_events.app import App
from o2o_events.documents.programme_file import write_programme
from o2o_events.errors import UserError
from o2o_events.registers.events import Event
from o2o_events.registers.practices import add_practice


@pytest.fixture
def planned(app: App, event: Event) -> str:
    """A session with a slot for a best practice; answers its id."""
    with app.database.write() as tx:
        room = add_room(tx, event=event, name="Hall")
        practice = add_practice(
            tx, title={"en": "Market online", "vi": "Chợ trên mạng"}, company="Sen (mẫu)", economy="VN"
        )
        made = add_session(
            tx, event=event, type="best_practice", title={"en": "Practices"}, minutes=60, room=room.id,
            starts_at=datetime(2016, 3, 17, 3, tzinfo=UTC),
        )  # fmt: skip
        slot = add_slot(tx, session=made.id, title="", minutes=20, practice=practice.id)
        speaker = add_speaker(tx, event=event, name="Ana DÍAZ", economy="PE")
        add_appearance(tx, session=made.id, speaker=speaker.id, role="presenter", slot=slot.id)
    return made.id


def text_of(app: App, event: Event, file: Path, **more: object) -> str:
    write_programme(app.database, event=event, file=file, **more)  # type: ignore[arg-type]  # whichever a test is about
    return " ".join("".join(page_texts(file)).split())


@pytest.mark.usefixtures("planned")
def test_what_was_never_released_is_a_draft(app: App, event: Event, tmp_path: Path) -> None:
    text = text_of(app, event, tmp_path / "p.pdf")

    assert ("DRAFT" in text, "10:00–11:00 Hall · Best-practice slots Practices 10:00 Market online" in text) == (
        True,
        True,
    )
    assert "Best practice: Sen (mẫu) · Viet Nam Presenter: Ana DÍAZ · Peru" in text
    assert "Made 2016-03-17 09:00" in text


def test_as_it_stands_it_is_the_last_release_until_something_changes(
    app: App, event: Event, planned: str, tmp_path: Path
) -> None:
    with app.database.write() as tx:
        release_agenda(tx, event=event)
    released = text_of(app, event, tmp_path / "p.pdf")
    with app.database.write() as tx:
        edit_session(tx, session=planned, changes={"title": {"en": "Better practices"}})
    changed = text_of(app, event, tmp_path / "p.pdf")
    asked = text_of(app, event, tmp_path / "p.pdf", release=1)

    version = "Version 1, released on 17 March 2016"
    assert [(version in text, "DRAFT" in text, "Better" in text) for text in (released, changed, asked)] == [
        (True, False, False),
        (False, True, True),
        (True, False, False),
    ]


def test_practices_are_named_in_each_language(app: App, event: Event, planned: str, tmp_path: Path) -> None:
    with app.database.write() as tx:
        edit_session(tx, session=planned, changes={"title": {"en": "Practices", "vi": "Điển hình"}})

    text = text_of(app, event, tmp_path / "p.pdf", languages=["vi"])

    assert ("Điển hình" in text, "Chợ trên mạng" in text, "Market online" in text) == (True, True, False)


def test_a_release_that_is_not_there_is_told(app: App, event: Event, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has not been released yet"):
        text_of(app, event, tmp_path / "p.pdf", release=2)
    assert not (tmp_path / "p.pdf").exists()


def test_an_event_without_an_agenda_gives_a_page_with_a_hint(app: App, event: Event, tmp_path: Path) -> None:
    assert "There are no sessions yet." in text_of(app, event, tmp_path / "p.pdf")
