"""The badges page: issuing, the preview, its warnings, saving and printing, on a real project file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import zxingcpp
from factories import make_event, make_person
from papers import codes_on, page_sizes, page_texts
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from o2o_events import i18n
from o2o_events.app import App
from o2o_events.badges.issuing import issue_badges
from o2o_events.badges.queries import BadgeFigures, PrintableBadge, badge_figures, badges_to_print
from o2o_events.errors import UserError
from o2o_events.registers.events import Event
from ui import paper
from ui.jobs import Jobs
from ui.pages.badges_page import BadgesPage
from ui.paper import Wanted
from ui.preferences import Preferences
from ui.project import OpenProject, read_surroundings
from ui.translator import CatalogueTranslator

LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff" * 4


@dataclass
class Open:
    """The page on an open project, and what it said."""

    page: BadgesPage
    app: App
    jobs: Jobs
    documents: Path
    said: list[str]
    errors: list[Exception] = field(default_factory=list)

    def figures(self, event: Event) -> BadgeFigures:
        with self.app.database.read() as tx:
            return badge_figures(tx, event)

    def numbers(self) -> list[str]:
        """What the three figures on the page show."""
        return [card.text for card in self.page.figures.values()]


@pytest.fixture
def open_page(app: App, qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[], Open]]:
    """Opens the page on what is in the file by then; a computer without a printer unless told otherwise."""
    opened: list[tuple[OpenProject, Jobs]] = []
    documents = tmp_path / "Documents"
    documents.mkdir()

    def make() -> Open:
        jobs = Jobs()
        with app.database.read() as tx:
            project = OpenProject(app, read_surroundings(tx), jobs)
        page = BadgesPage(project, Preferences(tmp_path / "window.ini"), lambda: documents)
        qtbot.addWidget(page)
        made = Open(page, app, jobs, documents, [])
        opened.append((project, jobs))
        page.said.connect(made.said.append)
        jobs.failed.connect(made.errors.append)
        page.resize(1240, 660)
        page.show()
        page.activateWindow()
        page.enter()
        qtbot.waitUntil(lambda: jobs.is_idle)
        return made

    yield make
    for project, jobs in opened:
        jobs.stop()
        project.close()


@pytest.fixture(autouse=True)
def _no_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinters", lambda: [])


def add_people(app: App, event: Event, amount: int, *, has_badges: bool = True) -> list[PrintableBadge]:
    """Delegates P00, P01, ... of the event; answers their badges in printing order."""
    with app.database.write() as tx:
        for number in range(amount):
            make_person(tx, event, given_name="Ana", family_name=f"P{number:02}")
        if has_badges:
            issue_badges(tx, event=event)
        return badges_to_print(tx, event)


def codes_in(image: QImage) -> set[str]:
    """The text of every QR code in a picture."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = memoryview(grey.constBits()).cast("B", (grey.height(), grey.bytesPerLine()))
    found = zxingcpp.read_barcodes(pixels, formats=zxingcpp.BarcodeFormat.QRCode)
    return {code.text for code in found}


def test_issuing_gives_a_badge_to_everyone_who_has_none(
    open_page: Callable[[], Open], app: App, event: Event, qtbot: QtBot
) -> None:
    add_people(app, event, 3, has_badges=False)
    opened = open_page()
    assert opened.numbers() == ["3", "0", "0"]
    assert opened.page.issue.text() == "Issue 3 missing badges"

    with qtbot.waitSignal(opened.page.said):
        qtbot.mouseClick(opened.page.issue, Qt.MouseButton.LeftButton)

    assert opened.said == ["3 badges issued."]
    qtbot.waitUntil(lambda: opened.numbers() == ["3", "3", "0"])
    qtbot.waitUntil(lambda: not opened.page.preview.image.isNull())
    assert not opened.page.issue.isEnabled()
    assert opened.page.issue_hint.text() == "Everybody registered or confirmed has a badge."
    assert opened.figures(event) == BadgeFigures(entitled=3, issued=3, printed=0)


def test_issuing_works_from_the_keyboard(open_page: Callable[[], Open], app: App, event: Event, qtbot: QtBot) -> None:
    add_people(app, event, 1, has_badges=False)
    opened = open_page()

    with qtbot.waitSignal(opened.page.said):
        qtbot.keyClick(opened.page, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)

    assert opened.said == ["1 badge issued."]


