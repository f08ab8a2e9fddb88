"""Results on screen, paper and in workbooks: compared with figures counted plainly from the raw export."""

import csv
import random
from dataclasses import replace
from pathlib import Path
from statistics import mean as plain_mean
from typing import Any

import openpyxl
import pytest
from factories import make_event, make_person, make_session, make_slot
from papers import page_texts
from sqlalchemy import select

from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.checkin.checkpoints import add_checkpoint, get_checkpoint
from o2o_events.checkin.scanning import record_scan
from o2o_events.db.models import RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.documents.feedback_charts import charts_of, kept_back_groups, overview_chart, rate_words
from o2o_events.documents.feedback_files import read_raw, write_raw, write_results
from o2o_events.documents.feedback_results import Results, read_results
from o2o_events.errors import UserError
from o2o_events.feedback.answering import Respondent, new_submission, store_answer
from o2o_events.feedback.forms import add_form, current_version, edit_content, get_form
from o2o_events.feedback.questions import Condition
from o2o_events.feedback.shipped import ship_forms
from o2o_events.feedback.tags import tag_text
from o2o_events.registers.events import Event

AGREE = ("strongly_agree", "agree", "disagree", "strongly_disagree")
FORMULA = '=HYPERLINK("http://x.test","win")'


@pytest.fixture
def event(app: App) -> Event:
    with app.database.write() as tx:
        ship_forms(tx)
        return make_event(tx)


def answer(
    tx: Tx, event: Event, form: str, respondent: Respondent | None = None, target: str | None = None, **answers: Any
) -> str:
    found = get_form(tx, form)
    return store_answer(
        tx,
        event=event,
        form=found,
        version=current_version(tx, found.id),
        answers=answers,
        channel="phone",
        language="en",
        submission=new_submission(),
        respondent=respondent or Respondent(),
        target=target,
    ).answer


def fill(tx: Tx, event: Event) -> None:
    """Sixty evaluations, some questions left blank."""
    chance = random.Random(20160317)
    for number in range(60):
        answers: dict[str, Any] = {"objectives_clear": chance.choice(AGREE), "knowledge_before": chance.randint(1, 5)}
        if number % 3:
            answers["knowledge_after"] = chance.randint(1, 5)
        if number % 7 == 0:
            answers["better"] = FORMULA if number == 7 else f"Text {number}"
        gender = ("female", "male", "male", None)[number % 4]
        answer(tx, event, "evaluation", Respondent(economy="VN" if number % 2 else "PE", gender=gender), **answers)


def results_of(app: App, event: Event, form: str = "evaluation", **options: Any) -> Results:
    with app.database.read() as tx:
        return read_results(tx, get_form(tx, form), events=[event], **options)


def raw_rows(app: App, event: Event, file: Path, form: str = "evaluation") -> list[dict[str, str]]:
    with app.database.read() as tx:
        write_raw(file, read_raw(tx, get_form(tx, form), [event]), title="Raw")
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_results_equal_plain_counting_over_the_raw_export(app: App, event: Event, tmp_path: Path) -> None:
    with app.database.write() as tx:
        fill(tx, event)
    results = {result.question.code: result for result in results_of(app, event).questions}
    rows = raw_rows(app, event, tmp_path / "raw.csv")

    clear = [row["objectives_clear"] for row in rows]
    before, after = ([int(row[code]) for row in rows if row[code]] for code in ("knowledge_before", "knowledge_after"))
    both = [int(r["knowledge_after"]) - int(r["knowledge_before"]) for r in rows if r["knowledge_after"]]
    [gain] = results_of(app, event).gains
    assert len(rows) == 60
    assert {c.code: c.count for c in results["objectives_clear"].choices} == {code: clear.count(code) for code in AGREE}
    assert results["objectives_clear"].positive == sum(code in AGREE[:2] for code in clear) / 60
    assert results["knowledge_before"].mean == plain_mean(before)
    assert (results["knowledge_after"].n, results["knowledge_after"].blanks) == (len(after), 60 - len(after))
    assert results["knowledge_after"].positive == sum(value > 3 for value in after) / len(after)
    assert (gain.n, gain.mean) == (len(both), plain_mean(both))
    assert [text.text for text in results["better"].texts].count(FORMULA) == 1


def test_groups_equal_plain_counting_over_the_raw_export(app: App, event: Event, tmp_path: Path) -> None:
    with app.database.write() as tx:
        fill(tx, event)
    groups = results_of(app, event, cut="gender").groups
    rows = raw_rows(app, event, tmp_path / "raw.csv")

    for group in groups:
        own = [row for row in rows if row["gender"] == ("" if group.group.key is None else group.label)]
        found = {result.question.code: result for result in group.group.results or ()}
        assert group.group.n == len(own)
        assert found["knowledge_before"].mean == plain_mean(int(row["knowledge_before"]) for row in own)
    assert [group.label for group in groups] == ["Female", "Male", "Not stated"]


