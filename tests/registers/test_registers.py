"""The registers that the project reports from: what they keep, what they refuse, and how far each record is."""

from datetime import date

import pytest
from factories import make_event
from filled_registers import fill_registers

from o2o_events.app import App
from o2o_events.errors import UserError
from o2o_events.i18n import speaking
from o2o_events.registers import barriers, fora, outputs, platforms, products, recommendations
from o2o_events.registers.economies import ECONOMIES
from o2o_events.registers.events import Event
from o2o_events.registers.recommendations import ENDORSEMENTS, RECOMMENDATIONS, TEXTS
from o2o_events.registers.register import KINDS, Register
from o2o_events.registers.register_list import REGISTERS
from o2o_events.registers.register_records import (
    edit_entry,
    get_entry,
    list_entries,
    remove_entry,
    revive_entry,
)

DAY = date(2016, 9, 5)
each_register = pytest.mark.parametrize("register", REGISTERS.values(), ids=REGISTERS)


@each_register
def test_description_fits_the_table(register: Register) -> None:
    kept = {c.name for c in register.row.__table__.columns} - {"id", "deleted", "stamps", "revision"}

    assert {field.name for field in register.fields} == kept
    assert {field.kind for field in register.fields} <= KINDS
    assert all(tuple(f.choices()) == f.codes for f in register.fields if f.kind == "choice")
    assert all(register.field_named(name) for key in register.keys for name in key)


@each_register
def test_record_that_was_taken_out_comes_back_as_it_was(app: App, event: Event, register: Register) -> None:
    with app.database.write() as tx:
        fill_registers(tx, event)
        before = list_entries(tx, register)
        remove_entry(tx, register, before[0].id)
        without = list_entries(tx, register)
        revive_entry(tx, register, before[0].id)
        after = list_entries(tx, register)

    assert without == before[1:]
    assert after == before


@each_register
def test_unknown_field_is_refused_with_those_there_are(app: App, event: Event, register: Register) -> None:
    with app.database.write() as tx:
        fill_registers(tx, event)
        first = list_entries(tx, register)[0]
        with pytest.raises(UserError, match=r"“colour” is not a field of it. Give one of: "):
            edit_entry(tx, register, first.id, {"colour": "red"})


def test_barriers_of_an_event_come_by_category_then_economy_in_apecs_order(app: App, event: Event) -> None:
    with app.database.write() as tx:
        other = make_event(tx, code="TPE")
        for title, category, economy, where in (
            ("d", "delivery", "AU", event),
            ("c", "payment", "VN", event),
            ("b", "payment", "TW", event),
            ("a", "payment", "HK", event),
            ("e", "online", "AU", other),
        ):
            barriers.add_barrier(tx, title=title, category=category, level="firm", economy=economy, event=where)
        found = barriers.list_barriers(tx, event)

    assert [(b.label, b.economy) for b in found] == [("a", "HK"), ("b", "TW"), ("c", "VN"), ("d", "AU")]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "  ", "“Title” is missing"),
        ("category", "weather", "“weather” is not known as “Category”"),
        ("economy", "Narnia", "“Narnia” is no APEC economy or affiliation"),
        ("event", "nothing", "There is no such event"),
        ("recommendation", "nothing", "This is no longer in the register"),
        ("title", "x" * 501, "is too long"),
        ("description", "x" * 50_001, "is too long"),
    ],
)
def test_barrier_that_cannot_be_is_refused_in_words(app: App, field: str, value: str, sentence: str) -> None:
    fields = {"title": "Cards", "category": "payment", "level": "policy"} | {field: value}
    with app.database.write() as tx:
        with pytest.raises(UserError, match=sentence):
            barriers.add_barrier(tx, **fields)
        assert barriers.list_barriers(tx) == []


def test_choices_are_taken_by_their_words_in_any_language(app: App) -> None:
    with app.database.write() as tx:
        made = barriers.add_barrier(tx, title="Cards", category="International e-payment", level="ECONOMY POLICY")

    assert (made.category, made.level) == ("payment", "policy")


