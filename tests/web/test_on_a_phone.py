"""A real browser answers: each answer is kept once and none is lost, whatever breaks on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from factories import make_event
from phones import FULL, PHONE, TAGS, Served, fill_in, full_disk, send, stored, tick, wait_for_thanks, write
from playwright.sync_api import Browser, BrowserContext, Error, Page, Route
from ports import free_port

from o2o_events.app import open_app
from o2o_events.feedback.forms import add_form
from o2o_events.feedback.questions import Condition, FormContent, Question
from o2o_events.i18n import speaking
from o2o_events.settings import Settings
from o2o_events.web.words import script_words


@contextmanager
def phone(browser: Browser, language: str = "en", **options: Any) -> Iterator[BrowserContext]:
    context = browser.new_context(**PHONE, locale=TAGS[language], **options)
    context.set_default_timeout(20_000)
    yield context
    context.close()


def said(page: Page) -> str:
    return page.locator(".send .status").inner_text()


def wait_until_said(page: Page, word: str, language: str = "en") -> None:
    with speaking(language):
        text = script_words()[word]
    page.wait_for_function("text => document.querySelector('.send .status').textContent === text", arg=text)


@pytest.mark.parametrize("language", list(TAGS))
def test_every_kind_of_question_is_answered_once_though_everything_breaks(
    browser: Browser, served: Served, language: str
) -> None:
    with phone(browser, language) as context:
        page = context.new_page()
        page.goto(served.form())
        shown_in = page.locator("html").get_attribute("lang")
        fill_in(page)
        served.kill()
        context.set_offline(True)
        for _press in range(5):
            send(page)
        wait_until_said(page, "waiting", language)
        context.set_offline(False)
        send(page)
        served.start()
        wait_for_thanks(page)
        thanks = page.locator("#thanks").inner_text()
        kept_on_phone = page.evaluate("Object.keys(localStorage)")
    served.kill()
    (answer,) = stored(served.file)

    assert (answer.answers, answer.language, answer.channel) == (FULL, language, "phone")
    assert (shown_in, kept_on_phone) == (language, [])
    assert thanks.startswith("Thanks a lot.")


def test_a_question_that_hangs_on_a_number_is_shown_however_it_is_written(browser: Browser, project_file: Path) -> None:
    app = open_app(Settings(file=project_file))
    with app.database.write() as tx:
        make_event(tx)
        shops = Question("shops", "number", {"en": "How many shops?"})
        which = Question(
            "which", "short_text", {"en": "Which?"}, is_required=True, show_if=Condition("shops", ("5", "1.5"))
        )
        content = FormContent(("en",), {"en": "Shops"}, questions=(shops, which))
        add_form(tx, code="shops", name={"en": "Shops"}, content=content)
    app.close()
    served = Served(project_file, free_port())
    served.start()
    with phone(browser) as context:
        page = context.new_page()
        page.goto(served.form("shops"))
        seen = []
        for number in ("5", "05", "5,0", "6", "1,50"):
            write(page, "shops", number)
            seen.append(page.locator('[name="q_which"]').is_visible())
        write(page, "which", "All")
        send(page)
        wait_for_thanks(page)
    served.stop()

    assert seen == [True, True, True, False, True]
    assert [answer.answers for answer in stored(project_file, "shops")] == [{"shops": 1.5, "which": "All"}]


def test_two_tabs_are_two_answers(browser: Browser, served: Served) -> None:
    with phone(browser) as context:
        pages = [context.new_page(), context.new_page()]
        for page in pages:
            page.goto(served.form())
        for page, word in zip(pages, ("first", "second"), strict=True):
            page.bring_to_front()
            fill_in(page)
            write(page, "word", word)
        served.kill()
        for page in pages:
            page.bring_to_front()
            for _press in range(5):
                send(page)
        served.start()
        for page in pages:
            page.bring_to_front()
            wait_for_thanks(page)

    found = sorted((answer.answers for answer in stored(served.file)), key=lambda answers: answers["word"])
    assert found == [FULL | {"word": "first"}, FULL | {"word": "second"}]


def test_a_copy_of_a_tab_is_an_answer_of_its_own(browser: Browser, served: Served) -> None:
    with phone(browser) as context:
        page = context.new_page()
        page.goto(served.form())
        fill_in(page)
        with context.expect_page() as opened:
            page.evaluate("window.open(location.href)")
        copy = opened.value
        copy.locator("[name=q_more]").wait_for()
        typed = copy.locator("[name=q_more]").input_value()
        tick(copy, "fair", "disagree")
        send(copy)
        wait_for_thanks(copy)
        page.bring_to_front()
        send(page)
        wait_for_thanks(page)

    assert typed == ""
    assert sorted(answer.answers["fair"] for answer in stored(served.file)) == ["agree", "disagree"]


def test_an_answer_whose_thanks_got_lost_is_not_kept_twice(browser: Browser, served: Served) -> None:
    lost = []

    def lose_the_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    with phone(browser) as context:
        page = context.new_page()
        page.goto(served.form())
        page.route("**/f/*", lose_the_first)
        fill_in(page)
        send(page)
        wait_for_thanks(page)

    assert lost == [200]
    assert [answer.answers for answer in stored(served.file)] == [FULL]


def test_a_half_filled_answer_is_there_again_after_the_page_was_loaded_anew(browser: Browser, served: Served) -> None:
    with phone(browser) as context:
        page = context.new_page()
        page.goto(served.form())
        fill_in(page)
        before = page.locator("[name=submission]").input_value()
        page.reload()
        after = page.locator("[name=submission]").input_value()
        send(page)
        wait_for_thanks(page)

    assert before == after
    assert [answer.answers for answer in stored(served.file)] == [FULL]


def test_the_next_person_at_a_shared_phone_starts_anew(browser: Browser, served: Served) -> None:
    with phone(browser) as context:
        page = context.new_page()
        page.goto(served.form())
        fill_in(page)
        page.reload()
        page.locator("header .status button").tap()
        words_left = page.locator("[name=q_more]").input_value()
        tick(page, "fair", "disagree")
        send(page)
        wait_for_thanks(page)

    assert words_left == ""
    assert [answer.answers for answer in stored(served.file)] == [{"fair": "disagree"}]


def test_an_answer_that_waits_is_sent_when_its_page_is_gone(browser: Browser, served: Served) -> None:
    with phone(browser) as context:
        page = context.new_page()
        page.goto(served.form())
        fill_in(page)
        context.set_offline(True)
        send(page)
        wait_until_said(page, "waiting")
        is_seen = page.locator(".send .status").evaluate("e => e.getBoundingClientRect().bottom <= innerHeight")
        page.close()
        context.set_offline(False)
        other = context.new_page()
        other.goto(served.form())
        wait_until_said(other, "delivered")
        typed = other.locator("[name=q_more]").input_value()

    assert (is_seen, typed) == (True, "")
    assert [answer.answers for answer in stored(served.file)] == [FULL]


def test_an_answer_waits_until_the_disk_has_room(browser: Browser, served: Served) -> None:
    with phone(browser) as context:
        page = context.new_page()
        page.goto(served.form())
        fill_in(page)
        with full_disk(served.file):
            send(page)
            wait_until_said(page, "waiting")
        wait_for_thanks(page)

    assert [answer.answers for answer in stored(served.file)] == [FULL]


def test_questions_appear_when_they_are_asked(browser: Browser, served: Served) -> None:
    with phone(browser) as context:
        page = context.new_page()
        page.goto(served.form())
        seen = [page.locator("[name=q_why]").is_visible()]
        tick(page, "colour", "red")
        seen.append(page.locator("[name=q_why]").is_visible())
        write(page, "why", "warm")
        tick(page, "colour", "blue")
        seen.append(page.locator("[name=q_why]").is_visible())
        tick(page, "fair", "agree")
        send(page)
        wait_for_thanks(page)

    assert seen == [False, True, False]
    assert [answer.answers for answer in stored(served.file)] == [{"fair": "agree", "colour": "blue"}]


def test_problems_are_shown_at_their_questions_with_the_first_in_focus(browser: Browser, served: Served) -> None:
    with phone(browser) as context:
        page = context.new_page()
        page.goto(served.form())
        write(page, "sellers", "many")
        write(page, "more", "kept")
        send(page)
        page.locator("#problems").wait_for()
        focus = page.evaluate("document.activeElement.name")
        field = page.locator("[name=q_sellers]")
        described = page.locator(f"#{field.get_attribute('aria-describedby')}").inner_text()
        typed = (field.input_value(), page.locator("[name=q_more]").input_value())
        tick(page, "fair", "agree")
        write(page, "sellers", "7")
        send(page)
        wait_for_thanks(page)

    assert (focus, described, typed) == ("q_fair", "Write a number, such as 12.", ("many", "kept"))
    assert [answer.answers for answer in stored(served.file)] == [{"fair": "agree", "sellers": 7, "more": "kept"}]


@pytest.mark.parametrize("has_script", [True, False])
def test_another_language_keeps_what_was_typed(browser: Browser, served: Served, has_script: bool) -> None:
    with phone(browser, java_script_enabled=has_script) as context:
        page = context.new_page()
        page.goto(served.form())
        fill_in(page)
        page.locator("button[lang=vi]").tap()
        page.locator("h1", has_text="tiếng Việt").wait_for()
        lang = page.locator("html").get_attribute("lang")
        send(page)
        wait_for_thanks(page)
    (answer,) = stored(served.file)

    assert (lang, answer.language, answer.answers) == ("vi", "vi", FULL)


@pytest.mark.parametrize("language", list(TAGS))
def test_every_kind_of_question_is_answered_once_without_a_script(
    browser: Browser, served: Served, language: str
) -> None:
    with phone(browser, language, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(served.form())
        fill_in(page)
        served.kill()
        served.start()
        send(page, times=5)
        wait_for_thanks(page)
    (answer,) = stored(served.file)

    assert (answer.answers, answer.language) == (FULL, language)


def test_without_a_script_an_answer_sent_without_network_is_sent_by_loading_anew(
    browser: Browser, served: Served
) -> None:
    with phone(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(served.form())
        fill_in(page)
        context.set_offline(True)
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"), page.expect_navigation():
            send(page)
        context.set_offline(False)
        page.reload()
        wait_for_thanks(page)
        page.reload()
        wait_for_thanks(page)

    assert [answer.answers for answer in stored(served.file)] == [FULL]


def test_without_a_script_two_tabs_are_two_answers(browser: Browser, served: Served) -> None:
    with phone(browser, java_script_enabled=False) as context:
        pages = [context.new_page(), context.new_page()]
        for page in pages:
            page.goto(served.form())
            fill_in(page)
        for page in pages:
            send(page, times=5)
            wait_for_thanks(page)

    assert [answer.answers for answer in stored(served.file)] == [FULL, FULL]


def test_without_a_script_problems_keep_what_was_typed(browser: Browser, served: Served) -> None:
    with phone(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(served.form())
        write(page, "more", "first\n\nlast")
        tick(page, "colours", "blue")
        send(page)
        page.locator("#problems").wait_for()
        hint = page.locator("#q_why-hint").inner_text()
        tick(page, "fair", "agree")
        send(page)
        wait_for_thanks(page)
    (answer,) = stored(served.file)

    assert hint == "Only if you answered “red” to “Which colour?”."
    assert answer.answers == {"fair": "agree", "colours": ["blue"], "more": "first\n\nlast"}
