"""Results while people are still in the room: rates, distributions, groups, and what was written."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from o2o_events.db.transaction import Tx
from o2o_events.documents.feedback_charts import gain_words, kept_back_groups, kept_back_words, names_words, rate_words
from o2o_events.documents.feedback_files import read_raw, write_raw, write_results
from o2o_events.documents.feedback_results import Results, read_results
from o2o_events.feedback.barrier_feed import BARRIER, feed_barriers
from o2o_events.feedback.forms import Form, list_forms
from o2o_events.feedback.respondents import CUTS, cut_words
from o2o_events.feedback.tags import tag_text
from o2o_events.i18n import _
from o2o_events.registers.events import Event, list_events
from ui.messages import error_words
from ui.pages.results_charts import ResultsCharts
from ui.pages.results_texts import ResultsTexts, WrittenText
from ui.project import OpenProject
from ui.widgets.icons import IconButton, IconLabel

SUBJECTS = frozenset(
    {
        "answer",
        "answer_void",
        "answer_note",
        "form",
        "form_version",
        "scan",
        "undo",
        "event",
        "agenda_session",
        "person",
    }
)
_ALL = ""


@dataclass(frozen=True)
class Wanted:
    """What is to be shown; form and session by id, ``is_all`` for every event that uses the form."""

    form: str = ""
    is_all: bool = False
    target: str = ""
    cut: str = ""


@dataclass(frozen=True)
class Shown:
    """The forms to choose from, and the results of one of them."""

    wanted: Wanted
    forms: tuple[Form, ...]
    events: tuple[Event, ...]
    results: Results | None


def read_shown(tx: Tx, wanted: Wanted, event: Event | None) -> Shown:
    forms = tuple(list_forms(tx))
    form = next((form for form in forms if form.id == wanted.form), None)
    if form is None:
        form = next((form for form in forms if form.code == "evaluation"), next(iter(forms), None))
    if form is None:
        return Shown(wanted, (), (), None)
    everywhere = tuple(one for one in list_events(tx) if form.is_used_at(one.id))
    events = everywhere if wanted.is_all or event is None else (event,)
    target = wanted.target if form.scope != "event" and wanted.form == form.id else ""
    cut = "" if wanted.cut == "session" and (form.scope == "event" or target) else wanted.cut
    results = read_results(tx, form, events=events, target=target or None, cut=cut)
    return Shown(Wanted(form.id, wanted.is_all, target, cut), forms, everywhere, results)


class ResultsPage(QWidget):
    """``said`` is a message to show, ``page_asked`` another page to go to."""

    said = Signal(str)
    page_asked = Signal(str)

    def __init__(self, project: OpenProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._project = project
        self._wanted = Wanted()
        self.shown: Shown | None = None
        self.form, self.scope, self.session, self.cut = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        self.export = IconButton("export")
        self.rate = QLabel(objectName="heading", wordWrap=True)
        self.notes = QLabel(objectName="hint", wordWrap=True)
        self.charts, self.texts = ResultsCharts(), ResultsTexts()
        self._stack = QStackedWidget()
        self._empty_words = QLabel(objectName="quiet", wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.to_forms = IconButton("form", "primary")
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        top = QHBoxLayout(spacing=8)
        for box, stretch in ((self.form, 4), (self.scope, 3), (self.session, 4), (self.cut, 2)):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(10)
            box.setMinimumHeight(44)
            top.addWidget(box, stretch)
        self.export.setMinimumHeight(44)
        top.addWidget(self.export)
        split = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=12)
        split.addWidget(self.charts)
        split.addWidget(self.texts)
        split.setStretchFactor(0, 7)
        split.setStretchFactor(1, 4)
        split.setSizes([780, 430])
        self.texts.setMinimumWidth(300)
        self._stack.addWidget(split)
        self._stack.addWidget(self._empty())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.rate)
        layout.addWidget(self.notes)
        layout.addWidget(self._stack, 1)

    def _empty(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setSpacing(14)
        layout.addStretch(1)
        self._empty_words.setMinimumWidth(520)
        for widget in (IconLabel("chart", 64), self._empty_words, self.to_forms):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(widget)
            row.addStretch(1)
            layout.addLayout(row)
        layout.addStretch(2)
        return page

    def _connect(self) -> None:
        self.form.activated.connect(lambda: self.choose(Wanted(self.form.currentData(), self._wanted.is_all)))
        for box in (self.scope, self.session, self.cut):
            box.activated.connect(self._choose)
        self.export.clicked.connect(self.ask_export)
        self.to_forms.clicked.connect(lambda: self.page_asked.emit("forms"))
        self.texts.tagged.connect(self.tag)

    def enter(self) -> None:
        """The page is shown."""
        self.reload()
        self.form.setFocus()

    def reload(self) -> None:
        """Asks for the results anew; what is chosen stays chosen."""
        wanted, event = self._wanted, self._project.current_event
        self._project.read(lambda tx: read_shown(tx, wanted, event), self._take, key="results page")

    def choose(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self.reload()

    def tag(self, text: WrittenText, tags: tuple[str, ...]) -> None:
        """Gives a text its tags."""
        self._project.write(
            lambda tx: tag_text(tx, answer=text.answer, question=text.question, tags=tags),
            lambda _tags: self.reload(),
            lambda error: self.said.emit(error_words(error)),
        )

    def ask_export(self) -> None:
        """Offers what can be saved."""
        menu = QMenu(self)
        menu.addAction(_("Results with charts…"), self.ask_results_file)
        menu.addAction(_("Raw answers…"), self.ask_raw_file)
        if self.shown and self.shown.results and self.shown.results.form.feeds == BARRIER:
            menu.addSeparator()
            menu.addAction(_("Add the barriers to the register"), self.feed_barriers)
        menu.popup(self.export.mapToGlobal(self.export.rect().bottomLeft()))

    def ask_results_file(self) -> None:
        if self.shown and self.shown.results:
            kinds = ((_("PDF document (*.pdf)"), ".pdf"), (_("Excel workbook (*.xlsx)"), ".xlsx"))
            file = self._ask_file(_("Save the results"), f"{self.shown.results.form.code}.pdf", kinds)
            if file is not None:
                self.export_results(file)

    def ask_raw_file(self) -> None:
        if self.shown and self.shown.results:
            kinds = ((_("Excel workbook (*.xlsx)"), ".xlsx"), (_("CSV list (*.csv)"), ".csv"))
            file = self._ask_file(_("Save the raw answers"), f"{self.shown.results.form.code}-answers.xlsx", kinds)
            if file is not None:
                self.export_raw(file)

    def _ask_file(self, title: str, proposed: str, kinds: tuple[tuple[str, str], ...]) -> Path | None:
        name, kind = QFileDialog.getSaveFileName(self, title, proposed, ";;".join(words for words, _end in kinds))
        if not name:
            return None
        file, endings = Path(name), dict(kinds)
        is_known = file.suffix.lower() in endings.values()
        return file if is_known else file.with_name(file.name + endings.get(kind, kinds[0][1]))

    def feed_barriers(self) -> None:
        """Brings the barrier register up to the answers, and says what was done."""
        self._project.write(
            feed_barriers,
            lambda fed: self.said.emit(
                _("Barriers added: {added}; taken out: {removed}.").format(added=fed.added, removed=fed.removed)
            ),
            lambda error: self.said.emit(error_words(error)),
        )

    def export_results(self, file: Path) -> None:
        """Writes what is shown, in the background, and says where."""
        results = self.shown.results if self.shown else None
        if results is not None:
            self._write(lambda: write_results(file, results), file)

    def export_raw(self, file: Path) -> None:
        """Writes the raw answers of the chosen events, in the background, and says where."""
        results = self.shown.results if self.shown else None
        if results is None:
            return
        database = self._project.app.database

        def work() -> None:
            with database.read() as tx:
                table = read_raw(tx, results.form, results.events)
            write_raw(file, table, title=results.form.label)

        self._write(work, file)

    def _write(self, work: object, file: Path) -> None:
        self._project.jobs.run_long(
            work,
            lambda _none: self.said.emit(_("Written: {file}.").format(file=file)),
            lambda error: self.said.emit(error_words(error)),
        )

    def retranslate(self) -> None:
        self.form.setAccessibleName(_("Form"))
        self.scope.setAccessibleName(_("Event"))
        self.session.setAccessibleName(_("Session"))
        self.cut.setAccessibleName(_("Compare by"))
        self.export.setText(_("Export…"))
        self.to_forms.setText(_("Open the forms"))
        self.texts.retranslate()
        if self.shown is not None:
            self._show()
            self.reload()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _choose(self) -> None:
        is_all = bool(self.scope.currentData())
        target = self.session.currentData() or "" if is_all == self._wanted.is_all else ""
        self.choose(Wanted(self.form.currentData() or "", is_all, target, self.cut.currentData() or ""))

    def _take(self, shown: Shown) -> None:
        if shown == self.shown:
            return
        self.shown = shown
        self._wanted = shown.wanted
        self._show()

    def _show(self) -> None:
        assert self.shown is not None
        results = self.shown.results
        self._offer()
        has_any = results is not None and (results.answered > 0 or results.is_kept_back)
        self._stack.setCurrentIndex(0 if has_any else 1)
        self.export.setEnabled(has_any)
        for label in (self.rate, self.notes):
            label.setVisible(results is not None)
        self._empty_words.setText(
            _("There is no form yet. Make one, or bring one in; what is answered is shown here at once.")
            if results is None
            else _("Nobody has answered “{form}” yet. Answers are shown here the moment they come.").format(
                form=results.form.label
            )
        )
        if results is None:
            return
        self.rate.setText(rate_words(results))
        hidden = kept_back_groups(results)
        lines = [gain_words(gain) for gain in results.gains if gain.n]
        lines += [_("Kept back: {groups}.").format(groups="; ".join(hidden)) + " " + kept_back_words()] * bool(hidden)
        lines += [names_words(results)] * (results.form.is_named or not hidden)
        self.notes.setText("\n".join(lines))
        self.charts.show_results(results)
        self.texts.show_texts(results)

    def _offer(self) -> None:
        assert self.shown is not None
        wanted, results = self.shown.wanted, self.shown.results
        event = self._project.current_event
        _fill(self.form, [(form.label, form.id) for form in self.shown.forms], wanted.form)
        own = [(event.label, _ALL)] if event else []
        _fill(self.scope, [*own, (_("All events together"), "all")], "all" if wanted.is_all else _ALL)
        sessions = results.sessions if results else {}
        self.session.setVisible(results is not None and results.form.scope != "event")
        _fill(
            self.session, [(_("All sessions"), _ALL), *((label, key) for key, label in sessions.items())], wanted.target
        )
        cuts = [cut for cut in CUTS if cut != "session" or (self.session.isVisibleTo(self) and not wanted.target)]
        choices = [(_("By {what}").format(what=cut_words(cut).lower()), cut) for cut in cuts]
        _fill(self.cut, [(_("Everybody"), _ALL), *choices], wanted.cut)
        for box in (self.form, self.scope, self.session, self.cut):
            box.setEnabled(bool(self.shown.forms))


def _fill(box: QComboBox, choices: list[tuple[str, str]], chosen: str) -> None:
    """Offers choices (words and value) with one of them chosen."""
    box.clear()
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.setToolTip(box.currentText())
