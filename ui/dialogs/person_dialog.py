"""One person: what is known of them, their state, their badge."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QWidget

from o2o_events.badges.issuing import reissue_badge, revoke_badge
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _
from o2o_events.people.queries import Needs, PersonEntry, get_needs, get_registration
from o2o_events.people.registration import edit_person, set_status
from ui.dialogs.person_fields import PersonFields
from ui.dialogs.question import Question
from ui.dialogs.reason_dialog import ReasonDialog
from ui.messages import status_words
from ui.project import OpenProject
from ui.widgets.icons import IconButton

_ENTITLED = ("registered", "confirmed")


class PersonDialog(Question):
    """Shows and edits one registration. ``badge_asked`` tells the person whose badge is to be printed."""

    badge_asked = Signal(str)

    def __init__(self, parent: QWidget | None, project: OpenProject, entry: PersonEntry, needs: Needs) -> None:
        super().__init__(parent, entry.printed_name, "", _("Save"), "check")
        assert project.current_event is not None, "a person is shown for an event"
        self._project, self._event, self._entry = project, project.current_event, entry
        self.setMinimumSize(760, 560)
        self.resize(860, 690)
        self.fields = PersonFields(self._event, project.surroundings.categories)
        self.state, self.badge = QLabel(objectName="heading"), QLabel(objectName="heading")
        self.confirm, self.withdraw, self.block = (
            IconButton(icon, kind) for icon, kind in (("check", "small"), ("exit", "small"), ("block", "small"))
        )
        self.print, self.reissue, self.revoke = (
            IconButton(icon, "small") for icon in ("print", "again", "cross")
        )  # fmt: skip
        self._arrange()
        self._connect()
        self._show(entry, needs)

    def _arrange(self) -> None:
        for button, words in (
            (self.confirm, _("Confirm")),
            (self.withdraw, _("Withdraw")),
            (self.print, _("Badge")),
            (self.reissue, _("Reissue")),
            (self.revoke, _("Revoke")),
        ):
            button.setText(words)
        for label, buttons in (
            (self.state, (self.confirm, self.withdraw, self.block)),
            (self.badge, (self.print, self.reissue, self.revoke)),
        ):
            row = QHBoxLayout(spacing=8)
            row.addWidget(label, 1)
            for button in buttons:
                row.addWidget(button)
            self.body.addLayout(row)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(self.fields)
        self.body.addWidget(area, 1)

    def _connect(self) -> None:
        self.confirm.clicked.connect(lambda: self._change_status(_("Confirm the registration"), "confirmed"))
        self.withdraw.clicked.connect(lambda: self._change_status(_("Withdraw the registration"), "withdrawn"))
        self.block.clicked.connect(self._block_or_unblock)
        self.print.clicked.connect(self._print)
        self.reissue.clicked.connect(self._ask_reissue)
        self.revoke.clicked.connect(self._ask_revoke)

    def _show(self, entry: PersonEntry, needs: Needs) -> None:
        self._entry = entry
        self.fields.show_person(entry, needs)
        self._show_state(entry)

    def _show_state(self, entry: PersonEntry) -> None:
        self._entry = entry
        words = status_words(entry.status)
        self.state.setText(f"{words} ({entry.status_reason})" if entry.status_reason else words)
        self.badge.setText(_("Badge {code}").format(code=entry.badge) if entry.badge else _("No badge yet"))
        is_blocked = entry.status == "blocked"
        self.block.setText(_("Unblock") if is_blocked else _("Block"))
        self.confirm.setVisible(entry.status in ("registered", "not_confirmed", "waitlisted", "withdrawn"))
        self.withdraw.setVisible(entry.status not in ("withdrawn", "blocked"))
        self.print.setEnabled(entry.status in _ENTITLED)
        self.reissue.setEnabled(entry.badge is not None and entry.status in _ENTITLED)
        self.revoke.setEnabled(entry.badge is not None)

    def answer(self) -> None:
        changes = dict(self.fields.changes)
        if not changes:
            self.accept()
            return
        person, event = self._entry.person, self._event
        self.accept_button.setEnabled(False)
        self._project.write(
            lambda tx: edit_person(tx, person=person, event=event, changes=changes), self._saved, self.fail
        )

    def _saved(self, _registered: object) -> None:
        self.accept()

    def _block_or_unblock(self) -> None:
        if self._entry.status == "blocked":
            self._change_status(_("Unblock the person"), "confirmed")
        else:
            self._change_status(_("Block the person"), "blocked")

    def _change_status(self, title: str, status: str) -> None:
        person, event = self._entry.person, self._event
        self._decide(title, lambda tx, reason: set_status(tx, event=event, person=person, status=status, reason=reason))

    def _print(self) -> None:
        self.badge_asked.emit(self._entry.person)

    def _ask_reissue(self) -> None:
        person, event = self._entry.person, self._event
        self._decide(
            _("Reissue the badge"), lambda tx, reason: reissue_badge(tx, event=event, person=person, reason=reason)
        )

    def _ask_revoke(self) -> None:
        person, event = self._entry.person, self._event
        self._decide(
            _("Revoke the badge"), lambda tx, reason: revoke_badge(tx, event=event, person=person, reason=reason)
        )

    def _decide(self, title: str, command: Callable[[Tx, str], object]) -> None:
        """Asks for a reason, then does it and shows the new state; what was typed in the fields stays."""
        registration = self._entry.registration

        def act(tx: Tx, reason: str) -> PersonEntry | None:
            command(tx, reason)
            tx.flush()
            return get_registration(tx, registration)

        ReasonDialog(
            self,
            self._project,
            title=title,
            words=self._entry.printed_name,
            accept=title,
            reasons=(_("On request"), _("Error in the list"), _("Badge lost")),
            on_decided=lambda _operator, reason: self._project.write(
                lambda tx: act(tx, reason), self._refresh, self.fail
            ),
            needs_operator=False,
        ).open()

    def _refresh(self, entry: PersonEntry | None) -> None:
        if entry is not None:
            self._show_state(entry)


def read_person(tx: Tx, registration: str) -> tuple[PersonEntry, Needs] | None:
    """What the dialog shows."""
    entry = get_registration(tx, registration)
    return None if entry is None else (entry, get_needs(tx, registration))
