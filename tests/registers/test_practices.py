"""The practice register: what may be written, its course, how it is found, and the running figures."""

from datetime import date

import pytest
from factories import make_event, make_practice

from o2o_events.app import App
from o2o_events.errors import UserError
from o2o_events.i18n import speaking
from o2o_events.registers import practices
from o2o_events.registers.events import Event
from o2o_events.registers.practice_queries import Wanted, get_practice, list_practices
from o2o_events.registers.practices import Practice
from o2o_events.registers.selection import accepted_figures, chosen_figures, figures_of


def test_add_practice_keeps_all_fields_as_written(app: App) -> None:
    with app.database.write() as tx:
        added = practices.add_practice(
            tx,
            title={"en": "  Fair  trade online ", "vi": "Thương mại công bằng"},
            company="Sen Việt (illustrative)",
            economy="việt nam",
            summary={"en": "One.\n\n\n\nTwo."},
            o2o_model="Click and collect",
            is_women_led=True,
            women_led_rule="51 % owned by women",
            is_youth_led=False,
            nominated_by="MOIT",
        )
    with app.database.read() as tx:
        [found] = list_practices(tx)

    assert found == added
    assert (found.title, found.economy, found.summary) == (
        {"en": "Fair trade online", "vi": "Thương mại công bằng"},
        "VN",
        {"en": "One.\n\nTwo."},
    )
    assert (found.status, found.is_selected, found.in_guidebook, found.presented_at) == ("nominated", False, False, ())


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": " "}, "A best practice needs a title. Type one."),
        ({"company": "\u200b"}, "A best practice needs the company or organisation it is of. Type its name."),
        (
            {"economy": "Atlantis"},
            "“Atlantis” is no APEC economy or affiliation. Give its name or code, such as Viet Nam or VN.",
        ),
        (
            {"is_women_led": True},
            "Say by which rule “Shop” is led by women, such as “51 % owned by women”.",
        ),
        (
            {"is_youth_led": True, "youth_led_rule": "\t "},
            "Say by which rule “Shop” is led by young people, such as “founder under 35”.",
        ),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_words(app: App, fields: dict[str, object], sentence: str) -> None:
    with app.database.write() as tx, pytest.raises(UserError) as refused:
        practices.add_practice(tx, **({"title": "Shop", "company": "Shop Ltd"} | fields))  # type: ignore[arg-type]  # by case

    assert str(refused.value) == sentence


def test_edit_practice_refuses_to_leave_a_flag_without_its_rule_and_changes_nothing(app: App) -> None:
    with app.database.write() as tx:
        made = make_practice(tx, is_women_led=True, women_led_rule="CEO is a woman")
    with app.database.write() as tx, pytest.raises(UserError, match=r"^Say by which rule"):
        practices.edit_practice(tx, practice=made.id, changes={"women_led_rule": "", "company": "Other"})

    with app.database.read() as tx:
        assert list_practices(tx) == [made]


def test_edit_practice_changes_one_language_of_the_title(app: App) -> None:
    with app.database.write() as tx:
        made = make_practice(tx, title={"en": "Shop"})
        with speaking("vi"):
            edited = practices.edit_practice(tx, practice=made.id, changes={"title": "Cửa hàng"})

    assert edited.title == {"en": "Shop", "vi": "Cửa hàng"}


def test_edit_practice_refuses_what_has_a_command_of_its_own(app: App) -> None:
    with app.database.write() as tx:
        made = make_practice(tx)
        with pytest.raises(UserError, match=r"^“status” is not a field of it"):
            practices.edit_practice(tx, practice=made.id, changes={"status": "accepted"})


@pytest.mark.parametrize("status", ["nominated", "declined"])
def test_only_an_accepted_practice_is_selected_presented_or_in_the_guidebook(
    app: App, event: Event, status: str
) -> None:
    with app.database.write() as tx:
        made = make_practice(tx, status=status)
        for attempt in (
            lambda: practices.select_practice(tx, practice=made.id),
            lambda: practices.mark_presented(tx, practice=made.id, event=event),
            lambda: practices.put_in_guidebook(tx, practice=made.id),
        ):
            with pytest.raises(UserError, match=r"Accept it first, then try again\.$"):
                attempt()


def test_course_tells_in_words_all_that_happened(app: App, event: Event) -> None:
    with app.database.write() as tx:
        summit = make_event(tx, "TW", [date(2016, 7, 18)])
        made = make_practice(tx, status="accepted")
        practices.mark_presented(tx, practice=made.id, event=summit)
        practices.mark_presented(tx, practice=made.id, event=event)
        practices.select_practice(tx, practice=made.id)
        done = practices.put_in_guidebook(tx, practice=made.id)

    assert practices.course(done, {summit.id: summit, event.id: event}) == [
        "Accepted",
        "Presented at Workshop VN",
        "Presented at Workshop TW",
        "Selected for Workshop II",
        "In the Guidebook",
    ]


def test_presented_twice_is_presented_once_and_can_be_taken_back(app: App, event: Event) -> None:
    with app.database.write() as tx:
        made = make_practice(tx, status="accepted")
        practices.mark_presented(tx, practice=made.id, event=event)
        twice = practices.mark_presented(tx, practice=made.id, event=event)
        back = practices.mark_presented(tx, practice=made.id, event=event, presented=False)

    assert (twice.presented_at, back.presented_at) == ((event.id,), ())


