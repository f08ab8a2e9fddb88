"""The report page in the window: figures, lists behind them, who is counted, contacts, PIN and anonymising."""

import csv
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from commands import run
from factories import make_event, make_person
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.scanning import check_in_person, record_scan
from o2o_events.db.models import RegistrationRow
from o2o_events.errors import UserError
from o2o_events.indicators.options import read_options, usual_rule
from o2o_events.indicators.tables import CODES, build_table
from o2o_events.people.queries import list_people
from o2o_events.people.retention import set_retention
from o2o_events.registers.audit import list_audit
from o2o_events.registers.pins import fits_pin, set_organiser_pin
from o2o_events.registers.report_head import read_head_fields
from ui.dialogs.anonymise_dialog import AnonymiseDialog
from ui.dialogs.certificate_check_dialog import CertificateCheckDialog
from ui.dialogs.certificates_dialog import CertificatesDialog
from ui.dialogs.person_dialog import PersonDialog
from ui.dialogs.pin_dialog import ContactsDialog, PinDialog
from ui.dialogs.report_choices_dialog import ReportChoicesDialog
from ui.dialogs.rows_dialog import Rows, RowsDialog
from ui.messages import day_words
from ui.pages.report_goals import registration_of
from ui.pages.report_page import TABLES, ReportPage


def open_dialog(running, kind):
    running.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
    return QApplication.activeModalWidget()


@pytest.fixture
def page(running):
    """The page after three people came: two of Viet Nam, one of Peru who is a speaker."""
    with running.app.database.write() as tx:
        for name in ("Nguyễn Thị Mai", "Nguyễn Văn Đức", "José Muñoz"):
            checkpoint = get_checkpoint(tx, running.event)
            record_scan(tx, checkpoint=checkpoint, text=running.token(name))
    running.window.show_page("report")
    made = running.window.workspace.page("report")
    running.qtbot.waitUntil(lambda: made.shown is not None and numbers(made)["attendances"] == "3")
    return made


def numbers(page) -> dict[str, str]:
    return {card.goal.key: card.goal.number for card in page.overview.figures if card.goal is not None}


def amounts(page) -> dict[str, int]:
    return {tile.face.name: tile.face.amount for tile in page.overview.tiles.tiles if tile.face.amount}


def test_page_tells_the_figures_and_the_economies_present(page) -> None:
    assert numbers(page) == {
        "attendances": "3",
        "persons": "3",
        "registered": "5",
        "no_shows": "2",
        "women": "–",
        "youth": "–",
    }
    goal = page.overview.targets.lines[0].goal
    assert (goal.goal_words, goal.share_words, goal.state, goal.state_words) == (
        "target more than 100", "3 %", "behind", "not reached yet",
    )  # fmt: skip
    assert page.overview.economies_title.text() == "2 of 21 economies were present"
    assert len(page.overview.tiles.tiles) == 21
    assert amounts(page) == {"Peru": 1, "Viet Nam": 2}
    names = [view.picture.name for view in page.overview.views]
    assert names == ["Arrivals through the day", "Women and youth", "Who came"]
    assert page.overview.arrivals.picture.words == "09:00: 2016-03-17 0; 09:30: 2016-03-17 3"


def test_a_scan_moves_the_figures_at_once(running, page) -> None:
    with running.app.database.write() as tx:
        record_scan(tx, checkpoint=get_checkpoint(tx, running.event), text=running.token("Wei-ting Lin"))

    running.qtbot.waitUntil(lambda: amounts(page) == {"Peru": 1, "Chinese Taipei": 1, "Viet Nam": 2})
    assert numbers(page)["attendances"] == "4"


def open_choices(running, page):
    page.ask_rule()
    return open_dialog(running, ReportChoicesDialog)