def test_the_raw_export_runs_nothing_and_tells_no_moment(app: App, event: Event, tmp_path: Path) -> None:
    with app.database.write() as tx:
        fill(tx, event)
    rows = raw_rows(app, event, tmp_path / "raw.csv")
    raw_rows(app, event, tmp_path / "other.csv")
    with app.database.read() as tx:
        write_raw(tmp_path / "raw.xlsx", read_raw(tx, get_form(tx, "evaluation"), [event]), title="Raw")
    sheet = openpyxl.load_workbook(tmp_path / "raw.xlsx").worksheets[0]

    assert [row["better"] for row in rows if "HYPERLINK" in row["better"]] == ["'" + FORMULA]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
    assert {"answer", "sheet", "name"} & rows[0].keys() == set()
    assert {row["day"] for row in rows} == {event.days[0].isoformat()}
    assert (tmp_path / "raw.csv").read_bytes() == (tmp_path / "other.csv").read_bytes()


def test_rare_values_are_left_out_of_the_raw_export(app: App, event: Event, tmp_path: Path) -> None:
    with app.database.write() as tx:
        for number in range(9):
            economy = "PG" if number == 0 else "VN"
            answer(tx, event, "evaluation", Respondent(economy=economy, gender="female"), knowledge_before=3)
    rows = raw_rows(app, event, tmp_path / "raw.csv")

    assert sorted(row["economy"] for row in rows) == [""] + ["Viet Nam"] * 8
    assert sum(row["language"] == "" for row in rows) == 1


def test_the_response_rate_is_among_those_checked_in(app: App, event: Event) -> None:
    with app.database.write() as tx:
        people = [make_person(tx, event, given_name=f"P{n}") for n in range(8)]
        door = get_checkpoint(tx, event)
        for badge in issue_badges(tx, event=event)[:8]:
            record_scan(tx, checkpoint=door, text=badge.token)
        for _person in people[:6]:
            answer(tx, event, "evaluation", knowledge_before=3)
    results = results_of(app, event)

    assert (results.answered, results.checked_in, results.rate) == (6, 8, 0.75)
    assert rate_words(results) == "6 answers; 8 checked in; response rate 75%"


def fill_slots(tx: Tx, event: Event) -> dict[str, str]:
    """A panel with a door and two slots, a second without a door; answers 5, 6 and 7. Slot's title -> id."""
    form = add_form(
        tx,
        code="talk",
        name={"en": "Talk"},
        scope="slot",
        content=current_version(tx, get_form(tx, "session").id).content,
    )
    panel, other = make_session(tx, event, "Panel", "09:00"), make_session(tx, event, "Other", "10:00")
    slots = {
        title: make_slot(tx, session, title).id for session, title in ((panel, "One"), (panel, "Two"), (other, "Three"))
    }
    for number in range(8):
        make_person(tx, event, given_name=f"P{number}")
    door = add_checkpoint(tx, event=event, name="Panel", policy="once", session=panel.id)
    for badge in issue_badges(tx, event=event):
        for _time in range(2):
            record_scan(tx, checkpoint=door, text=badge.token)
    for title, count in (("One", 5), ("Two", 6), ("Three", 7)):
        for number in range(count):
            answer(tx, event, form.code, target=slots[title], useful=5 if number else 1)
    return slots


def test_the_response_rate_of_a_slot_is_among_those_checked_in_to_its_session(app: App, event: Event) -> None:
    with app.database.write() as tx:
        slots = fill_slots(tx, event)
    one, two, three = (results_of(app, event, "talk", target=slots[title]) for title in ("One", "Two", "Three"))

    assert [(r.answered, r.checked_in, r.rate) for r in (one, two, three)] == [
        (5, 8, 5 / 8),
        (6, 8, 6 / 8),
        (7, None, None),
    ]
    assert [r.questions[0].mean for r in (one, two, three)] == [21 / 5, 26 / 6, 31 / 7]
    assert rate_words(two) == "6 answers; 8 checked in; response rate 75%"
    assert rate_words(three) == "7 answers. Nobody was counted at the door, so there is no response rate."


def test_the_response_rate_of_all_slots_leaves_out_those_where_nobody_was_counted(app: App, event: Event) -> None:
    with app.database.write() as tx:
        fill_slots(tx, event)
    results = results_of(app, event, "talk", cut="session")

    assert (results.answered, results.checked_in, results.counted, results.rate) == (18, 16, 11, 11 / 16)
    assert rate_words(results) == "18 answers; at the doors that counted 16 checked in and 11 answered: 68.8%"
    assert [(group.label, group.group.n) for group in results.groups] == [
        ("Panel: One", 5), ("Panel: Two", 6), ("Other: Three", 7),
    ]  # fmt: skip


