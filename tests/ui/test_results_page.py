"""The results page: figures come live, groups and sessions are chosen, texts are searched and tagged."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from o2o_events.feedback.answering import Respondent, new_submission, store_answer
from o2o_events.feedback.barrier_feed import Fed, feed_barriers
from o2o_events.feedback.forms import current_version, get_form
from o2o_events.feedback.shipped import ship_forms
from ui.pages.results_page import Wanted


def answer(running, form: str = "evaluation", gender: str | None = None, **answers: Any) -> str:
    with running.app.database.write() as tx:
        found = get_form(tx, form)
        return store_answer(
            tx,
            event=running.event,
            form=found,
            version=current_version(tx, found.id),
            answers=answers,
            channel="phone",
            language="en",
            submission=new_submission(),
            respondent=Respondent(gender=gender),
        ).answer


def form_id(running, code: str) -> str:
    with running.app.database.read() as tx:
        return get_form(tx, code).id


@pytest.fixture
def page(running):
    with running.app.database.write() as tx:
        ship_forms(tx)
    running.window.show_page("results")
    made = running.window.workspace.page("results")
    running.qtbot.waitUntil(lambda: made.shown is not None)
    return made


def titles(page) -> list[str]:
    return [view.picture.name for view in page.charts.views]


def test_without_answers_the_page_says_so_and_leads_to_the_forms(running, page) -> None:
    assert page._empty_words.text() == (
        "Nobody has answered “Evaluation by participants” yet. Answers are shown here the moment they come."
    )
    assert not page.export.isEnabled()
    page.to_forms.click()
    assert running.window.workspace.shown == "forms"


def test_an_answer_is_shown_the_moment_it_comes(running, page) -> None:
    answer(running, objectives_clear="agree", knowledge_before=2, knowledge_after=4)
    running.qtbot.waitUntil(lambda: page.rate.text().startswith("1 answers"))
    answer(running, objectives_clear="disagree")
    running.qtbot.waitUntil(lambda: page.rate.text().startswith("2 answers"))

    assert titles(page)[:2] == ["Positive answers, by question", "The objectives of the event were clearly defined."]
    assert page.charts.views[1].picture.words.startswith(
        "Strongly agree: Answers 0; Agree: Answers 1; Disagree: Answers 1"
    )
    assert "+2.00 on average, from 1 who answered both" in page.notes.text()


def test_a_chart_is_drawn_for_width_and_theme(running, page) -> None:
    answer(running, objectives_clear="agree")
    running.qtbot.waitUntil(lambda: len(page.charts.views) == 1)
    view = page.charts.views[0]
    running.qtbot.waitUntil(lambda: view.height() > 60)
    light, before = view.grab().toImage(), view.height()
    running.desk.theme.choose("dark")
    running.settle()

    assert view.grab().toImage() != light
    assert view.height() == before


def test_groups_are_compared_and_small_ones_named_as_kept_back(running, page) -> None:
    for number in range(15):
        answer(running, gender="female" if number < 6 else "male" if number < 13 else None, objectives_clear="agree")
    page.choose(Wanted(form_id(running, "evaluation"), cut="gender"))
    running.qtbot.waitUntil(lambda: page.notes.text().startswith("Kept back"))

    assert page.notes.text().startswith("Kept back: Female; Not stated. Answers carry no name")
    assert page.charts.views[-1].picture.words == "Male (n = 7): Positive 100%"
    assert page.cut.currentText() == "By gender"


def test_texts_are_searched_and_tagged(running, page) -> None:
    answer(running, better="The room was cold")
    answer(running, better="Más café, por favor")
    running.qtbot.waitUntil(lambda: page.texts.list.count() == 2)
    page.texts.search.setText("cafe")
    assert [text.text for text in page.texts.listed] == ["Más café, por favor"]
    page.texts.list.setCurrentRow(0)
    page.texts.tags.setText("Food, food,  Breaks ")
    page.texts.save.click()
    running.qtbot.waitUntil(lambda: page.texts.listed[0].tags == ("Food", "Breaks"))

    page.texts.search.clear()
    page.texts.tag.setCurrentIndex(page.texts.tag.findText("Breaks"))
    page.texts.tag.activated.emit(0)
    assert page.texts.list.count() == 1
    assert page.texts.head.text() == "1 of 2 texts"


def test_a_tag_that_is_too_long_is_told(running, page) -> None:
    answer(running, better="The room was cold")
    running.qtbot.waitUntil(lambda: page.texts.list.count() == 1)
    page.texts.list.setCurrentRow(0)
    page.texts.tags.setText("x" * 41)
    with running.qtbot.waitSignal(page.said) as said:
        page.texts.save.click()

    assert said.args == ["“" + "x" * 41 + "” is too long for a tag. Use at most 40 characters."]


def test_results_and_raw_answers_are_written(running, page, tmp_path: Path) -> None:
    answer(running, objectives_clear="agree")
    running.qtbot.waitUntil(page.export.isEnabled)
    for write, name in ((page.export_results, "r.pdf"), (page.export_results, "r.xlsx"), (page.export_raw, "raw.xlsx")):
        with running.qtbot.waitSignal(page.said) as said:
            write(tmp_path / name)
        assert said.args == [f"Written: {tmp_path / name}."]

    assert (tmp_path / "r.pdf").read_bytes()[:5] == b"%PDF-"
    assert openpyxl.load_workbook(tmp_path / "raw.xlsx").worksheets[0].max_row == 3


def test_barriers_are_added_to_the_register_when_asked(running, page) -> None:
    answer(running, "barriers", barrier="Fees", category="payment", level="firm")
    page.choose(Wanted(form_id(running, "barriers")))
    running.qtbot.waitUntil(page.export.isEnabled)
    with running.qtbot.waitSignal(page.said) as said:
        page.feed_barriers()
    with running.app.database.write() as tx:
        again = feed_barriers(tx)

    assert (said.args, again) == (["Barriers added: 1; taken out: 0."], Fed(0, 0))
