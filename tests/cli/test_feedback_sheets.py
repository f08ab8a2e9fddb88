"""``feedback paper``: what is printed leads back to its form, and refusals say what to do."""

from pathlib import Path

import pytest
from commands import Answer, run
from factories import make_session
from papers import page_texts

from o2o_events.app import App
from o2o_events.feedback.forms import add_form
from o2o_events.feedback.questions import FormContent, Question
from o2o_events.feedback.sheet_lookup import find_typed_sheet
from o2o_events.feedback.shipped import ship_forms
from o2o_events.registers.events import Event


@pytest.fixture
def session(app: App, event: Event) -> str:
    with app.database.write() as tx:
        ship_forms(tx)
        return make_session(tx, event, "Going online").id


def paper(app: App, *arguments: str) -> Answer:
    return run(app.database.file, "feedback", "paper", "--event", "VN", *arguments)


def test_numbered_sheets_lead_back_to_form_event_and_session(app: App, session: str, tmp_path: Path) -> None:
    file = tmp_path / "sheets.pdf"

    row = paper(
        app, "--form", "session", "--session", "Going online", "--language", "vi", "--sheets", "3", "-o", str(file)
    ).row

    assert (row["pages"], row["sheets"]) == (3, [1, 2, 3])
    assert ["Phiên này thế nào?" in text and row["code"] in text for text in page_texts(file)] == [True] * 3
    with app.database.read() as tx:
        found = find_typed_sheet(tx, row["code"])
    assert (found.form.code, found.target.id) == ("session", session)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--form", "session"), "This form is about a session or a slot. Say which, of this event."),
        (
            ("--form", "evaluation", "--language", "th"),
            "This form is not offered in “th”. Choose one of: en, es, vi, zh-Hant.",
        ),
        (("--form", "nothing"), "There is no form “nothing”."),
    ],
)
def test_what_cannot_be_printed_is_refused_in_words(
    app: App, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    file = tmp_path / "sheets.pdf"

    answer = paper(app, *arguments, "-o", str(file))

    assert answer.status != 0
    assert said in answer.err
    assert not file.exists()


def test_letters_that_no_font_has_are_told(app: App, event: Event, tmp_path: Path) -> None:
    with app.database.write() as tx:
        title = {"ar": "شكر 😀"}
        content = FormContent(("ar",), title, questions=(Question("q", "long_text", title),))
        add_form(tx, code="thanks", name={"en": "Thanks"}, content=content)
    row = paper(app, "--form", "thanks", "--language", "ar", "-o", str(tmp_path / "sheets.pdf")).row

    assert (event.code, row["missing"][:3]) == ("VN", "شكر")