def test_a_project_without_an_event_says_what_is_missing(open_page: Callable[[], Open]) -> None:
    page = open_page().page

    assert page.preview.words.text() == "There is no event in this project yet. Add one first."
    assert [page.issue.isEnabled(), page.bar.save.isEnabled(), page.bar.print.isEnabled()] == [False, False, False]


@pytest.mark.usefixtures("event")
def test_an_event_without_people_tells_where_to_import(open_page: Callable[[], Open]) -> None:
    opened = open_page()

    assert opened.page.preview.words.text() == (
        "Nobody is registered or confirmed for this event yet. "
        "Import a list on the People page (Ctrl+2), or register a walk-in (F4)."
    )
    assert opened.numbers() == ["0", "0", "0"]


def test_people_without_badges_are_told_to_get_them_first(
    open_page: Callable[[], Open], app: App, event: Event
) -> None:
    add_people(app, event, 2, has_badges=False)

    page = open_page().page

    assert page.preview.words.text() == "No badge is issued yet. Issue them first (Ctrl+I)."
    assert not page.bar.save.isEnabled()
    assert page.warnings.heading.isHidden()


def test_the_preview_is_the_sheet_page_by_page(
    open_page: Callable[[], Open], app: App, event: Event, qtbot: QtBot
) -> None:
    badges = add_people(app, event, 10)
    preview = open_page().page.preview
    assert (preview.number, preview.pages) == (0, 2)
    assert codes_in(preview.image) == {badge.token for badge in badges[:8]}

    qtbot.keyClick(preview, Qt.Key.Key_PageDown)

    qtbot.waitUntil(lambda: preview.number == 1)
    assert codes_in(preview.image) == {badge.token for badge in badges[8:]}
    assert preview.place.text() == "Page 2 of 2"
    assert [preview.back.isEnabled(), preview.forward.isEnabled()] == [True, False]


def test_the_preview_follows_layout_and_order(
    open_page: Callable[[], Open], app: App, event: Event, qtbot: QtBot
) -> None:
    with app.database.write() as tx:
        make_person(tx, event, family_name="A", economy="VN")
        make_person(tx, event, family_name="B", economy="AU")
        issue_badges(tx, event=event)
        by_name = badges_to_print(tx, event)
    page = open_page().page

    page.choices.layout_box.setCurrentIndex(page.choices.layout_box.findData("card"))

    qtbot.waitUntil(lambda: page.preview.pages == 2)
    assert page.preview.image.width() > page.preview.image.height()
    assert codes_in(page.preview.image) == {by_name[0].token}

    page.choices.order_box.setCurrentIndex(page.choices.order_box.findData("economy"))

    qtbot.waitUntil(lambda: codes_in(page.preview.image) == {by_name[1].token})


def test_the_preview_follows_what_others_change(
    open_page: Callable[[], Open], app: App, event: Event, qtbot: QtBot
) -> None:
    add_people(app, event, 1)
    opened = open_page()

    badges = add_people(app, event, 2)

    qtbot.waitUntil(lambda: opened.numbers() == ["3", "3", "0"])
    qtbot.waitUntil(lambda: codes_in(opened.page.preview.image) == {badge.token for badge in badges})


def test_saving_writes_every_badge_and_notes_each_as_printed(
    open_page: Callable[[], Open], app: App, event: Event, qtbot: QtBot, tmp_path: Path
) -> None:
    badges = add_people(app, event, 9)
    opened, file = open_page(), tmp_path / "badges.pdf"

    with qtbot.waitSignal(opened.page.said):
        opened.page.save_to(file)

    assert opened.said == [f"9 badges saved (pages: 2): {file}"]
    assert codes_on(file) == [badge.token for badge in badges]
    assert opened.figures(event) == BadgeFigures(entitled=9, issued=9, printed=9)
    assert opened.page.bar.done.text() == opened.said[0]
    assert not opened.page.bar.open_folder.isHidden()
    qtbot.waitUntil(lambda: opened.numbers() == ["9", "9", "9"])
    assert opened.page.bar.save.isEnabled()
    assert opened.page.bar.progress.isHidden()


def test_only_unprinted_badges_are_shown_and_saved_when_asked_for(
    open_page: Callable[[], Open], app: App, event: Event, qtbot: QtBot, tmp_path: Path
) -> None:
    add_people(app, event, 2)
    opened, late = open_page(), tmp_path / "late.pdf"
    with qtbot.waitSignal(opened.page.said):
        opened.page.save_to(tmp_path / "first.pdf")
    with app.database.write() as tx:
        latecomer = make_person(tx, event, family_name="Late")
        issue_badges(tx, event=event)
        (badge,) = badges_to_print(tx, event, people=[latecomer])

    opened.page.choices.only_unprinted.setChecked(True)
    qtbot.waitUntil(lambda: codes_in(opened.page.preview.image) == {badge.token})
    with qtbot.waitSignal(opened.page.said):
        opened.page.save_to(late)

    assert codes_on(late) == [badge.token]
    qtbot.waitUntil(
        lambda: (
            opened.page.preview.words.text()
            == "Every badge was printed before. Switch “Only those not printed yet” off to print them again."
        )
    )


