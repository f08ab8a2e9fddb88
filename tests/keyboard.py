"""Keys as a scanner, or a person, presses them in the window under test."""

import time

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

NONE = Qt.KeyboardModifier.NoModifier
ALT_KEYPAD = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier
ENDS = {
    "Enter": (Qt.Key.Key_Return, "\r", NONE),
    "keypad Enter": (Qt.Key.Key_Enter, "\r", Qt.KeyboardModifier.KeypadModifier),
    "Tab": (Qt.Key.Key_Tab, "\t", NONE),
    "LF": (Qt.Key.Key_J, "\n", Qt.KeyboardModifier.ControlModifier),
}


_SCANNER_GAP = 5
_last = 0


def _stamp(gap: int = _SCANNER_GAP) -> int:
    """The moment of the next key, as a window system stamps it (milliseconds)."""
    global _last
    _last = max(_last + gap, round(time.monotonic() * 1000))
    return _last


def pause() -> None:
    """The hand leaves the keyboard for a second, without anybody waiting for it."""
    _stamp(1000)


def focus() -> QWidget:
    """Where keys go now."""
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    assert widget is not None, "no window has the keyboard"
    return widget


def press(key: int, text: str = "", modifiers: Qt.KeyboardModifier = NONE, *, is_repeat: bool = False) -> None:
    """One key down and up."""
    widget = focus()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        _send(widget, QKeyEvent(kind, key, modifiers, text, is_repeat))


def _send(widget: QWidget, event: QKeyEvent) -> None:
    event.setTimestamp(_stamp() if event.type() == QEvent.Type.KeyPress else _last)
    QApplication.sendEvent(widget, event)


def type_slowly(text: str) -> None:
    """A person, who pauses after each key."""
    for character in text:
        type_keys(character)
        pause()


def type_keys(text: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """A key a character, without a pause: a scanner."""
    for character in text:
        press(ord(character.upper()) if character.isascii() and character.isalnum() else 0, character, modifiers)


def end(name: str) -> None:
    """One of the terminators in ``ENDS``."""
    key, text, modifiers = ENDS[name]
    press(key, text, modifiers)


def scan(text: str, terminator: str = "Enter") -> None:
    """A whole scan."""
    type_keys(text)
    end(terminator)


def type_alt_code(character: str) -> None:
    """A character by its number on the keypad with Alt held."""
    widget = focus()
    _send(widget, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Alt, Qt.KeyboardModifier.AltModifier))
    for digit in f"0{ord(character)}":
        press(ord(digit), digit, ALT_KEYPAD)
    _send(widget, QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_Alt, NONE))


def commit(text: str) -> None:
    """A character that an input method makes."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focus(), event)
