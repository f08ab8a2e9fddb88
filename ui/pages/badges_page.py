"""Badges of the present event: issue them, look at the sheet before it is printed, save it or print it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class BadgesPage(QWidget):
    said = Signal(str)
    walk_in_asked = Signal()
    export_asked = Signal()
    badge_asked = Signal(str)

    def __init__(self, project, preferences=None):
        super().__init__()

    def enter(self):
        pass

    def open_person(self, p):
        pass
