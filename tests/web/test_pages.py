"""What can be answered, in which language, and that everybody can read and use it."""

import re
from itertools import product

import pytest
from conftest import FakeClock
from factories import make_person, make_room, make_session, make_slot
from flask.testing import FlaskClient
from phones import CODE, PHONE, Served, every_kind, stored
from playwright.sync_api import Browser
from sqlalchemy import select

from o2o_events import paths
from o2o_events.agenda import running
from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.db.models import RegistrationRow
from o2o_events.feedback.answering import new_submission
from o2o_events.feedback.forms import Form, add_form, current_version
from o2o_events.feedback.queries import read_answers
from o2o_events.feedback.questions import FormContent, Question
from o2o_events.registers.events import Event
from o2o_events.web.addresses import list_addresses, page_address
from o2o_events.web.filling import with_other
from o2o_events.web.languages import choose_language, wanted_languages
from o2o_events.web.open_forms import read_open_forms
from o2o_events.web.site import make_site


def ask(app: App, *forms: str) -> FlaskClient:
    return make_site(app.database, event="VN", forms=forms).test_client()


def add(app: App, code: str, **fields: object) -> Form:
    content = FormContent(("en",), {"en": f"About {code}"}, questions=(Question("q", "long_text", {"en": "What?"}),))
    with app.database.write() as tx:
        return add_form(tx, code=code, name={"en": code}, content=content, **fields)  # type: ignore[arg-type]  # any


@pytest.mark.usefixtures("event")
def test_a_page_is_written_the_way_its_language_is(app: App) -> None:
    title = {"ar": "تقييم", "en": "Evaluation"}
    with app.database.write() as tx:
        content = FormContent(("ar", "en"), title, questions=(Question("q", "long_text", title),))
        add_form(tx, code="both", name=title, content=content)
    client = ask(app)
    heads = [client.get(f"/f/both?lang={tag}").text.splitlines()[1] for tag in ("ar", "en")]

    assert heads == ['<html lang="ar" dir="rtl">', '<html lang="en" dir="ltr">']


def test_sessions_can_be_answered_once_they_have_begun(app: App, event: Event, clock: FakeClock) -> None:
    add(app, "session", scope="session")
    with app.database.write() as tx:
        room = make_room(tx, event)
        make_session(tx, event, "Opening", at="08:00", room=room.id)
        on = make_session(tx, event, "Now", at="09:00", room=room.id)
        early = make_session(tx, event, "Started early", at="14:00", room=make_room(tx, event, "B").id)
        make_session(tx, event, "Soon", at="09:08", room=make_room(tx, event, "C").id)
        later = make_session(tx, event, "Later", at="11:00", room=room.id)
        make_session(tx, event, "Coffee", at="08:30", type="break")
        clock.advance(minutes=1)
        running.start(tx, event=event, subject=early.id)
        (found,) = read_open_forms(tx, event)
    client = ask(app)

    assert {target.title["en"]: target.is_on for target in found.targets} == {
        "Started early": True,
        "Now": True,
        "Soon": False,
        "Opening": False,
    }
    assert client.get("/f/session").status_code == 303
    assert client.get(f"/f/session/{on.id}").status_code == 200
    assert (client.get(f"/f/session/{later.id}").status_code, client.get("/f/session/x").status_code) == (409, 404)


def test_slots_can_be_answered_once_they_have_begun(app: App, event: Event, clock: FakeClock) -> None:
    add(app, "slot", scope="slot")
    with app.database.write() as tx:
        session = make_session(tx, event, "Panel", at="09:00", room=make_room(tx, event).id)
        slots = [make_slot(tx, session, title, 20) for title in ("First", "Second", "Third")]
        clock.advance(minutes=25)
        (found,) = read_open_forms(tx, event)
    client = ask(app)

    assert [(t.title["en"], t.of["en"], t.is_on) for t in found.targets] == [
        ("Second", "Panel", True),
        ("First", "Panel", False),
    ]
    assert "Panel" in client.get(f"/f/slot/{slots[0].id}").text


def test_only_the_named_forms_are_offered_and_forms_with_names_only_then(app: App, event: Event) -> None:  # noqa: ARG001 they are asked there
    add(app, "open")
    add(app, "interview", is_named=True)
    add(app, "elsewhere", events=["another event"])

    assert [ask(app).get(f"/f/{code}").status_code for code in ("open", "interview", "elsewhere")] == [200, 404, 404]
    assert [ask(app, "interview").get(f"/f/{c}").status_code for c in ("open", "interview")] == [404, 200]


def test_the_only_form_opens_at_once(app: App, event: Event) -> None:  # noqa: ARG001 it is asked there
    add(app, "open")

    assert ask(app).get("/").headers["Location"] == "/f/open"


def test_the_form_says_what_it_promises(app: App, event: Event) -> None:  # noqa: ARG001 they are asked there
    add(app, "open")
    add(app, "interview", is_named=True)
    client = ask(app, "open", "interview")

    assert "Your answers are anonymous." in client.get("/f/open").text
    assert "Your answers are kept with your name." in client.get("/f/interview").text


def test_a_form_with_names_takes_the_code_of_a_badge(app: App, event: Event) -> None:
    form = add(app, "interview", is_named=True)
    with app.database.write() as tx:
        make_person(tx, event)
        (badge,) = issue_badges(tx, event=event)
        version = current_version(tx, form.id).id
    client = ask(app, "interview")
    fields = {"version": version, "shown_in": "en", "q_q": "Much"}
    codes = ("AAAA-AAAA", badge.badge.lower(), "")
    answers = [
        client.post("/f/interview", data=fields | {"badge": code, "submission": new_submission()}) for code in codes
    ]
    with app.database.read() as tx:
        registration = tx.scalars(select(RegistrationRow.id)).one()
        kept = [answer.registration for answer in read_answers(tx, form, events=[event])]

    assert [answer.status_code for answer in answers] == [422, 200, 200]
    assert "No badge of this event has this code." in answers[0].text
    assert sorted(kept, key=str) == sorted([registration, None], key=str)


