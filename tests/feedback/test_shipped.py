"""The forms that ship: complete in every language, and what APEC asks for."""

import pytest

from o2o_events.app import App
from o2o_events.feedback import forms
from o2o_events.feedback.content_rules import content_problems, missing_texts
from o2o_events.feedback.shipped import CODES, read_shipped, ship_forms
from o2o_events.feedback.stored import from_stored, to_stored


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_form_can_be_asked_in_all_its_languages(code: str) -> None:
    content = read_shipped(code)["content"]

    assert content.languages == ("en", "es", "vi", "zh-Hant")
    assert (list(content_problems(content)), missing_texts(content)) == ([], [])


@pytest.mark.parametrize("code", CODES)
def test_a_stored_form_reads_back_the_same(code: str) -> None:
    content = read_shipped(code)["content"]

    assert from_stored(to_stored(content)) == content


def test_the_evaluation_has_the_items_of_apec_and_pairs_knowledge_before_and_after() -> None:
    questions = {question.code: question for question in read_shipped("evaluation")["content"].questions}

    assert [code for code, question in questions.items() if question.kind == "agreement"] == [
        "objectives_clear",
        "objectives_achieved",
        "topics_relevant",
        "content_organised",
        "gender_addressed",
        "speakers_prepared",
        "materials_useful",
        "time_sufficient",
    ]
    assert questions["knowledge_after"].pairs_with == "knowledge_before"


def test_shipping_twice_adds_nothing(app: App) -> None:
    with app.database.write() as tx:
        first = [form.code for form in ship_forms(tx)]
        again = ship_forms(tx)
        known = sorted(form.code for form in forms.list_forms(tx))

    assert (first, again, known) == (list(CODES), [], sorted(CODES))