def test_who_is_counted_is_the_projects_choice_for_window_commands_and_documents(running, page, project_file) -> None:
    dialog = open_choices(running, page)
    dialog.tick(frozenset({"speaker"}))
    dialog.answer()

    running.qtbot.waitUntil(lambda: numbers(page)["attendances"] == "1")
    assert page.rule_words.text().startswith("Counted as participants: Speaker. Not counted: Delegate;")
    assert amounts(page) == {"Peru": 1}
    assert page.overview.targets.lines[0].goal.number == "1"
    assert run(project_file, "report", "options").row["participants"] == ["speaker"]
    with running.app.database.read() as tx:
        assert build_table(tx, "T1", running.event).cell("total", "total") == 1
    run(project_file, "report", "options", "--participants", "usual")
    page.reload()
    running.qtbot.waitUntil(lambda: numbers(page)["attendances"] == "3")


def test_choices_that_cannot_be_are_refused_and_stay_as_they_were_typed(running, page) -> None:
    dialog = open_choices(running, page)
    dialog.tick(frozenset())
    dialog.answer()
    assert dialog.problem.text() == "Nobody would be counted. Tick at least one category."
    running.qtbot.mouseClick(dialog.usual, Qt.MouseButton.LeftButton)
    dialog.entrances["Entrance"].setChecked(False)
    dialog.answer()
    assert dialog.problem.text().startswith("Nobody would be checked in.")
    dialog.entrances["Entrance"].setChecked(True)
    dialog.targets[1].setText("many")
    dialog.answer()
    assert dialog.problem.text() == "“many” is no target for indicator 1. Type a number, such as 400."
    dialog.targets[1].setText("-3")
    dialog.answer()
    running.qtbot.waitUntil(lambda: dialog.problem.text().startswith("A target is a number above zero."))
    assert dialog.targets[1].text() == "-3"


def test_other_choices_are_kept_and_taken_back(running, page) -> None:
    dialog = open_choices(running, page)
    dialog.words["youth_of"].setCurrentIndex(1)
    dialog.words["over_is_more"].setCurrentIndex(1)
    dialog.targets[1].setText("350")
    dialog.head["purpose"].setText(" Information ")
    with running.qtbot.waitSignal(page.said) as said:
        dialog.answer()
    assert said.args == ["Kept with the project. Everything is counted anew."]
    with running.app.database.read() as tx:
        options = read_options(tx)
        assert (options.youth_of, options.over_is_more, options.targets) == ("women", False, {1: 350})
        assert options.rule == usual_rule(tx)
        assert read_head_fields(tx, running.event).purpose == "Information"
        assert read_head_fields(tx).purpose == ""
    running.qtbot.waitUntil(lambda: page.overview.targets.lines[-1].goal.goal_words == "target 350")
    dialog = open_choices(running, page)
    assert (dialog.words["youth_of"].currentData(), dialog.targets[1].text()) == ("women", "350")
    dialog.targets[1].clear()
    with running.qtbot.waitSignal(page.said):
        dialog.answer()
    with running.app.database.read() as tx:
        assert read_options(tx).targets == {}


def open_tables(running, page, code: str):
    page.show_tab(TABLES)
    running.qtbot.waitUntil(lambda: page.tables.box.count() > 0)
    page.tables.open_table(code)
    return page.tables


def test_tables_are_those_of_the_documents_and_each_figure_leads_to_its_rows(running, page, qtmodeltester) -> None:
    tables = open_tables(running, page, "T1")
    qtmodeltester.check(tables.model)
    with running.app.database.read() as tx:
        assert tables.model.table == build_table(tx, "T1", running.event)
    row = [r.key for r in tables.model.table.rows].index("VN")
    total = [c.key for c in tables.model.table.columns].index("total")
    index = tables.model.index(row, total)
    tables.view.scrollTo(index)
    running.qtbot.mouseClick(
        tables.view.viewport(), Qt.MouseButton.LeftButton, pos=tables.view.visualRect(index).center()
    )
    dialog = open_dialog(running, RowsDialog)
    assert (dialog.shown.title, dialog.shown.note) == ("T1  Viet Nam: Total", "Participation by economy and gender: 2")
    assert sorted(cells[0] for cells in dialog.shown.rows) == ["Nguyễn Thị Mai", "Nguyễn Văn Đức"]
    dialog.accept()
    tables.view.setFocus()
    tables.view.setCurrentIndex(tables.model.index(0, total))
    with running.qtbot.waitSignal(page.noted) as noted:
        running.qtbot.keyClick(tables.view, Qt.Key.Key_Return)
    assert noted.args == ["There is nothing behind this cell to be listed."]