@pytest.mark.parametrize(
    ("accept", "chosen", "expected"),
    [
        ("zh-TW,zh;q=0.9,en;q=0.8", None, "zh-Hant"),
        ("vi-VN", None, "vi"),
        ("en;q=0.2, es-PE;q=0.9", None, "es"),
        ("fr-FR,fr", None, "en"),
        ("", None, "en"),
        ("en", "vi", "vi"),
        ("es", "xx", "es"),
        ("en;q=0, es", None, "es"),
        (";;;,=,q=,*", None, "en"),
        ("x" * 100_000, None, "en"),
        ("es;q=abc, vi", None, "vi"),
    ],
)
def test_the_language_is_what_was_chosen_else_what_the_phone_asks_for(
    accept: str, chosen: str | None, expected: str
) -> None:
    assert choose_language(("en", "zh-Hant", "es", "vi"), chosen, accept) == expected


def test_the_first_language_of_a_form_stands_in_where_the_phone_has_none_of_them() -> None:
    assert choose_language(("th", "ko"), None, "fr") == "th"
    assert choose_language((), None, "fr") == "en"
    assert wanted_languages("en;q=0.5,vi") == ["vi", "en"]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"colour_other": "pink"}, "other"),
        ({"colour": "red", "colour_other": "pink"}, "red"),
        ({"colours_other": "pink"}, "other"),
        ({"colours": "red", "colours_other": "pink"}, ["red", "other"]),
        ({"colours": ["red", "other"], "colours_other": "pink"}, ["red", "other"]),
        ({"colour": "red", "colour_other": " "}, "red"),
    ],
)
def test_another_option_in_ones_own_words_counts_as_ticked(raw: dict[str, object], expected: object) -> None:
    found = with_other(every_kind(), raw)

    assert found.get("colours" if "colours_other" in raw else "colour") == expected


def test_this_computer_has_addresses_and_the_last_is_its_own() -> None:
    addresses = list_addresses()

    assert [(a.text, a.is_venue) for a in addresses][-1] == ("127.0.0.1", False)
    assert all(a.is_venue for a in addresses[:-1])
    assert page_address("192.168.1.7", 80) == "http://192.168.1.7/"
    assert page_address("fe80::1", 8080) == "http://[fe80::1]:8080/"


def test_every_text_can_be_read_against_its_ground() -> None:
    themes = _themes()
    on_ground = ["ink", "quiet", "danger", "good", "accent"]
    pairs = [*product(on_ground, ["ground", "surface"]), ("accent-ink", "accent")]
    pairs += [("ink", f"{name}-soft") for name in ("accent", "danger", "good", "warn")] + [("danger", "danger-soft")]
    weak = [
        (number, ink, ground)
        for number, theme in enumerate(themes)
        for ink, ground in pairs
        if _contrast(theme[ink], theme[ground]) < 4.5
    ]
    edges = [
        (n, ground)
        for n, t in enumerate(themes)
        for ground in ("ground", "surface")
        if _contrast(t["edge"], t[ground]) < 3
    ]

    assert (len(themes), weak, edges) == (2, [], [])


def _themes() -> list[dict[str, str]]:
    """The colours by name, of the light and the dark page."""
    text = paths.resource("web", "form.css").read_text(encoding="utf-8")
    return [dict(re.findall(r"--([\w-]+): (#\w+);", block)) for block in re.findall(r":root \{(.*?)\}", text, re.S)]


def _contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_pages_fit_their_width_with_targets_for_thumbs_and_names_for_readers(
    browser: Browser, served: Served, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, locale="vi-VN")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    found = []
    for path in ("", "s", f"f/{CODE}", "nothing"):
        page.goto(served.url + path)
        found.append(
            page.evaluate(
                """() => {
                  const seen = e => e.getBoundingClientRect().width > 1 && !e.closest("[hidden]");
                  const wanted = "a, button:not(.unseen), label:has(input), input, textarea";
                  const targets = [...document.querySelectorAll(wanted)].filter(seen);
                  const fields = [...document.querySelectorAll("input:not([type=hidden]), textarea")];
                  return {
                    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
                    small: targets.filter(e => e.matches("label") || !e.closest("label"))
                      .filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML),
                    nameless: fields.filter(e => !e.labels.length && !e.ariaLabel).map(e => e.name),
                    groups: [...document.querySelectorAll("fieldset")].filter(e => !e.querySelector("legend")).length,
                    lang: document.documentElement.lang,
                  };
                }"""
            )
        )
    context.close()

    assert found == [{"overflow": 0, "small": [], "nameless": [], "groups": 0, "lang": "vi"}] * 4
    assert [text for text in said if "404" not in text] == []


def test_the_form_is_filled_by_keyboard_alone(browser: Browser, served: Served) -> None:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(served.form())
    page.locator("[name=q_fair]").first.focus()
    for key in ("Space", "Tab", "a", "Tab", "ArrowRight", "ArrowRight", "Tab", "ArrowDown"):
        page.keyboard.press(key)
    page.locator("[name=q_word]").focus()
    page.keyboard.type("typed")
    page.keyboard.press("Enter")
    page.locator("#thanks").wait_for()
    context.close()
    (answer,) = stored(served.file)

    assert answer.answers == {"fair": "agree", "fair_comment": "a", "stars": 3, "colour": "green", "word": "typed"}
