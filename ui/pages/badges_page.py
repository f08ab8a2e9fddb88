"""Badges of the present event: issue them, look at the sheet before it is printed, save it or print it."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from o2o_events.badges.issuing import IssuedBadge, issue_badges
from o2o_events.badges.queries import BadgeFigures, PrintableBadge, badge_figures, badges_to_print
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _, ngettext
from ui import paper
from ui.messages import error_words
from ui.pages.print_bar import PrintBar
from ui.pages.sheet_choices import SheetChoices
from ui.pages.warnings_view import WarningsView
from ui.paper import SheetPage, Wanted
from ui.preferences import Preferences
from ui.project import OpenProject
from ui.widgets.figures import FigureCard
from ui.widgets.flow import FlowLayout
from ui.widgets.icons import IconButton
from ui.widgets.paper_preview import PaperPreview

if TYPE_CHECKING:
    from o2o_events.documents.badge_face import PrintWarning

_PAUSE = 120
"""Milliseconds in which changes that follow each other are one."""
_SUBJECTS = frozenset({"*", "badge", "badge_print", "person", "registration", "status", "category", "event"})


@dataclass(frozen=True)
class _Audit:
    """The warnings of exactly these badges in this layout: not asked for again while nothing changed."""

    wanted: Wanted
    badges: tuple[PrintableBadge, ...]
    warnings: "tuple[PrintWarning, ...]"


class BadgesPage(QWidget):
    """``said`` is what was done, ``noted`` why nothing was, ``person_asked`` a person to be opened.

    Badges are replaced and revoked on the people page, each with its reason.
    """

    said = Signal(str)
    noted = Signal(str)
    person_asked = Signal(str)

    def __init__(
        self,
        project: OpenProject,
        preferences: Preferences,
        documents: Callable[[], Path] = paper.documents_folder,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._project, self._preferences, self._documents = project, preferences, documents
        self._figures: BadgeFigures | None = None
        self._shown: SheetPage | None = None
        self._audit: _Audit | None = None
        self._wanted_page = 0
        self.figures = {name: FigureCard() for name in ("entitled", "issued", "printed")}
        self.issue, self.issue_hint = IconButton("badge", "primary"), QLabel(objectName="hint", wordWrap=True)
        self.choices = SheetChoices(preferences)
        self.warnings = WarningsView()
        self.preview = PaperPreview()
        self.bar = PrintBar(project, preferences, documents)
        self._changes = QTimer(self, singleShot=True, interval=_PAUSE)
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setHorizontalSpacing(18)
        layout.addLayout(self._build_left(), 0, 0)
        layout.addWidget(self._build_right(), 0, 1)
        layout.setColumnStretch(0, 6)
        layout.setColumnStretch(1, 5)
        in_order = [
            *(self.issue, self.choices.layout_box, self.choices.order_box, self.choices.only_unprinted),
            *(self.choices.single_box, self.warnings.table, self.preview, self.preview.back, self.preview.forward),
            *(self.bar.open_folder, self.bar.save, self.bar.print),
        ]
        for before, after in pairwise(in_order):
            QWidget.setTabOrder(before, after)

    def _build_left(self) -> QVBoxLayout:
        figures = QHBoxLayout(spacing=10)
        for card in self.figures.values():
            figures.addWidget(card, 1)
        issuing = FlowLayout(spacing=12)
        issuing.add(self.issue)
        issuing.add(self.issue_hint, least=240, stretch=1)
        left = QVBoxLayout(spacing=12)
        left.addLayout(figures)
        left.addLayout(issuing)
        left.addWidget(self.choices)
        left.addWidget(self.warnings, 1)
        return left

    def _build_right(self) -> QFrame:
        card = QFrame(objectName="card")
        right = QVBoxLayout(card)
        right.setContentsMargins(14, 12, 14, 14)
        right.setSpacing(10)
        right.addWidget(self.preview, 1)
        right.addWidget(self.bar)
        return card

    def _connect(self) -> None:
        self.issue.clicked.connect(self.issue_all)
        self.bar.save.clicked.connect(self.ask_save)
        self.bar.print.clicked.connect(self.print_all)
        self.bar.said.connect(self.said)
        self.bar.noted.connect(self.noted)
        self.bar.finished.connect(self._changes.start)
        self.choices.changed.connect(self._reload_from_start)
        self.preview.turned.connect(self._turn)
        self.warnings.person_asked.connect(self.person_asked)
        self._changes.timeout.connect(self._reload_if_seen)
        self._project.changed.connect(self._on_changed)
        self._project.place_changed.connect(self._on_place_changed)
        for keys, button in (("Ctrl+I", self.issue), ("Ctrl+S", self.bar.save), ("Ctrl+P", self.bar.print)):
            QShortcut(QKeySequence(keys), self, activated=button.click)

    def enter(self) -> None:
        """The page is shown: with what is in the file now."""
        self.reload()
        (self.issue if self.issue.isEnabled() else self.choices.layout_box).setFocus()

    # what is shown

    def reload(self) -> None:
        """Asks for the figures, the page, and what is wrong with the badges."""
        event = self._project.current_event
        if event is None:
            self._figures = self._shown = None
            self.preview.show_words(_("There is no event in this project yet. Add one first."))
            self.warnings.show_warnings(None)
            self._show_state()
            return
        database, wanted, number, known = self._project.app.database, self._wanted(), self._wanted_page, self._audit
        self._project.read(lambda tx: badge_figures(tx, event), self._show_figures, key="badge figures")
        self._project.jobs.run_long(
            lambda: paper.draw_page(wanted, paper.read_badges(database, wanted), number),
            self._show_page,
            self._show_failure,
            key="badge page",
        )
        self._project.jobs.run_long(
            lambda: _audit_of(wanted, paper.read_badges(database, wanted), known),
            self._show_audit,
            self._show_failure,
            key="badge audit",
        )

    def _wanted(self) -> Wanted:
        event = self._project.current_event
        assert event is not None
        order = "economy" if self.choices.order == "economy" else "name"
        return Wanted(event, self.choices.layout_name, order, self.choices.only_unprinted.isChecked())

    def _turn(self, number: int) -> None:
        """Another page of the badges that are shown."""
        shown = self._shown
        if shown is not None:
            self._wanted_page = number
            self._project.jobs.run_long(
                lambda: paper.draw_page(shown.wanted, shown.badges, number),
                self._show_page,
                self._show_failure,
                key="badge page",
            )

    def _reload_from_start(self) -> None:
        self._wanted_page = 0
        self._changes.start()

    def _reload_if_seen(self) -> None:
        if self.isVisible():
            self.reload()

    def _on_changed(self, subjects: frozenset[str]) -> None:
        if subjects & _SUBJECTS:
            self._changes.start()

    def _on_place_changed(self) -> None:
        self.bar.forget()
        self._reload_from_start()

    def _show_figures(self, figures: BadgeFigures) -> None:
        self._figures = figures
        self._show_state()

    def _show_page(self, page: SheetPage) -> None:
        self._shown, self._wanted_page = page, page.number
        if page.image is not None:
            self.preview.show_page(page.image, page.number, page.pages)
        self._show_state()

    def _show_audit(self, audit: _Audit) -> None:
        self._audit = audit
        self.warnings.show_warnings(audit.warnings if audit.badges else None)

    def _show_failure(self, error: Exception) -> None:
        self._shown = None
        self.preview.show_words(error_words(error))
        self._project.jobs.failed.emit(error)
        self._show_state()

    def _show_state(self) -> None:
        """Figures, buttons, and words in place of a page that there cannot be."""
        figures = self._figures
        for name, card in self.figures.items():
            card.set_number(getattr(figures, name) if figures else None)
        missing = figures.entitled - figures.issued if figures else 0
        self.issue.setEnabled(missing > 0 and not self.bar.is_busy)
        self.issue.setText(
            ngettext("Issue {n} missing badge", "Issue {n} missing badges", missing).format(n=missing)
            if missing
            else _("Issue missing badges")
        )
        self.issue_hint.setText(self._issue_words(missing))
        has_badges = self._shown is not None and bool(self._shown.badges)
        self.bar.allow(has_badges)
        if figures is not None and self._shown is not None and not has_badges:
            self.preview.show_words(self._empty_words(figures))

    def _issue_words(self, missing: int) -> str:
        if missing:
            return _("Everybody registered or confirmed who has no badge gets one (Ctrl+I).")
        if self._figures is not None and self._figures.entitled:
            return _("Everybody registered or confirmed has a badge.")
        return _("There is nobody to issue a badge for yet.")

    def _empty_words(self, figures: BadgeFigures) -> str:
        if not figures.entitled:
            return _(
                "Nobody is registered or confirmed for this event yet. "
                "Import a list on the People page (Ctrl+2), or register a walk-in (F4)."
            )
        if not figures.issued:
            return _("No badge is issued yet. Issue them first (Ctrl+I).")
        return _("Every badge was printed before. Switch “Only those not printed yet” off to print them again.")

    # issuing

    def issue_all(self) -> None:
        """Makes a badge for everybody entitled to one who has none."""
        event = self._project.current_event
        if event is not None:
            self.issue.setEnabled(False)
            self._project.write(lambda tx: issue_badges(tx, event=event), self._tell_issued, self._fail_issuing)

    def _tell_issued(self, issued: list[IssuedBadge]) -> None:
        words = ngettext("{n} badge issued.", "{n} badges issued.", len(issued))
        self.said.emit(words.format(n=len(issued)) if issued else _("Nobody was without a badge."))
        self.reload()

    def _fail_issuing(self, error: Exception) -> None:
        self._project.jobs.failed.emit(error)
        self._show_state()

    # saving and printing

    def ask_save(self) -> None:
        """Asks for the file, then writes the sheet."""
        if not self.bar.save.isEnabled():
            return
        wanted = self._wanted()
        kept = self._preferences.text("badge_folder")
        folder = Path(kept) if kept and Path(kept).is_dir() else self._documents()
        proposal = str(folder / paper.file_name(wanted))
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the badges"), proposal, _("PDF (*.pdf)"))
        if name:
            self._preferences.keep("badge_folder", str(Path(name).parent))
            self.bar.save_badges(wanted, Path(name) if name.lower().endswith(".pdf") else Path(f"{name}.pdf"))

    def save_to(self, file: Path) -> None:
        """Writes the sheet as it is shown, and notes its badges as printed."""
        self.bar.save_badges(self._wanted(), file)

    def print_all(self) -> None:
        """Prints the sheet as it is shown; where no printer is installed it is saved."""
        if self.bar.print.isEnabled():
            self.bar.print_badges(self._wanted())

    def print_one(self, person: str) -> None:
        """Prints one badge, and issues it first where there is none yet."""
        event, layout = self._project.current_event, self.choices.single_layout
        if event is None:
            self.noted.emit(_("There is no event in this project yet. Add one first."))
            return

        def make(tx: Tx) -> Wanted:
            issue_badges(tx, event=event, person=person)
            (badge,) = badges_to_print(tx, event, people=[person])
            return Wanted(event, layout, people=(person,), name=badge.printed_name)

        self._project.write(make, self.bar.print_badges)

    # words

    def retranslate(self) -> None:
        self.figures["entitled"].set_name(_("Registered or confirmed"))
        self.figures["issued"].set_name(_("Badges issued"))
        self.figures["printed"].set_name(_("Printed"))
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._audit = None
            self._changes.start()


def _audit_of(wanted: Wanted, badges: tuple[PrintableBadge, ...], known: _Audit | None) -> _Audit:
    if known is not None and (known.wanted, known.badges) == (wanted, badges):
        return known
    return _Audit(wanted, badges, tuple(paper.audit(wanted, badges)))
