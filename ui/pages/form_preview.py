"""The draft of a form as it will be seen: at the kiosk, on a phone, on paper, in each of its languages."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from o2o_events.feedback.promise import promise_words
from o2o_events.i18n import LANGUAGES, _, speaking
from ui.form_drafts import Draft
from ui.form_editing import FormEntry
from ui.kiosk.form_view import FormView
from ui.project import OpenProject
from ui.widgets.icons import IconButton
from ui.widgets.paper_preview import PaperPreview

if TYPE_CHECKING:
    from ui.form_paper import DrawnPage

KIOSK, PHONE, PAPER = "kiosk", "phone", "paper"
PHONE_SIZE = (320, 568)
"""The smallest phone that is served, in its own pixels."""
A4_ON_SCREEN = 794
"""Pixels across a page in its own size."""


class FormPreview(QWidget):
    """Can be filled in to try it; nothing is kept. ``said`` tells so."""

    said = Signal(str)

    def __init__(self, project: OpenProject) -> None:
        super().__init__()
        self._project = project
        self._draft: Draft | None = None
        self._entry: FormEntry | None = None
        self._tag = "en"
        self._shown: tuple[object, ...] = ()
        self.form: FormView | None = None
        self.buttons = {kind: IconButton("", "segment") for kind in (KIOSK, PHONE, PAPER)}
        self.paper = PaperPreview()
        self._frame = QFrame()
        self._room = QVBoxLayout(self._frame)
        self._room.setContentsMargins(1, 1, 1, 1)
        self._stack = QStackedWidget()
        self.note = QLabel(objectName="hint", wordWrap=True)
        self._build()
        self.retranslate()

    @property
    def kind(self) -> str:
        return next(kind for kind, button in self.buttons.items() if button.isChecked())

    def _build(self) -> None:
        group = QButtonGroup(self, exclusive=True)
        row = QHBoxLayout(spacing=0)
        for button in self.buttons.values():
            button.setCheckable(True)
            group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _on: self.refresh())
        self.buttons[KIOSK].setChecked(True)
        row.addSpacing(16)
        row.addWidget(self.note, 1)
        holder = QWidget()
        middle = QHBoxLayout(holder)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        middle.addWidget(self._frame, 1000)
        middle.addStretch(1)
        self._stack.addWidget(holder)
        self._desk = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        self.paper.setObjectName("scrolled")
        self._desk.setWidget(self.paper)
        self._stack.addWidget(self._desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self._stack, 1)
        self.paper.turned.connect(self._draw_paper)

    def retranslate(self) -> None:
        words = {KIOSK: _("Kiosk"), PHONE: _("Phone"), PAPER: _("Paper")}
        for kind, button in self.buttons.items():
            button.setText(words[kind])
        self._show_note()

    def _show_note(self) -> None:
        self.note.setText("" if self.kind == PAPER else _("Try it: nothing is kept."))

    def show_draft(self, draft: Draft | None, entry: FormEntry | None, tag: str) -> None:
        """What is to be shown; it is drawn while the preview is in sight."""
        self._draft, self._entry, self._tag = draft, entry, tag
        if self.isVisible():
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 Qt's name
        super().resizeEvent(event)
        self._make_readable()

    def _make_readable(self) -> None:
        """The page of paper is as wide as there is room, up to its own size on a screen; one scrolls down in it."""
        width = min(self.width() - 60, A4_ON_SCREEN)
        self.paper.sheet.setMinimumHeight(max(200, round(width * 2**0.5)))

    def showEvent(self, event: object) -> None:  # noqa: N802 Qt's name
        super().showEvent(event)  # type: ignore[arg-type]  # Qt's event
        self.refresh()

    def refresh(self) -> None:
        """Draws it anew where it changed."""
        wanted = (self._draft, self._tag, self.kind)
        if wanted == self._shown or self._draft is None or self._entry is None:
            return
        self._shown = wanted
        self._show_note()
        if self.kind == PAPER:
            self._stack.setCurrentWidget(self._desk)
            self._make_readable()
            self._draw_paper(self.paper.number)
        else:
            self._stack.setCurrentIndex(0)
            self._show_form(self._draft, is_phone=self.kind == PHONE)

    def _show_form(self, draft: Draft, *, is_phone: bool) -> None:
        if self.form is not None:
            self._room.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        assert self._entry is not None
        form = replace(self._entry.form, **draft.settings)
        event = self._project.current_event
        with speaking(self._tag if self._tag in LANGUAGES else "en"):
            promise = promise_words(form, is_badge_read=form.asks_badge and not is_phone, is_phone=is_phone)
        self.form = FormView(
            draft.content,
            self._tag,
            layout="page" if is_phone else form.layout,
            about=event.label if event else "",
            promise=promise,
            is_narrow=is_phone,
        )
        self.form.sent.connect(self._on_sent)
        self._frame.setObjectName("phone" if is_phone else "card")
        self._frame.setMinimumSize(PHONE_SIZE[0] if is_phone else 0, 0)
        self._frame.setMaximumSize(*PHONE_SIZE if is_phone else (16_777_215, 16_777_215))
        self._room.addWidget(self.form)
        for widget in (self._frame, *self._frame.findChildren(QWidget)):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def _on_sent(self, _answers: object) -> None:
        self.said.emit(_("Everything was answered well. Nothing was kept: this is a preview."))
        if self.form is not None:
            self.form.setEnabled(True)

    def _draw_paper(self, number: int) -> None:
        from o2o_events.documents.feedback_paper import FormPaper
        from ui.form_paper import draw_form

        draft, entry, event = self._draft, self._entry, self._project.current_event
        if draft is None or entry is None:
            return
        if draft.problems:
            self.paper.show_words(draft.problems[0])
            return
        label = event.label if event else ""
        form = replace(entry.form, **draft.settings)
        paper = FormPaper(form, draft.content, label, "", _("PREVIEW"), self._tag)
        self._project.jobs.run_long(lambda: draw_form(paper, number), self._take_page, key=f"form paper {id(self)}")

    def _take_page(self, drawn: "DrawnPage") -> None:
        self.paper.show_page(drawn.image, drawn.number, drawn.pages)