def test_every_table_opens_of_an_event_and_of_the_project(running, page) -> None:
    page.show_tab(TABLES)
    running.qtbot.waitUntil(lambda: page.tables.box.count() > 0)
    of_event = [page.tables.box.itemData(row) for row in range(page.tables.box.count())]
    page.choose_scope(is_project=True)
    running.qtbot.waitUntil(lambda: page.tables.box.findData("T1-unique") >= 0)
    of_project = [page.tables.box.itemData(row) for row in range(page.tables.box.count())]
    assert of_project == list(CODES)
    assert of_event == [code for code in CODES if code != "T1-unique"]
    for code in CODES:
        page.tables.open_table(code)
        assert code == "T5" or page.tables.model.table.code == code


def test_tables_follow_what_changes_the_open_one_at_once_and_others_when_opened(running, page) -> None:
    tables = open_tables(running, page, "T1")
    total = lambda: tables.model.table.cell("total", "total")  # noqa: E731 asked after each change
    assert total() == 3
    with running.app.database.write() as tx:
        record_scan(tx, checkpoint=get_checkpoint(tx, running.event), text=running.token("Wei-ting Lin"))
    running.qtbot.waitUntil(lambda: total() == 4)
    tables.open_table("T1-no-show")
    running.qtbot.waitUntil(lambda: total() == 1)
    running.desk.speak("es")
    running.qtbot.waitUntil(lambda: tables.model.table.columns[0].title == "Economía")
    running.desk.speak("en")


def test_contacts_are_no_table_to_look_at_but_handed_out_against_the_pin(running, page) -> None:
    set_organiser_pin(running.app.database, pin="246810")
    tables = open_tables(running, page, "T5")
    assert tables.contacts.isVisible()
    assert not tables.save.isEnabled()
    running.qtbot.mouseClick(tables.contacts, Qt.MouseButton.LeftButton)
    open_dialog(running, ContactsDialog)


def test_table_is_saved_as_documents_are(running, page, tmp_path: Path, monkeypatch) -> None:
    tables = open_tables(running, page, "T1")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "t1"), "CSV list (*.csv)"))
    with running.qtbot.waitSignal(page.said) as said:
        running.qtbot.mouseClick(tables.save, Qt.MouseButton.LeftButton)
    assert said.args[0].startswith(f"Written: {tmp_path / 't1.csv'}. Rows: ")
    assert "Viet Nam" in (tmp_path / "t1.csv").read_text(encoding="utf-8-sig")
    with running.qtbot.waitSignal(running.desk.jobs.failed) as failed:
        page.files.write_report(running.event, tmp_path / "no folder" / "t1.csv", what="T1")
    assert isinstance(failed.args[0], (UserError, OSError))


def test_keys_go_from_the_overview_to_the_tables_and_back(running, page) -> None:
    for expected in (TABLES, 0):
        running.qtbot.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        assert page.tabs.currentIndex() == expected


def test_targets_stand_for_every_event_and_the_project_and_open_their_people(running, page) -> None:
    lines = page.overview.targets.lines
    assert [(line.goal.name, line.goal.number, line.goal.state_words) for line in lines] == [
        (f"VN  {running.event.label}", "3", "not reached yet"),
        ("The whole project", "3", "not reached yet"),
    ]
    lines[0].setFocus()
    running.qtbot.keyClick(lines[0], Qt.Key.Key_Space)
    assert len(open_dialog(running, RowsDialog).shown.rows) == 3


