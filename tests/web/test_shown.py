"""How questions stand on a page for phones."""

import re

from o2o_events.app import App
from o2o_events.feedback.forms import add_form
from o2o_events.feedback.questions import FormContent, Question
from o2o_events.registers.events import Event
from o2o_events.web.site import make_site


def test_phone_offers_the_keys_that_a_number_needs(app: App, event: Event) -> None:
    questions = tuple(Question(code, "number", {"en": code}, is_whole=code == "shops") for code in ("shops", "share"))
    with app.database.write() as tx:
        add_form(
            tx, code="kinds", name={"en": "Kinds"}, content=FormContent(("en",), {"en": "Kinds"}, questions=questions)
        )
    page = make_site(app.database, event=event.code).test_client().get("/f/kinds?lang=en").get_data(as_text=True)

    assert re.findall(r'name="q_(\w+)"[^>]*inputmode="(\w+)"', page) == [("shops", "numeric"), ("share", "decimal")]