def test_saving_where_nothing_can_be_written_notes_no_print(
    open_page: Callable[[], Open], app: App, event: Event, qtbot: QtBot, tmp_path: Path
) -> None:
    add_people(app, event, 1)
    opened, nowhere = open_page(), tmp_path / "missing"

    with qtbot.waitSignal(opened.jobs.failed):
        opened.page.save_to(nowhere / "badges.pdf")

    assert [str(error) for error in opened.errors] == [
        f"There is no folder “{nowhere}”. Make it first, or choose another."
    ]
    assert opened.figures(event).printed == 0
    assert opened.page.bar.save.isEnabled()
    assert opened.page.bar.done.isHidden()


def test_warnings_say_whose_what_and_what_to_do(
    open_page: Callable[[], Open], app: App, event: Event, qtbot: QtBot
) -> None:
    add_people(app, event, 1)
    with app.database.write() as tx:
        person = make_person(tx, event, given_name="Ana", family_name="Long", printed_name=LONG_NAME)
        make_person(tx, event, given_name="Bo", family_name="Smile", printed_name="Bo 😀")
        issue_badges(tx, event=event)
    page = open_page().page
    model = page.warnings.model

    rows = [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]

    assert page.warnings.heading.text() == "2 warnings before printing"
    assert rows == [
        [
            LONG_NAME,
            f"The name is too long and is cut: “{LONG_NAME}”",
            "Shorten it on the People page, or choose a layout with larger badges.",
        ],
        [
            "Bo 😀",
            "The name has characters that cannot be printed: 😀",
            "Type it in other letters on the People page, or write it on the badge by hand.",
        ],
    ]
    page.warnings.table.selectRow(0)
    with qtbot.waitSignal(page.person_asked) as asked:
        qtbot.keyClick(page.warnings.table, Qt.Key.Key_Return)
    assert asked.args == [person]


def test_badges_that_are_as_they_should_be_have_no_warning(
    open_page: Callable[[], Open], app: App, event: Event
) -> None:
    add_people(app, event, 2)

    page = open_page().page

    assert page.warnings.heading.text() == "No warnings"
    assert page.warnings.table.isHidden()


def test_the_warnings_table_is_a_sound_model(
    open_page: Callable[[], Open], app: App, event: Event, qtmodeltester: ModelTester
) -> None:
    with app.database.write() as tx:
        make_person(tx, event, printed_name=LONG_NAME)
        issue_badges(tx, event=event)

    model = open_page().page.warnings.model

    qtmodeltester.check(model)
    assert model.rowCount() == 1
    assert model.warning(QModelIndex()) is None


def test_printing_one_badge_without_a_printer_saves_it(
    open_page: Callable[[], Open], app: App, event: Event, qtbot: QtBot
) -> None:
    add_people(app, event, 2)
    with app.database.write() as tx:
        person = make_person(tx, event, given_name="Mai", family_name="Nguyễn", printed_name="Nguyễn Mai")
    opened = open_page()

    with qtbot.waitSignal(opened.page.said):
        opened.page.print_one(person)

    file = opened.documents / "badge-VN-Nguyễn-Mai.pdf"
    assert opened.said == [f"No printer is installed. The badge of Nguyễn Mai is saved: {file}"]
    with app.database.read() as tx:
        (badge,) = badges_to_print(tx, event, people=[person])
    assert codes_on(file) == [badge.token]
    assert page_sizes(file) == [(62.0, 100.0)]
    assert opened.figures(event) == BadgeFigures(entitled=3, issued=3, printed=1)


def test_printing_one_badge_twice_keeps_both_files(
    open_page: Callable[[], Open], app: App, event: Event, qtbot: QtBot
) -> None:
    (badge,) = add_people(app, event, 1)
    opened = open_page()
    opened.page.choices.single_box.setCurrentIndex(opened.page.choices.single_box.findData("a6"))

    for _nth in range(2):
        with qtbot.waitSignal(opened.page.said):
            opened.page.print_one(badge.person)

    files = sorted(opened.documents.iterdir())
    assert [file.name for file in files] == ["badge-VN-Ana-P00-2.pdf", "badge-VN-Ana-P00.pdf"]
    assert page_sizes(files[0]) == [(105.0, 148.0)]