def test_event_that_has_not_begun_is_no_failure(running, page) -> None:
    with running.app.database.write() as tx:
        other = make_event(tx, "PE", [date(2016, 3, 19)])
        make_person(tx, other)
    page.choose_scope(is_project=True)
    running.qtbot.waitUntil(lambda: len(page.overview.targets.lines) == 3)
    goals = {line.goal.name.split()[0]: line.goal for line in page.overview.targets.lines}
    assert (goals["PE"].state, goals["PE"].state_words) == ("ahead", "not held yet")
    assert (goals["VN"].state, goals["VN"].state_words) == ("behind", "not reached yet")
    assert (goals["The"].state, goals["The"].state_words) == ("behind", "not reached yet")
    assert numbers(page)["no_shows"] == "2"
    cards = {card.goal.key: card.goal.state_words for card in page.overview.goals}
    assert (cards["3"], cards["5"], cards["6"]) == ("not held yet", "not reached yet", "not reached yet")

    running.qtbot.waitUntil(lambda: len(running.window.project.surroundings.events) == 2)
    running.window.project.choose_event(other)
    page.choose_scope(is_project=False)
    running.qtbot.waitUntil(lambda: numbers(page)["no_shows"] == "–")
    card = next(card.goal for card in page.overview.figures if card.goal.key == "no_shows")
    assert card.detail == "not held yet"
    page.open_figure("no_shows")
    assert open_dialog(running, RowsDialog).shown.rows == ()


def test_project_sums_attendances_and_counts_each_person_once(running, page) -> None:
    with running.app.database.write() as tx:
        other = make_event(tx, "PE", [date(2016, 3, 17)])
        jose = next(e.person for e in list_people(tx, running.event) if e.printed_name == "José Muñoz")
        stray = make_person(tx, other)
        row = tx.query(RegistrationRow).filter_by(person=stray).one()
        row.person = jose
        tx.flush()
        check_in_person(tx, checkpoint=get_checkpoint(tx, other), registration=row.id)

    page.choose_scope(is_project=True)

    running.qtbot.waitUntil(lambda: numbers(page)["attendances"] == "4")
    assert numbers(page)["persons"] == "3"
    assert page.scope.currentText() == "The whole project"
    assert page.overview.targets.lines[-1].goal.number == "4"
    page.open_figure("persons")
    dialog = open_dialog(running, RowsDialog)
    assert [(row[0], row[3], row[4]) for row in dialog.shown.rows if row[4] == "2"] == [("José Muñoz", "VN; PE", "2")]


def test_a_figure_opens_the_rows_behind_it(running, page) -> None:
    running.qtbot.mouseClick(page.overview.figures[0], Qt.MouseButton.LeftButton)

    dialog = open_dialog(running, RowsDialog)
    assert [row[0] for row in dialog.shown.rows] == ["Nguyễn Thị Mai", "Nguyễn Văn Đức", "José Muñoz"]
    dialog.search.setText("nguyen duc")
    assert [row[0] for row in dialog.visible_rows()] == ["Nguyễn Văn Đức"]
    assert dialog.count.text() == "1 of 3 rows  ·  Enter opens a person"
    dialog.accept()
    running.qtbot.keyClick(page.overview.figures[3], Qt.Key.Key_Return)
    dialog = open_dialog(running, RowsDialog)
    assert sorted(row[0] for row in dialog.shown.rows) == ["Malee Suk", "Wei-ting Lin"]


def test_a_row_leads_on_to_the_person(running, page) -> None:
    running.qtbot.mouseClick(page.overview.figures[0], Qt.MouseButton.LeftButton)
    dialog = open_dialog(running, RowsDialog)
    dialog.search.setText("muñoz")
    assert dialog.count.text() == "1 of 3 rows  ·  Enter opens a person"
    running.qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.view.currentIndex().row() == 0
    running.qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    person = open_dialog(running, PersonDialog)
    assert person.windowTitle() == "José Muñoz"
    assert running.window.workspace.shown == "people"


