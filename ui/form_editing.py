"""Forms as they are being edited: a draft each, steps back without limit, saved when it is asked for."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from o2o_events.db.transaction import Tx
from o2o_events.feedback.forms import (
    Form,
    FormVersion,
    count_answers,
    current_version,
    edit_content,
    edit_form,
    has_answers,
    list_forms,
)
from o2o_events.feedback.questions import FormContent
from o2o_events.i18n import _
from ui.form_drafts import SETTINGS, Draft, KeptDraft, KeptDrafts
from ui.project import OpenProject

SUBJECTS = frozenset({"*", "form", "form_version", "answer", "answer_void", "event", "agenda_session", "slot"})
"""The notices upon which the forms are read again."""
_log = logging.getLogger(__name__)
_PAUSE = 500
"""Milliseconds after a change in which what follows is kept with it."""


@dataclass(frozen=True)
class FormEntry:
    """A form with what it asks now; ``answers`` to this version, and whether there are any to any version."""

    form: Form
    version: FormVersion
    answers: int
    is_answered: bool


def read_entries(tx: Tx) -> list[FormEntry]:
    """Every form of the project, by name."""
    found = []
    for form in list_forms(tx):
        version = current_version(tx, form.id)
        count = count_answers(tx, version=version.id)
        found.append(FormEntry(form, version, count, bool(count) or has_answers(tx, form=form.id)))
    return found


def draft_of(entry: FormEntry) -> Draft:
    return Draft(entry.version.content, {name: getattr(entry.form, name) for name in SETTINGS})


@dataclass
class _History:
    """The draft of one form, and the steps that led to it.

    ``base`` is the saved form that the draft was begun from: it is not ``saved`` where somebody saved another since.
    """

    entry: FormEntry
    saved: Draft
    base: Draft
    draft: Draft
    done: list[tuple[str, str, Draft]] = field(default_factory=list)
    undone: list[tuple[str, str, Draft]] = field(default_factory=list)
    found_at: datetime | None = None

    @property
    def is_changed(self) -> bool:
        return self.draft != self.saved


class FormEditor(QObject):
    """``changed``: the draft did, or another form is edited. ``saved``: it was written; ``refused``: the core's error.

    A draft stays while other forms are looked at, and whatever other desks do meanwhile. It is kept beside the project
    until it is saved or taken back, and is there again when the program was ended or failed.
    """

    changed = Signal()
    saved = Signal(object)
    refused = Signal(object)

    def __init__(self, project: OpenProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._histories: dict[str, _History] = {}
        self._kept = KeptDrafts(project.app.database.file)
        self._found = self._kept.read()
        self._to_keep: set[str] = set()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._keep)
        self.entry: FormEntry | None = None
        project.closing.connect(self._keep_now)

    @property
    def draft(self) -> Draft | None:
        return self._history.draft if self._history else None

    @property
    def is_changed(self) -> bool:
        """Whether there is something to save."""
        return self._history is not None and self._history.is_changed

    @property
    def found_at(self) -> datetime | None:
        """When what is shown was kept, where it was left unsaved when the program ended."""
        return self._history.found_at if self._history and self.is_changed else None

    @property
    def is_overtaken(self) -> bool:
        """Whether the form was saved by somebody else since the draft was begun."""
        return self._history is not None and self.is_changed and self._history.base != self._history.saved

    @property
    def undo_words(self) -> str:
        return self._history.done[-1][0] if self._history and self._history.done else ""

    @property
    def redo_words(self) -> str:
        return self._history.undone[-1][0] if self._history and self._history.undone else ""

    @property
    def makes_version(self) -> int | None:
        """The number of the version that saving makes, None where it makes none."""
        if self.entry is None or self.draft is None:
            return None
        is_same = self.draft.content == self.entry.version.content
        return None if is_same else self.entry.version.number + 1

    @property
    def unsaved(self) -> list[FormEntry]:
        """The forms with changes that are not saved."""
        return [history.entry for history in self._histories.values() if history.is_changed]

    @property
    def can_save_all(self) -> bool:
        return not any(history.draft.problems for history in self._histories.values() if history.is_changed)

    def has_changes(self, form: str) -> bool:
        history = self._histories.get(form)
        return history is not None and history.is_changed

    def take_up(self, entries: list[FormEntry]) -> None:
        """Brings the drafts up to the file, and takes up those that were left when the program ended."""
        for entry in entries:
            self._bring_up(entry)
        for gone in self._histories.keys() - {entry.form.id for entry in entries}:
            del self._histories[gone]

    def forget(self, form: str) -> None:
        """The form is removed: its draft goes with it."""
        self._histories.pop(form, None)
        self._to_keep.add(form)
        self._pause.start()

    def open(self, entry: FormEntry | None) -> None:
        """Edits a form; its draft is where it was left, brought up to the file where nothing was changed."""
        self.entry = entry
        if entry is not None:
            self._bring_up(entry)
        self.changed.emit()

    def _bring_up(self, entry: FormEntry) -> None:
        form, stored = entry.form.id, draft_of(entry)
        history = self._histories.get(form)
        if history is None or (not history.is_changed and history.saved != stored):
            history = self._histories[form] = _History(entry, stored, stored, stored)
        history.entry, history.saved = entry, stored
        if not history.is_changed:
            history.base = stored
        found = self._found.pop(form, None)
        if found is not None and not history.is_changed and found.draft != stored:
            history.done.append((_("Take up what was not saved"), "", stored))
            history.draft, history.base, history.found_at = found.draft, found.base, found.at

    def change(self, draft: Draft, words: str, merge: str = "") -> None:
        """Takes a step. Steps with the same ``merge`` that follow each other are one, such as typing in a field."""
        history = self._history
        if history is None or draft == history.draft:
            return
        if not (merge and history.done and history.done[-1][1] == merge and not history.undone):
            history.done.append((words, merge, history.draft))
        history.undone.clear()
        history.draft = draft
        self._note(history)

    def change_content(self, content: FormContent, words: str, merge: str = "") -> None:
        if self.draft is not None:
            self.change(replace(self.draft, content=content), words, merge)

    def change_setting(self, name: str, value: object, words: str, merge: str = "") -> None:
        if self.draft is not None:
            self.change(replace(self.draft, settings={**self.draft.settings, name: value}), words, merge)

    def undo(self) -> None:
        if self._history and self._history.done:
            self._step(self._history.done, self._history.undone)

    def redo(self) -> None:
        if self._history and self._history.undone:
            self._step(self._history.undone, self._history.done)

    def discard(self) -> None:
        """Goes back to the form as it is saved; that is a step, too, and can be taken back."""
        if self._history is not None:
            self.change(self._history.saved, _("Go back to what is saved"))

    def _step(self, out: list[tuple[str, str, Draft]], into: list[tuple[str, str, Draft]]) -> None:
        assert self._history is not None
        words, merge, draft = out.pop()
        into.append((words, merge, self._history.draft))
        self._history.draft = draft
        self._note(self._history)

    def save(self) -> None:
        """Writes the draft; what it promises and asks is checked by the core."""
        if self._history is not None and self._history.is_changed:
            self._save([self._history], self.saved.emit)

    def save_all(self, on_done: Callable[[], None]) -> None:
        """Writes every draft, all or none; ``on_done`` is called when they are written."""

        def done(entries: list[FormEntry]) -> None:
            self.saved.emit(entries)
            on_done()

        self._save([history for history in self._histories.values() if history.is_changed], done)

    def _save(self, histories: list[_History], on_done: Callable[[list[FormEntry]], None]) -> None:
        to_write = [(history.entry.form, history.draft) for history in histories]

        def work(tx: Tx) -> list[FormEntry]:
            for form, draft in to_write:
                _write(tx, form, draft)
            return read_entries(tx)

        def done(entries: list[FormEntry]) -> None:
            stored = {entry.form.id: draft_of(entry) for entry in entries}
            for (form, draft), history in zip(to_write, histories, strict=True):
                history.saved = history.base = stored.get(form.id, draft)
                history.draft = history.saved if history.draft == draft else history.draft
                history.found_at = None
                self._note(history, is_told=False)
            on_done(entries)

        self._project.write(work, done, self.refused.emit)

    @property
    def _history(self) -> _History | None:
        return self._histories.get(self.entry.form.id) if self.entry else None

    # beside the project

    def _note(self, history: _History, *, is_told: bool = True) -> None:
        """What was changed is kept soon; a draft that came back to what is saved is kept no more."""
        self._to_keep.add(history.entry.form.id)
        if not self._pause.isActive():
            self._pause.start()
        if is_told:
            self.changed.emit()

    def _keep(self) -> None:
        changes = self._changes()
        if changes:
            self._project.jobs.look(lambda: self._kept.keep(changes), on_error=self.refused.emit)

    def _keep_now(self) -> None:
        """The project is let go of: after what was asked for before, or here where no job can be asked any more."""
        self._pause.stop()
        if not self._project.jobs.is_stopped:
            self._keep()
            return
        try:
            self._kept.keep(self._changes())
        except OSError:
            _log.exception("what was not saved of forms could not be kept")

    def _changes(self) -> dict[str, KeptDraft | None]:
        at, changes = self._project.app.now(), dict[str, KeptDraft | None]()
        for form in sorted(self._to_keep):
            history = self._histories.get(form)
            is_kept = history is not None and history.is_changed
            changes[form] = KeptDraft(history.draft, history.base, at) if history is not None and is_kept else None
        self._to_keep.clear()
        return changes


def _write(tx: Tx, form: Form, draft: Draft) -> None:
    changes = {name: value for name, value in draft.settings.items() if getattr(form, name) != value}
    if changes:
        edit_form(tx, form=form.id, changes=changes)
    edit_content(tx, form=form.id, content=draft.content)