def test_declining_takes_out_of_the_selection(app: App) -> None:
    with app.database.write() as tx:
        made = make_practice(tx, status="accepted", is_selected=True)
        declined = practices.set_status(tx, practice=made.id, status="declined")

    assert (declined.status, declined.is_selected) == ("declined", False)


def test_removed_practice_is_gone_until_it_is_revived(app: App) -> None:
    with app.database.write() as tx:
        made = make_practice(tx)
        practices.remove_practice(tx, practice=made.id)
        assert list_practices(tx) == []
        with pytest.raises(UserError):
            practices.edit_practice(tx, practice=made.id, changes={"company": "X"})
        practices.revive_practice(tx, practice=made.id)
        assert list_practices(tx) == [made]


@pytest.mark.parametrize(
    ("wanted", "companies"),
    [
        (Wanted(), ["Kopi", "Lúa", "Sen"]),
        (Wanted(text="lua"), ["Lúa"]),
        (Wanted(text="viet NAM shop"), ["Lúa", "Sen"]),
        (Wanted(text="nothing"), []),
        (Wanted(statuses=("accepted",)), ["Kopi", "Lúa"]),
        (Wanted(economies=("VN",), is_women_led=True), ["Sen"]),
        (Wanted(is_women_led=False), ["Kopi", "Lúa"]),
        (Wanted(is_selected=True), ["Lúa"]),
        (Wanted(in_guidebook=True), []),
        (Wanted(presented_at="somewhere"), []),
    ],
)
def test_practices_are_listed_in_apec_order_and_filtered(app: App, wanted: Wanted, companies: list[str]) -> None:
    with app.database.write() as tx:
        make_practice(tx, company="Lúa", economy="VN", title={"en": "Sun shop"}, status="accepted", is_selected=True)
        make_practice(tx, company="Sen", economy="VN", is_women_led=True, women_led_rule="rule")
        make_practice(tx, company="Kopi", economy="ID", status="accepted", is_women_led=False)
    with app.database.read() as tx:
        assert [found.company for found in list_practices(tx, wanted)] == companies


def test_get_practice_takes_id_number_title_or_company(app: App) -> None:
    with app.database.write() as tx:
        made = make_practice(tx, company="Lúa Vàng", title={"en": "Golden rice", "vi": "Lúa vàng"}, source_ref="BP-07")
        make_practice(tx, company="Sen", title={"en": "Lotus"})
        for text in (made.id, "bp-07", "golden RICE", "LUA VANG"):
            assert get_practice(tx, text).id == made.id
        with pytest.raises(UserError, match=r"^There is no best practice “rice”"):
            get_practice(tx, "rice")


def test_get_practice_does_not_choose_among_several(app: App) -> None:
    with app.database.write() as tx:
        make_practice(tx, company="Sen", title={"en": "Tea"})
        make_practice(tx, company="Sen", title={"en": "Rice"})
        with pytest.raises(UserError, match=r"^“sen” fits several best practices: Rice \(Sen\); Tea \(Sen\)\."):
            get_practice(tx, "sen")


def _practice(n: int, **fields: object) -> Practice:
    return Practice(**({"id": str(n), "title": {"en": str(n)}, "company": "C"} | fields))  # type: ignore[arg-type]  # by case


def test_figures_count_over_accepted_practices_and_over_the_chosen_ones() -> None:
    listed = [
        _practice(1, status="accepted", economy="VN", is_women_led=True, is_youth_led=True, is_selected=True),
        _practice(2, status="accepted", economy="VN", is_women_led=False, is_youth_led=True, is_selected=True),
        _practice(3, status="accepted", economy="PE", is_women_led=None, is_youth_led=False),
        _practice(4, status="accepted", economy="NONMEMBER", is_women_led=True, is_youth_led=True),
        _practice(5, status="nominated", economy="JP", is_women_led=True),
        _practice(6, status="declined", economy="US", is_women_led=True, is_selected=True),
    ]

    accepted, chosen = accepted_figures(listed), chosen_figures(listed)

    assert (accepted.practices.count, accepted.economies.count, accepted.without_economy) == (4, 2, 1)
    assert (accepted.women_led.count, accepted.women_led.whole, accepted.women_led.unstated) == (2, 4, 1)
    assert (accepted.women_led.percent, accepted.youth_led.percent) == (50.0, 75.0)
    assert (accepted.women_led.is_met, accepted.youth_led.is_met) == (True, False)
    assert (chosen.practices.count, chosen.economies.count) == (2, 1)
    assert (chosen.women_led.percent, chosen.youth_led.percent) == (50.0, 100.0)


def test_figures_of_nothing_are_no_share_and_no_target_met() -> None:
    figures = figures_of([])

    assert (figures.women_led.percent, figures.women_led.is_met) == (None, False)
    assert (figures.practices.count, figures.practices.target, figures.economies.target) == (0, 20, 10)
    assert (figures.women_led.target, figures.youth_led.target) == (40, 80)


def test_targets_are_met_exactly_at_their_figure() -> None:
    economies = ("AU", "BN", "CA", "CL", "CN", "HK", "ID", "JP", "KR", "MY")
    listed = [_practice(n, economy=economies[n % 10], is_women_led=n < 8, is_youth_led=n < 16) for n in range(20)]

    figures = figures_of(listed)
    fewer = figures_of(listed[1:])

    assert [f.is_met for f in (figures.practices, figures.economies, figures.women_led, figures.youth_led)] == [
        True
    ] * 4
    assert [f.is_met for f in (fewer.practices, fewer.women_led, fewer.youth_led)] == [False] * 3