def test_a_session_with_few_answers_is_kept_back_and_cannot_be_worked_out(app: App, event: Event) -> None:
    with app.database.write() as tx:
        times = (("A", "09:00"), ("B", "10:00"), ("C", "11:00"))
        sessions = [make_session(tx, event, title, at) for title, at in times]
        for session, count in zip(sessions, (9, 7, 2), strict=True):
            for _number in range(count):
                answer(tx, event, "session", target=session.id, useful=4)
    few = results_of(app, event, "session", target=sessions[2].id)
    many = results_of(app, event, "session", target=sessions[0].id)
    by_session = results_of(app, event, "session", cut="session")

    assert (few.is_kept_back, few.answered, [result.n for result in few.questions]) == (True, 0, [0, 0, 0])
    assert (many.is_kept_back, many.answered, many.questions[0].mean) == (False, 9, 4.0)
    assert kept_back_groups(by_session) == ["B", "C"]
    assert "9" not in rate_words(few)


def test_a_question_that_few_of_a_group_answered_is_kept_back(app: App, event: Event) -> None:
    with app.database.write() as tx:
        for number in range(24):
            answers = {"knowledge_before": 3} | ({"relevance": 5} if number % 3 or number in (0, 3) else {})
            gender = ("female", "male", "another_term")[number % 3]
            answer(tx, event, "evaluation", Respondent(gender=gender), **answers)
    groups = {group.group.key: group.group.results or () for group in results_of(app, event, cut="gender").groups}
    shown = {key: {result.question.code for result in found if result.n} for key, found in groups.items()}

    assert [key for key, codes in shown.items() if "knowledge_before" in codes] == ["female", "male", "another_term"]
    assert [key for key, codes in shown.items() if "relevance" in codes] == ["male"]


def test_answers_to_an_older_version_count_under_the_newer_one(app: App, event: Event) -> None:
    with app.database.write() as tx:
        form = get_form(tx, "session")
        content = current_version(tx, form.id).content
        for _number in range(3):
            answer(tx, event, "session", useful=5)
        useful, _pace, remark = content.questions
        rated = replace(remark, kind="rating", lowest=1, highest=5)
        edit_content(tx, form=form.id, content=replace(content, questions=(useful, rated)))
        answer(tx, event, "session", useful=1, remark=2)
    found = {result.question.code: result for result in results_of(app, event, "session").questions}

    assert (found["useful"].n, found["useful"].mean) == (4, 4.0)
    assert (found["remark"].n, found["remark"].blanks, found["remark"].mean) == (1, 0, 2.0)
    assert (found["pace"].n, found["pace"].blanks) == (0, 3)
    assert found["remark_v1"].blanks == 3


def test_each_answer_counts_by_the_conditions_of_its_own_version(app: App, event: Event) -> None:
    with app.database.write() as tx:
        form = get_form(tx, "session")
        content = current_version(tx, form.id).content
        useful, _pace, remark = content.questions
        for useful_to, said in ((5, {"remark": "Good"}), (4, {}), (1, {"remark": "Poor"})):
            answer(tx, event, "session", useful=useful_to, **said)
        asked_of_few = replace(remark, show_if=Condition("useful", ("1", "2")))
        edit_content(tx, form=form.id, content=replace(content, questions=(useful, asked_of_few)))
        answer(tx, event, "session", useful=5)
        answer(tx, event, "session", useful=2)
    found = {result.question.code: result for result in results_of(app, event, "session").questions}

    assert sorted(text.text for text in found["remark"].texts) == ["Good", "Poor"]
    assert (found["remark"].n, found["remark"].blanks) == (2, 2)


def test_a_question_that_hung_on_one_of_another_kind_keeps_its_answers(app: App, event: Event) -> None:
    with app.database.write() as tx:
        form = get_form(tx, "session")
        content = current_version(tx, form.id).content
        useful, _pace, remark = content.questions
        first = (useful, replace(remark, show_if=Condition("useful", ("1",))))
        edit_content(tx, form=form.id, content=replace(content, questions=first))
        answer(tx, event, "session", useful=1, remark="Poor")
        rewritten = replace(useful, kind="long_text", lowest=None, highest=None, ends=())
        edit_content(tx, form=form.id, content=replace(content, questions=(rewritten,)))
        answer(tx, event, "session", useful="Very")
    found = {result.question.code: result for result in results_of(app, event, "session").questions}

    assert [(code, result.n) for code, result in found.items()] == [("useful", 1), ("useful_v2", 1), ("remark", 1)]