def test_a_row_of_another_event_leads_to_the_person_there(running, page) -> None:
    with running.app.database.write() as tx:
        other = make_event(tx, "PE", [date(2016, 3, 17)])
        make_person(tx, other, given_name="Rosa", family_name="Quispe")
    page.choose_scope(is_project=True)
    running.qtbot.waitUntil(lambda: len(page.shown.board.events) == 2)
    running.qtbot.waitUntil(lambda: len(running.window.project.surroundings.events) == 2)
    page.open_figure("no_shows")
    dialog = open_dialog(running, RowsDialog)
    dialog.search.setText("Quispe")
    dialog.view.doubleClicked.emit(dialog.found.index(0, 0))
    person = open_dialog(running, PersonDialog)
    assert person.windowTitle() == "Rosa Quispe"
    assert running.window.project.current_event.code == "PE"


def test_a_row_about_nobody_stays_open(running, page) -> None:
    page.open_figure("economies")
    dialog = open_dialog(running, RowsDialog)
    dialog.view.setFocus()
    dialog.view.selectRow(0)
    running.qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.count.text() == "21 rows"


def test_rows_behind_a_cell_and_an_indicator_name_their_people() -> None:
    assert registration_of(("registration:r1",)) == "r1"
    assert registration_of(("registration:r1", "registration:r2")) == ""
    assert registration_of(("practice:p1",)) == ""
    assert registration_of(()) == ""


def test_an_economy_opens_its_people(running, page) -> None:
    tile = next(tile for tile in page.overview.tiles.tiles if tile.face.name == "Viet Nam")

    running.qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)

    dialog = open_dialog(running, RowsDialog)
    assert dialog.shown.title == "Checked in: Viet Nam"
    assert len(dialog.shown.rows) == 2
    assert [t.isEnabled() for t in page.overview.tiles.tiles if t.face.name == "Australia"] == [False]


