"""The hub: how it stands in words, and one button to connect or to stop."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from o2o_events.i18n import _
from ui.syncing import Syncing
from ui.widgets.card import Card
from ui.widgets.dot import Dot
from ui.widgets.flow import FlowLayout
from ui.widgets.icons import IconButton


class HubCard(Card):
    """Follows the connection."""

    def __init__(self, syncing: Syncing) -> None:
        self._syncing = syncing
        self.dot, self.heading = Dot(), QLabel(objectName="heading")
        self.words = QLabel(objectName="quiet", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = IconButton("sync")
        top = FlowLayout(spacing=10)
        top.add(self.dot)
        top.add(self.heading, stretch=1)
        top.add(self.button)
        super().__init__(top, self.words)
        self.button.clicked.connect(self.turn)
        syncing.changed.connect(self.retranslate)
        syncing.counted.connect(self.retranslate)
        self.retranslate()

    def turn(self) -> None:
        """Connects, or ends the connection."""
        from ui.dialogs.hub_dialog import HubDialog

        if self._syncing.is_on:
            self._syncing.disconnect_for_good()
            return
        dialog = HubDialog(self.window(), self._syncing.kept_url, is_kept_safely=self._syncing.keeps_password)
        dialog.decided.connect(lambda url, keeps: self._syncing.connect_to(url, keeps_password=keeps))
        dialog.open()

    def retranslate(self) -> None:
        standing = self._syncing.standing
        self.dot.show_standing(standing)
        self.heading.setText(_("The hub"))
        self.words.setText(self._syncing.words())
        known = {"off": _("Connect to the hub…"), "refused": _("Connect to the hub…"), "away": _("Stop trying")}
        self.button.setText(known.get(standing, _("Disconnect")))
        self.button.set_icon_name("stop" if self._syncing.is_on else "sync")