def test_ratings_on_another_scale_are_not_counted_together(app: App, event: Event) -> None:
    with app.database.write() as tx:
        form = get_form(tx, "session")
        content = current_version(tx, form.id).content
        answer(tx, event, "session", useful=5)
        useful = replace(content.questions[0], highest=10)
        edit_content(tx, form=form.id, content=replace(content, questions=(useful,)))
        answer(tx, event, "session", useful=5)
    found = {result.question.code: result for result in results_of(app, event, "session").questions}

    assert (found["useful"].mean, found["useful"].positive) == (5.0, 0.0)
    assert (found["useful_v1"].mean, found["useful_v1"].positive) == (5.0, 1.0)


def test_somebody_who_answers_a_named_form_twice_counts_once_in_the_response_rate(app: App, event: Event) -> None:
    with app.database.write() as tx:
        twice, once, absent = (make_person(tx, event, family_name=name) for name in ("Lin", "Nguyễn", "Muñoz"))
        badges = {badge.person: badge for badge in issue_badges(tx, event=event)}
        for who in (twice, once, absent):
            record_scan(tx, checkpoint=get_checkpoint(tx, event), text=badges[who].token)
        for who in (twice, twice, once):
            registration = tx.scalars(select(RegistrationRow.id).where(RegistrationRow.person == who)).one()
            answer(tx, event, "platform_before", Respondent(registration), o2o_awareness=2)
    found = results_of(app, event, "platform_before")

    assert (found.answered, found.counted, found.checked_in, found.rate) == (3, 2, 3, 2 / 3)


def test_the_gain_between_two_interviews_is_of_the_same_person(app: App, event: Event) -> None:
    with app.database.write() as tx:
        who = make_person(tx, event)
        registration = tx.scalars(select(RegistrationRow.id).where(RegistrationRow.person == who)).one()
        other = Respondent("r-unknown")
        for form, value in (("platform_before", 2), ("platform_after", 5)):
            answer(tx, event, form, Respondent(registration), o2o_awareness=value)
        answer(tx, event, "platform_before", other, o2o_awareness=1)
    gains = {gain.after.code: (gain.n, gain.mean) for gain in results_of(app, event, "platform_after").gains}

    assert gains["o2o_awareness"] == (1, 3.0)


def test_paper_and_workbook_show_what_the_window_shows(app: App, event: Event, tmp_path: Path) -> None:
    with app.database.write() as tx:
        fill(tx, event)
        tagged = answer(tx, event, "evaluation", better="Too cold")
        tag_text(tx, answer=tagged, question="better", tags=["Room"])
    results = results_of(app, event, cut="gender")
    write_results(tmp_path / "r.pdf", results)
    write_results(tmp_path / "r.xlsx", results)
    text = " ".join(page_texts(tmp_path / "r.pdf"))
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")

    charts = [chart for _result, chart in charts_of(results) if chart]
    overview = overview_chart(results)
    assert overview is not None
    whole = " ".join(text.split())
    assert [spec.title for spec in (overview, *charts) if spec.title not in whole] == []
    assert len(book["Charts"]._charts) == len(charts) + 1
    summary = {(row[7]): row[2] for row in book["Results"].iter_rows(values_only=True) if row[7]}
    assert summary["knowledge_before"] == 60
    texts = [row[2:] for row in book["Texts"].iter_rows(values_only=True)]
    assert ("Too cold", "Room") in texts
    assert (FORMULA, None) in texts


@pytest.mark.parametrize("name", ["r.docx", "r"])
def test_another_ending_is_refused(app: App, event: Event, tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="should end in one of"):
        write_results(tmp_path / name, results_of(app, event))
    with app.database.read() as tx, pytest.raises(UserError, match="should end in one of"):
        write_raw(tmp_path / name, read_raw(tx, get_form(tx, "evaluation"), [event]), title="Raw")


def test_an_empty_form_can_be_written(app: App, event: Event, tmp_path: Path) -> None:
    write_results(tmp_path / "r.pdf", results_of(app, event))
    write_results(tmp_path / "r.xlsx", results_of(app, event))

    assert raw_rows(app, event, tmp_path / "raw.csv") == []
    assert "0 answers" in " ".join(page_texts(tmp_path / "r.pdf"))


def test_where_every_group_is_kept_back_the_whole_is_drawn(app: App, event: Event) -> None:
    with app.database.write() as tx:
        for number in range(8):
            answer(tx, event, "evaluation", Respondent(gender=("female", "male")[number % 2]), objectives_clear="agree")
    results = results_of(app, event, cut="gender")
    [chart] = [chart for _result, chart in charts_of(results) if chart]

    assert kept_back_groups(results) == ["Female", "Male"]
    assert [series.values for series in chart.series] == [(0, 8, 0, 0)]
