"""Releases the agenda: what changed since the last release is read before it is told to everybody."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QWidget

from o2o_events.agenda.changes import Change
from o2o_events.agenda.clash import Clash
from o2o_events.agenda.versions import Release
from o2o_events.i18n import _, ngettext
from o2o_events.registers.events import Event
from ui.dialogs.question import Question
from ui.widgets.labelled import labelled


class ReleaseDialog(Question):
    """``decided`` tells the note."""

    decided = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        event: Event,
        release: Release | None,
        changes: Sequence[Change],
        clashes: Sequence[Clash],
    ) -> None:
        super().__init__(parent, _("Release the agenda"), _intro(event, release, len(changes)), _("Release"), "check")
        self.setMinimumSize(720, 520)
        errors = sum(clash.severity == "error" for clash in clashes)
        self.errors = QLabel(objectName="problem", wordWrap=True, visible=errors > 0)
        self.errors.setText(
            ngettext(
                "{n} error is still in the agenda. It can be released all the same.",
                "{n} errors are still in the agenda. It can be released all the same.",
                errors,
            ).format(n=errors)
        )
        self.changes = QListWidget(wordWrap=True)
        self.changes.addItems([change.sentence for change in changes])
        self.changes.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.changes.setVisible(bool(changes))
        self.changes.setAccessibleName(_("What changed"))
        self.note = QLineEdit(maxLength=300)
        self.note.setPlaceholderText(_("Such as: speakers confirmed"))
        self.body.addWidget(self.errors)
        self.body.addWidget(self.changes, 1)
        self.body.addLayout(labelled(_("Note (optional)"), self.note))
        if not changes:
            self.body.addStretch(1)
        self.accept_button.setEnabled(release is None or bool(changes))

    def answer(self) -> None:
        self.accept()
        self.decided.emit(self.note.text().strip())


def _intro(event: Event, release: Release | None, count: int) -> str:
    if release is None:
        return _("The agenda was never released. Screens, the programme and calendars show what is released first.")
    moment = f"{event.local(release.released_at):%Y-%m-%d %H:%M}"
    if not count:
        return _("Nothing changed since release {n} of {moment}.").format(n=release.number, moment=moment)
    return ngettext(
        "{count} change since release {n} of {moment}:", "{count} changes since release {n} of {moment}:", count
    ).format(count=count, n=release.number, moment=moment)