def test_wordings_move_a_recommendation_on_and_never_back(app: App) -> None:
    with app.database.write() as tx:
        made = recommendations.add_recommendation(tx, title="Simplify")
        stages = []
        for stage in ("drafted", "final", "revised"):
            recommendations.write_text(tx, recommendation=made.id, stage=stage, wording=f"We {stage}.", written_on=DAY)
            stages.append(get_entry(tx, RECOMMENDATIONS, made.id).stage)
        texts = recommendations.list_texts(tx, made.id)
        latest = recommendations.latest_text(texts, made.id)

    assert stages == ["drafted", "final", "final"]
    assert [text.stage for text in texts] == ["drafted", "revised", "final"]
    assert latest is not None
    assert latest.wording == {"en": "We final."}


def test_economies_endorse_what_is_final_once_each(app: App) -> None:
    with app.database.write() as tx:
        made = recommendations.add_recommendation(tx, title="Simplify")
        with pytest.raises(UserError, match="“Simplify” is not final yet"):
            recommendations.endorse(tx, recommendation=made.id, economy="PE", endorsed_on=DAY)
        recommendations.write_text(tx, recommendation=made.id, stage="final", wording="We do.", written_on=DAY)
        for economy in ("VN", "Chinese Taipei", "Perú"):
            recommendations.endorse(tx, recommendation=made.id, economy=economy, endorsed_on=DAY)
        with pytest.raises(UserError, match=r"“1. Simplify · Peru” is there already"):
            recommendations.endorse(tx, recommendation=made.id, economy="PE", endorsed_on=date(2016, 9, 6))
        with pytest.raises(UserError, match="“ABAC” is not one of the 21 member economies"):
            recommendations.endorse(tx, recommendation=made.id, economy="ABAC", endorsed_on=DAY)
        endorsing = recommendations.endorsing_economies(tx)

    assert endorsing == {made.id: ["PE", "TW", "VN"]}


def test_endorsement_taken_back_and_given_again_is_the_same_record(app: App) -> None:
    with app.database.write() as tx:
        made = recommendations.add_recommendation(tx, title="Simplify", stage="final")
        first = recommendations.endorse(tx, recommendation=made.id, economy="PE", endorsed_on=DAY, endorsed_by="A")
        remove_entry(tx, ENDORSEMENTS, first.id)
        again = recommendations.endorse(tx, recommendation=made.id, economy="PE", endorsed_on=date(2016, 9, 7))

    assert (again.id, again.endorsed_on, again.endorsed_by) == (first.id, date(2016, 9, 7), "")


def test_what_belongs_to_a_removed_recommendation_goes_and_comes_with_it(app: App, event: Event) -> None:
    with app.database.write() as tx:
        fill_registers(tx, event)
        first = recommendations.list_recommendations(tx)[0]
        remove_entry(tx, RECOMMENDATIONS, first.id)
        gone = list_entries(tx, TEXTS), list_entries(tx, ENDORSEMENTS)
        revive_entry(tx, RECOMMENDATIONS, first.id)
        back = len(list_entries(tx, TEXTS)), len(list_entries(tx, ENDORSEMENTS))

    assert gone == ([], [])
    assert back == (4, 3)


def test_recommendation_is_found_by_number_label_or_title_in_any_language(app: App, event: Event) -> None:
    with app.database.write() as tx:
        fill_registers(tx, event)
        first = recommendations.list_recommendations(tx)[0]
        found = [
            get_entry(tx, RECOMMENDATIONS, text) for text in ("1", "1. =simplify", "簡化", "đơn giản hóa; “thủ tục”")
        ]
        with speaking("vi"):
            found.append(get_entry(tx, RECOMMENDATIONS, "1. =Simplify"))

    assert found == [first] * 5


def test_name_that_fits_several_asks_for_the_id(app: App) -> None:
    with app.database.write() as tx:
        for economy in ("VN", "PE"):
            products.add_product(tx, economy=economy, name="Coffee")
        with pytest.raises(UserError, match=r"“coffee” fits several: Coffee; Coffee. Give the id of one"):
            get_entry(tx, REGISTERS["product"], "coffee")
        with pytest.raises(UserError, match=r"There is no “tea” among: Hot products. “product list” shows"):
            get_entry(tx, REGISTERS["product"], "tea")