def test_printing_one_badge_of_somebody_who_withdrew_is_refused_in_words(
    open_page: Callable[[], Open], app: App, event: Event, qtbot: QtBot
) -> None:
    with app.database.write() as tx:
        person = make_person(tx, event, status="withdrawn")
    opened = open_page()

    with qtbot.waitSignal(opened.jobs.failed):
        opened.page.print_one(person)

    assert [str(error) for error in opened.errors] == [
        "Ana Díaz is not registered or confirmed, so there is no badge. Change the state first."
    ]
    assert list(opened.documents.iterdir()) == []


def test_printing_the_sheet_without_a_printer_saves_it(
    open_page: Callable[[], Open], app: App, event: Event, qtbot: QtBot
) -> None:
    badges = add_people(app, event, 2)
    opened = open_page()

    with qtbot.waitSignal(opened.page.said):
        qtbot.keyClick(opened.page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)

    file = opened.documents / "badges-VN.pdf"
    assert opened.said == [f"No printer is installed. 2 badges are saved (pages: 1): {file}"]
    assert codes_on(file) == [badge.token for badge in badges]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("layout", "size"), [("a4-8", (210, 297)), ("card", (86, 54)), ("label", (62, 100))])
def test_a_printer_gets_every_page_in_its_real_size(
    app: App, event: Event, tmp_path: Path, layout: str, size: tuple[float, float]
) -> None:
    badges = add_people(app, event, 9)
    printer = paper.printer_for("", layout)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    outcome = paper.print_sheet_on(app.database, Wanted(event, layout), printer, tmp_path)

    printed = page_sizes(tmp_path / "printed.pdf")
    assert len(printed) == outcome.pages
    assert [(abs(w - size[0]) < 1, abs(h - size[1]) < 1) for w, h in printed] == [(True, True)] * len(printed)
    assert codes_on(tmp_path / "printed.pdf", dpi=300) == [badge.token for badge in badges]


@pytest.mark.usefixtures("qapp")
@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false", extend=True)  # what Qt says of such a printer
def test_badges_that_the_printer_does_not_take_are_kept(app: App, event: Event, tmp_path: Path) -> None:
    badges = add_people(app, event, 2)
    printer = paper.printer_for("", "a4-8")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no folder" / "printed.pdf"))

    with pytest.raises(UserError, match="did not take the badges"):
        paper.print_sheet_on(app.database, Wanted(event), printer, tmp_path)

    assert codes_on(tmp_path / "badges-VN.pdf") == [badge.token for badge in badges]


@pytest.mark.usefixtures("event")
def test_choices_are_remembered(open_page: Callable[[], Open]) -> None:
    choices = open_page().page.choices
    for box, name in ((choices.layout_box, "a6"), (choices.order_box, "economy"), (choices.single_box, "card")):
        box.setCurrentIndex(box.findData(name))

    again = open_page().page.choices

    assert (again.layout_name, again.order, again.single_layout) == ("a6", "economy", "card")


def test_the_page_follows_the_chosen_event(open_page: Callable[[], Open], app: App, event: Event, qtbot: QtBot) -> None:
    add_people(app, event, 1)
    with app.database.write() as tx:
        other = make_event(tx, "PE")
    opened = open_page()

    opened.page._project.choose_event(other)

    qtbot.waitUntil(lambda: opened.numbers() == ["0", "0", "0"])
    qtbot.waitUntil(lambda: opened.page.preview.image.isNull())
    assert not opened.page.bar.print.isEnabled()


def test_the_page_speaks_another_language_at_once(
    open_page: Callable[[], Open], app: App, event: Event, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with app.database.write() as tx:
        make_person(tx, event, category="delegate")
        issue_badges(tx, event=event)
    opened, file = open_page(), tmp_path / "es.pdf"
    translator = CatalogueTranslator()

    i18n.set_language("es")
    qapp.installTranslator(translator)
    try:
        qtbot.waitUntil(lambda: opened.page.figures["entitled"].accessibleName() == "Inscritos o confirmados: 1")
        with qtbot.waitSignal(opened.page.said):
            opened.page.save_to(file)
        qtbot.waitUntil(lambda: opened.jobs.is_idle)
    finally:
        i18n.set_language("en")
        qapp.removeTranslator(translator)

    assert "Delegado" in page_texts(file)[0]