def test_rows_are_saved_as_they_are_shown(running, page, tmp_path: Path) -> None:
    page.open_rows(Rows("Some", ("Name", "N"), (("=1+1", "10"), ("Đức", "9"))))
    dialog = open_dialog(running, RowsDialog)
    dialog.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)

    with running.qtbot.waitSignal(page.said):
        dialog.write(tmp_path / "rows.csv")

    with (tmp_path / "rows.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream)) == [["Name", "N"], ["Đức", "9"], ["'=1+1", "10"]]
    dialog.write(tmp_path / "no folder" / "rows.csv")
    assert dialog.problem.isVisible()


def test_pin_is_set_twice_alike(running, page) -> None:
    page.deeds.ask_pin()
    dialog = open_dialog(running, PinDialog)
    dialog.new.setText("246810")
    dialog.again.setText("246811")
    dialog.answer()
    assert dialog.problem.text() == "The two new PINs differ. Type the same twice."
    dialog.again.setText("246810")

    with running.qtbot.waitSignal(page.said) as said:
        dialog.answer()

    assert said.args == ["The organiser's PIN is set."]
    with running.app.database.read() as tx:
        assert fits_pin(tx, "246810")


def test_contacts_are_handed_out_against_the_pin(running, page, tmp_path: Path) -> None:
    set_organiser_pin(running.app.database, pin="246810")
    with running.app.database.write() as tx:
        make_person(tx, running.event, email="ana@example.com", consent_list_on=date(2016, 3, 1))
    file = tmp_path / "contacts.csv"
    page.deeds.ask_contacts()
    dialog = open_dialog(running, ContactsDialog)
    dialog.operator.setText("Linh")
    dialog.pin.setText("1111")
    dialog.write(file)
    running.qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text() == "This is not the organiser's PIN. Tries left before you have to wait: 4."
    assert not file.exists()
    dialog.pin.setText("246810")

    with running.qtbot.waitSignal(page.said) as said:
        dialog.write(file)

    assert said.args == [f"1 contacts were written to {file}; 5 people did not agree and are only counted."]
    with running.app.database.read() as tx:
        assert next((a.what, a.by, a.rows) for a in list_audit(tx)) == ("contacts", "Linh", 1)


def test_event_is_anonymised_in_three_steps_and_figures_stay(running, page, clock) -> None:
    set_organiser_pin(running.app.database, pin="246810")
    before = numbers(page), amounts(page)
    page.deeds.ask_anonymise()
    dialog = open_dialog(running, AnonymiseDialog)
    running.qtbot.waitUntil(lambda: dialog.plan is not None)
    dialog.go_on()
    assert not dialog.next.isEnabled()
    dialog.reject()
    with running.app.database.write() as tx:
        set_retention(tx, event=running.event, until=running.event.days[-1])
    clock.advance(days=1)
    page.deeds.ask_anonymise()
    dialog = open_dialog(running, AnonymiseDialog)
    running.qtbot.waitUntil(lambda: dialog.plan is not None and dialog.plan.is_over)
    dialog.go_on()
    dialog.go_on()
    dialog.operator.setText("Linh")
    dialog.pin.setText("246810")
    dialog.go_on()
    assert dialog.problem.text() == "Type the event's code, VN, so that it is meant."
    dialog.code.setText("vn")

    with running.qtbot.waitSignal(page.said) as said:
        dialog.go_on()

    assert said.args[0].startswith("VN is anonymised: 7 people are counts now.")
    running.qtbot.waitUntil(lambda: page.rule_words.text().endswith("Anonymised, so without names: VN."))
    assert (numbers(page), amounts(page)) == before
    with running.app.database.read() as tx:
        assert {entry.printed_name for entry in list_people(tx, running.event)} == {"—"}
    with running.qtbot.waitSignal(page.noted) as noted:
        page.deeds.ask_anonymise()
    assert noted.args == ["VN is anonymised already: its people are counts."]


@dataclass(frozen=True)
class Figure:
    """An indicator as the core works it out."""

    number: int
    name: str
    target: int | None
    actual: int | None
    share: float | None
    state: str
    source: str = "Practice register"
    note: str = "Of accepted practices."
    headings: tuple[str, ...] = ("Title", "Economy", "Number")
    rows: tuple[tuple[object, ...], ...] = ()


def test_indicators_are_cards_that_open_their_rows(running) -> None:
    figures = [
        Figure(
            6, "Best practices collected", 20, 21, 1.05, "met", rows=(("Shop", "Viet Nam", 1), ("Farm", "Peru", None))
        ),
        Figure(7, "Economies contributing practices", 10, 8, 0.8, "behind"),
        Figure(10, "Platforms engaged", 5, 1, 0.2, "behind"),
        Figure(14, "Barriers identified", None, 3, None, "none"),
    ]
    asked = []

    def read(_tx, event):
        asked.append(event)
        return figures

    page = ReportPage(running.window.project, read)
    running.qtbot.addWidget(page)
    page.said.connect(lambda _words: None)
    page.resize(1200, 700)
    page.show()
    page.reload()
    running.qtbot.waitUntil(lambda: len(page.overview.goals) == 4)

    goals = [card.goal for card in page.overview.goals]
    assert [(g.number, g.goal_words, g.share_words, g.state, g.state_words) for g in goals] == [
        ("21", "target 20", "105 %", "met", "reached"),
        ("8", "target 10", "80 %", "near", "nearly there"),
        ("1", "target 5", "20 %", "behind", "not reached yet"),
        ("3", "", "", "none", "no target"),
    ]
    running.qtbot.mouseClick(page.overview.goals[0], Qt.MouseButton.LeftButton)
    dialog = open_dialog(running, RowsDialog)
    assert dialog.shown.headings == ("Title", "Economy", "Number")
    assert dialog.shown.rows == (("Shop", "Viet Nam", "1"), ("Farm", "Peru", ""))
    assert dialog.shown.note == "Practice register  Of accepted practices."
    dialog.accept()
    del figures[1:]
    page.choose_scope(is_project=True)
    running.qtbot.waitUntil(lambda: len(page.overview.goals) == 1)
    assert [event.code if event else None for event in asked] == ["VN", None]


def test_retention_date_is_set_in_the_window(running, page) -> None:
    page.deeds.ask_anonymise()
    dialog = open_dialog(running, AnonymiseDialog)
    running.qtbot.waitUntil(lambda: dialog.plan is not None)
    dialog.until.setDate(dialog.until.date().addYears(-10))
    dialog.change_date()
    running.qtbot.waitUntil(dialog.problem.isVisible)
    assert dialog.problem.text().startswith("VN lasts until 2016-03-17")
    dialog.until.setDate(dialog.until.date().addYears(9))
    dialog.change_date()
    running.qtbot.waitUntil(lambda: dialog.plan.until == date(2017, 3, 17))


def test_contacts_ask_for_a_pin_first_where_there_is_none(running, page) -> None:
    page.deeds.ask_contacts()
    dialog = open_dialog(running, PinDialog)
    for field in (dialog.new, dialog.again):
        field.setText("246810")
    running.qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
    contacts = open_dialog(running, ContactsDialog)
    running.qtbot.keyClick(contacts.pin, Qt.Key.Key_Return)
    assert contacts.problem.text() == "Type your name: it is kept who took the contacts."
    contacts.operator.setText("Linh")
    running.qtbot.keyClick(contacts.operator, Qt.Key.Key_Return)
    assert contacts.problem.text() == "Type the organiser's PIN."
    assert contacts.pin.hasFocus()


def test_dialog_grows_with_what_it_refuses_so_that_no_field_covers_another(running, page) -> None:
    set_organiser_pin(running.app.database, pin="246810")
    page.deeds.ask_contacts()
    dialog = open_dialog(running, ContactsDialog)
    dialog.refuse("A long sentence that says what is wrong and what to do about it. " * 4)
    running.settle()
    fields = (dialog.purpose, dialog.operator, dialog.pin)
    assert {field.height() for field in fields} == {44}
    bottoms = [field.geometry().bottom() for field in fields]
    assert all(above < field.y() for above, field in zip(bottoms, fields[1:], strict=False))
    assert dialog.problem.y() > bottoms[-1]
    assert dialog.problem.height() >= dialog.problem.heightForWidth(dialog.problem.width())


def test_anonymising_asks_for_a_pin_that_is_not_set_yet(running, page, clock) -> None:
    with running.app.database.write() as tx:
        set_retention(tx, event=running.event, until=running.event.days[-1])
    clock.advance(days=1)
    page.deeds.ask_anonymise()
    dialog = open_dialog(running, AnonymiseDialog)
    running.qtbot.waitUntil(lambda: dialog.plan is not None)
    dialog.go_on()
    dialog.go_on()
    dialog.code.setText("VN")
    dialog.go_on()
    assert dialog.problem.text() == "Type your name: it is kept who anonymised the event."
    dialog.operator.setText("Linh")
    dialog.go_on()
    pin = open_dialog(running, PinDialog)
    for field in (pin.new, pin.again):
        field.setText("246810")
    pin.answer()
    running.qtbot.waitUntil(lambda: dialog.problem.text() == "Now type the organiser's PIN, which is set.")
    dialog.pin.setText("1")
    dialog.go_on()
    running.qtbot.waitUntil(lambda: dialog.problem.text().startswith("This is not the organiser's PIN."))
    assert dialog.pin.hasSelectedText()


def test_before_the_date_the_second_step_says_from_when_on_it_goes_on(running, page) -> None:
    page.deeds.ask_anonymise()
    dialog = open_dialog(running, AnonymiseDialog)
    running.qtbot.waitUntil(lambda: dialog.plan is not None)
    dialog.go_on()
    assert not dialog.next.isEnabled()
    assert dialog.step_words.text() == (
        f"Step 2 of 3. It goes on after {day_words(dialog.plan.until)}; an earlier date can be set in the first step."
    )


def test_certificates_say_how_many_get_one_and_are_checked_by_their_code(running, page, tmp_path: Path) -> None:
    page.files.ask_certificates(running.event)
    dialog = open_dialog(running, CertificatesDialog)
    running.qtbot.waitUntil(lambda: dialog.count.text() == "3 of 3 people who came get one.")
    dialog.measure.setCurrentIndex(1)
    assert dialog.count.text().startswith("No session has a door")
    dialog.measure.setCurrentIndex(0)
    dialog.answer()
    assert dialog.problem.text() == "Type your name: it is kept who made the certificates."
    dialog.operator.setText("Linh")
    dialog.signatories[0].setText("Dr Ana Invented; Chair")
    with running.qtbot.waitSignal(page.said, timeout=20_000) as said:
        dialog.write(tmp_path / "c.pdf")
    assert said.args == [f"3 certificates were written: {tmp_path / 'c.pdf'}."]
    with running.app.database.read() as tx:
        assert next((a.what, a.by, a.rows) for a in list_audit(tx)) == ("certificates", "Linh", 3)
    text = pypdfium2.PdfDocument(tmp_path / "c.pdf")[0].get_textpage().get_text_range()
    assert "Dr Ana Invented" in text

    page.files.ask_check()
    check = open_dialog(running, CertificateCheckDialog)
    running.window.scan(_code_on(tmp_path / "c.pdf"))
    running.qtbot.waitUntil(check.genuine.isVisible)
    assert check.genuine.text().startswith("Genuine. It attests that ")
    check.code.setText("nonsense")
    check.answer()
    running.qtbot.waitUntil(check.problem.isVisible)
    assert check.problem.text().startswith("This is no certificate's code.")
    assert not check.genuine.isVisible()


def actions(menu) -> dict[str, object]:
    return {action.text(): action for action in menu.actions() if action.text()}


def test_event_is_closed_once_it_was_held_and_opened_again(running, page) -> None:
    with running.qtbot.waitSignal(page.said) as said:
        actions(page.deeds.menu())["VN was held: close it"].trigger()
    assert said.args[0].startswith("VN is closed")
    held = lambda: next(card.goal.number for card in page.overview.goals if card.goal.key == "5")  # noqa: E731 asked twice
    running.qtbot.waitUntil(lambda: held() == "1")
    running.qtbot.waitUntil(lambda: running.window.project.current_event.closed_on is not None)
    with running.qtbot.waitSignal(page.said) as said:
        actions(page.deeds.menu())["Open VN again"].trigger()
    assert said.args == ["VN is open again."]
    running.qtbot.waitUntil(lambda: held() == "0")


@pytest.mark.parametrize("is_project", [False, True])
def test_package_is_written_of_an_event_and_of_the_project(running, page, tmp_path: Path, is_project: bool) -> None:
    page.choose_scope(is_project=is_project)
    menu = page.files.menu(page.chosen_event)
    assert "Report package, everything in one file (ZIP)…" in actions(menu)
    file = tmp_path / "package.zip"
    with running.qtbot.waitSignal(page.said, timeout=60_000) as said:
        page.files.write_package(page.chosen_event, file)
    assert said.args[0].startswith(f"Written: {file}.")
    assert any(name.endswith(".xlsx") for name in zipfile.ZipFile(file).namelist())


def _code_on(file: Path) -> str:
    picture = pypdfium2.PdfDocument(file)[0].render(scale=3).to_pil()
    return zxingcpp.read_barcodes(picture)[0].text
