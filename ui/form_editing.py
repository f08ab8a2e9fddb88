"""Forms as they are being edited: a draft each, steps back without limit, saved when it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from o2o_events.db.transaction import Tx
from o2o_events.feedback.content_rules import content_problems
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
from ui.project import OpenProject

SUBJECTS = frozenset({"*", "form", "form_version", "answer", "answer_void", "event", "agenda_session", "slot"})
"""The notices upon which the forms are read again."""
SETTINGS = ("name", "scope", "phase", "is_named", "is_open", "needs_slip", "asks_badge", "layout", "feeds")


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


@dataclass(frozen=True)
class Draft:
    """What a form asks and is for, as it is being edited."""

    content: FormContent
    settings: Mapping[str, Any]

    @property
    def problems(self) -> list[str]:
        """What keeps it from being saved, in words."""
        return list(content_problems(self.content))


def draft_of(entry: FormEntry) -> Draft:
    return Draft(entry.version.content, {name: getattr(entry.form, name) for name in SETTINGS})


@dataclass
class _History:
    """The draft of one form, and the steps that led to it."""

    saved: Draft
    draft: Draft
    done: list[tuple[str, str, Draft]] = field(default_factory=list)
    undone: list[tuple[str, str, Draft]] = field(default_factory=list)


class FormEditor(QObject):
    """``changed``: the draft did, or another form is edited. ``saved``: it was written; ``refused``: the core's error.

    A draft stays while other forms are looked at, and whatever other desks do meanwhile.
    """

    changed = Signal()
    saved = Signal(object)
    refused = Signal(object)

    def __init__(self, project: OpenProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._histories: dict[str, _History] = {}
        self.entry: FormEntry | None = None

    @property
    def draft(self) -> Draft | None:
        return self._history.draft if self._history else None

    @property
    def is_changed(self) -> bool:
        """Whether there is something to save."""
        return self._history is not None and self._history.draft != self._history.saved

    @property
    def undo_words(self) -> str:
        return self._history.done[-1][0] if self._history and self._history.done else ""

    @property
    def redo_words(self) -> str:
        return self._history.undone[-1][0] if self._history and self._history.undone else ""

    @property
    def makes_version(self) -> int | None:
        """The number of the version that saving makes, None where it makes none."""
        if self.entry is None or self.draft is None or not self.entry.answers:
            return None
        is_same = self.draft.content == self.entry.version.content
        return None if is_same else self.entry.version.number + 1

    def has_changes(self, form: str) -> bool:
        history = self._histories.get(form)
        return history is not None and history.draft != history.saved

    def open(self, entry: FormEntry | None) -> None:
        """Edits a form; its draft is where it was left, brought up to the file where nothing was changed."""
        self.entry = entry
        if entry is not None:
            stored, history = draft_of(entry), self._histories.get(entry.form.id)
            if history is None or (history.draft == history.saved and history.saved != stored):
                self._histories[entry.form.id] = _History(stored, stored)
            else:
                history.saved = stored
        self.changed.emit()

    def change(self, draft: Draft, words: str, merge: str = "") -> None:
        """Takes a step. Steps with the same ``merge`` that follow each other are one, such as typing in a field."""
        history = self._history
        if history is None or draft == history.draft:
            return
        if not (merge and history.done and history.done[-1][1] == merge and not history.undone):
            history.done.append((words, merge, history.draft))
        history.undone.clear()
        history.draft = draft
        self.changed.emit()

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

    def _step(self, out: list[tuple[str, str, Draft]], into: list[tuple[str, str, Draft]]) -> None:
        assert self._history is not None
        words, merge, draft = out.pop()
        into.append((words, merge, self._history.draft))
        self._history.draft = draft
        self.changed.emit()

    def save(self) -> None:
        """Writes the draft; what it promises and asks is checked by the core."""
        entry, draft = self.entry, self.draft
        if entry is None or draft is None or not self.is_changed:
            return
        changes = {name: value for name, value in draft.settings.items() if getattr(entry.form, name) != value}

        def work(tx: Tx) -> list[FormEntry]:
            if changes:
                edit_form(tx, form=entry.form.id, changes=changes)
            edit_content(tx, form=entry.form.id, content=draft.content)
            return read_entries(tx)

        self._project.write(work, self.saved.emit, self.refused.emit)

    @property
    def _history(self) -> _History | None:
        return self._histories.get(self.entry.form.id) if self.entry else None
