"""Catches what a scanner types anywhere in the window, before any field or button sees it."""

import sys
import time
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget

from ui.scan_bursts import BurstDetector, Step, TakeBack

_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
_MODIFIERS = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}
_LOCKS = {Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock}
_KEYPAD = {
    Qt.Key.Key_Insert: 0, Qt.Key.Key_End: 1, Qt.Key.Key_Down: 2, Qt.Key.Key_PageDown: 3, Qt.Key.Key_Left: 4,
    Qt.Key.Key_Clear: 5, Qt.Key.Key_Right: 6, Qt.Key.Key_Home: 7, Qt.Key.Key_Up: 8, Qt.Key.Key_PageUp: 9,
}  # fmt: skip
"""The keypad's digits with Num Lock off."""


@dataclass
class _Field:
    """A text field as it was before a scanner typed into it."""

    edit: QLineEdit
    text: str
    cursor: int
    selection: tuple[int, int]

    def put_back(self) -> None:
        if not shiboken6.isValid(self.edit) or self.edit.text() == self.text:
            return
        self.edit.setText(self.text)
        self.edit.setCursorPosition(self.cursor)
        if self.selection[0] >= 0:
            self.edit.setSelection(*self.selection)


def _remember(widget: QWidget) -> _Field | None:
    edit: QWidget | None = widget
    if isinstance(widget, QAbstractSpinBox):
        edit = widget.findChild(QLineEdit)
    elif isinstance(widget, QComboBox):
        edit = widget.lineEdit()
    if not isinstance(edit, QLineEdit):
        return None
    return _Field(edit, edit.text(), edit.cursorPosition(), (edit.selectionStart(), edit.selectionLength()))


class ScanFilter(QObject):
    """An event filter for the whole application; ``scanned`` tells each burst whole, without its terminator.

    It decides by the moments the window system stamps on keys, so that a busy window changes nothing.
    """

    scanned = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bursts = BurstDetector()
        self._held: list[tuple[QWidget, QEvent]] = []
        self._before_badge: _Field | None = None
        self._before_run: _Field | None = None
        self._alt_code = ""
        self._passed: tuple[int, QWidget] | None = None
        self._is_releasing = False
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_silence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        kind = event.type()
        if kind == QEvent.Type.KeyPress:
            return self._is_ours(watched, event) and self._on_key(watched, event)
        if kind == QEvent.Type.KeyRelease:
            return self._is_ours(watched, event) and self._on_release(watched, event)
        if kind == QEvent.Type.InputMethod:
            return self._is_ours(watched, event) and self._on_commit(watched, event)
        return False

    def _is_ours(self, watched: QObject, event: QEvent) -> bool:
        """Not what we send ourselves, nor a key that a child left to its parent and that was seen there."""
        if self._is_releasing or not isinstance(watched, QWidget):
            return False
        address = shiboken6.getCppPointer(event)[0]
        if self._passed is not None and self._passed[0] == address and shiboken6.isValid(self._passed[1]):
            child = self._passed[1]
            if child is not watched and watched.isAncestorOf(child):
                return False
        self._passed = (address, watched)
        return True

    def _on_key(self, widget: QWidget, event: QKeyEvent) -> bool:
        at = _moment(event)
        key, text, modifiers = event.key(), event.text(), event.modifiers()
        if key in _MODIFIERS or key in _LOCKS:
            return False
        if self._take_alt_digit(event):
            self._bursts.touch(at)
            return True
        if event.isAutoRepeat():
            self._let_out()
            self._bursts.reset()
            return False
        if key in _ENDS or text in ("\r", "\n", "\t"):
            return self._follow(self._bursts.end(at), widget, event)
        if text and text.isprintable() and not modifiers & Qt.KeyboardModifier.MetaModifier:
            return self._follow(self._bursts.press(text, at), widget, event)
        if text and not text.isprintable() and text not in ("\b", "\x1b", "\x7f"):
            return False  # STX, ETX, GS around the data
        self._let_out()
        self._bursts.reset()
        return False

    def _on_release(self, widget: QWidget, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Alt or not self._alt_code:
            return False
        character = chr(int(self._alt_code) % 256)
        self._alt_code = ""
        typed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
        typed.setTimestamp(event.timestamp())
        if not self._on_key(widget, typed):
            self._send(widget, typed)
        return False

    def _take_alt_digit(self, event: QKeyEvent) -> bool:
        """Alt codes, where the system leaves them to us (Windows makes the characters itself)."""
        modifiers = event.modifiers()
        wanted = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier
        if sys.platform == "win32" or modifiers & wanted != wanted:
            return False
        key = Qt.Key(event.key())
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self._alt_code += str(key - Qt.Key.Key_0)
        elif key in _KEYPAD:
            self._alt_code += str(_KEYPAD[key])
        else:
            return False
        return True

    def _on_commit(self, widget: QWidget, event: QInputMethodEvent) -> bool:
        """An input method types for the scanner: full-width digits, mostly."""
        text = event.commitString()
        if not text or event.preeditString() or event.replacementLength():
            return False
        return self._follow(self._bursts.press(text, time.monotonic()), widget, event)

    def _follow(self, step: Step, widget: QWidget, event: QEvent) -> bool:
        self._timer.stop()
        if step.release:
            self._let_out()
        elif not step.hold:
            self._held.clear()
        if step.begins_run:
            self._before_run = _remember(widget)
        if step.begins_badge:
            self._before_badge = _remember(widget)
        self._take_back(step.take_back)
        if step.hold:
            self._held.append((widget, event.clone()))
        if not step.deliver:
            self._timer.start(round(self._bursts.patience * 1000))
        if step.burst is not None:
            self._timer.stop()
            self.scanned.emit(step.burst)
        return not step.deliver

    def _on_silence(self) -> None:
        step = self._bursts.silence()
        if step.release:
            self._let_out()
        if step.burst is not None:
            self._held.clear()
            self.scanned.emit(step.burst)

    def _take_back(self, what: TakeBack) -> None:
        field = {TakeBack.BADGE: self._before_badge, TakeBack.RUN: self._before_run}.get(what)
        if field is not None:
            field.put_back()

    def _let_out(self) -> None:
        self._timer.stop()
        held, self._held = self._held, []
        for widget, event in held:
            self._send(widget, event)

    def _send(self, widget: QWidget, event: QEvent) -> None:
        if not shiboken6.isValid(widget):
            return
        self._is_releasing = True
        try:
            QApplication.sendEvent(widget, event)
        finally:
            self._is_releasing = False


def _moment(event: QKeyEvent) -> float:
    """When the key was pressed, in seconds; where the window system does not say, when it arrived."""
    return event.timestamp() / 1000 if event.timestamp() else time.monotonic()