def test_platform_stages_are_marked_and_taken_back(app: App, event: Event) -> None:
    with app.database.write() as tx:
        made = platforms.add_platform(tx, name="eBay", economy="US")
        engaged = [made.is_engaged]
        for stage in platforms.STAGES:
            made = platforms.mark_platform(tx, platform=made.id, stage=stage, on=DAY, event=event)
            engaged.append(made.is_engaged)
        reached = made.reached
        taken_back = platforms.mark_platform(tx, platform=made.id, stage="attended", on=None, event=event)
        with pytest.raises(UserError, match="Say which event the platform attended"):
            platforms.mark_platform(tx, platform=made.id, stage="attended", on=DAY)
        with pytest.raises(UserError, match="There is no stage “sang”"):
            platforms.mark_platform(tx, platform=made.id, stage="sang", on=DAY)
        with pytest.raises(UserError, match="“eBay” is there already"):
            platforms.add_platform(tx, name="EBAY")

    assert engaged == [False, False, True, True, True, True, True]
    assert reached == platforms.STAGES
    assert taken_back.attended == ()


def test_products_are_counted_for_all_21_economies_in_apecs_order(app: App) -> None:
    with app.database.write() as tx:
        for economy, name in (("VN", "Tea"), ("VN", "Rice"), ("TW", "Tea")):
            products.add_product(tx, economy=economy, name=name)
        counts = products.products_by_economy(tx)

    assert list(counts) == [economy.code for economy in ECONOMIES if economy.is_member]
    assert {code: n for code, n in counts.items() if n} == {"TW": 1, "VN": 2}


def test_published_output_needs_its_day_and_a_web_address(app: App) -> None:
    with app.database.write() as tx:
        with pytest.raises(UserError, match="Say on which day it was published"):
            outputs.add_output(tx, kind="guidebook", title="Guide", status="published")
        with pytest.raises(UserError, match="“javascript:alert” is no web address"):
            outputs.add_output(tx, kind="guidebook", title="Guide", link="javascript:alert")


def test_a_day_has_one_reading_and_the_latest_holds(app: App) -> None:
    with app.database.write() as tx:
        made = outputs.add_output(tx, kind="guidebook", title="Guide")
        for day, accesses in ((date(2016, 12, 1), 90), (date(2016, 10, 1), 12)):
            outputs.add_reading(tx, output=made.id, read_on=day, accesses=accesses)
        with pytest.raises(UserError, match="“Guide · 2016-10-01” is there already"):
            outputs.add_reading(tx, output=made.id, read_on=date(2016, 10, 1), accesses=13)
        with pytest.raises(UserError, match="-1 cannot be"):
            outputs.add_reading(tx, output=made.id, read_on=date(2016, 11, 1), accesses=-1)
        latest = outputs.latest_readings(tx)[made.id].accesses
        early = outputs.latest_readings(tx, until=date(2016, 11, 30))[made.id].accesses

    assert (latest, early) == (90, 12)


def test_forum_is_noted_once_an_event(app: App, event: Event) -> None:
    with app.database.write() as tx:
        other = make_event(tx, code="TPE")
        fora.add_forum(tx, event=event, name="PECC")
        fora.add_forum(tx, event=other, name="PECC")
        with pytest.raises(UserError, match="“VN · PECC” is there already"):
            fora.add_forum(tx, event=event, name="pecc")
        found = fora.list_fora(tx, event)

    assert [forum.name for forum in found] == ["PECC"]


def test_words_of_the_registers_follow_the_language_when_they_are_shown(app: App) -> None:
    with app.database.write() as tx:
        made = products.add_product(tx, economy="TW", name={"en": "Tea", "zh-Hant": "茶"})

    with speaking("zh-Hant"):
        assert made.label == "茶"
    assert made.label == "Tea"
