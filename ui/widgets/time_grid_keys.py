"""The keys of a time grid: what each does to what is chosen."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.widgets.time_grid_values import STEP

_CONTROL, _ALT, _SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_ARROWS: Mapping[int, tuple[int, int]] = {
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
}
_PLAIN: Mapping[int, tuple[str, tuple[Any, ...]]] = {
    Qt.Key.Key_Return: ("open_current", ()),
    Qt.Key.Key_Enter: ("open_current", ()),
    Qt.Key.Key_Delete: ("remove_chosen", ()),
    Qt.Key.Key_Backspace: ("remove_chosen", ()),
    Qt.Key.Key_Insert: ("ask_new", ()),
    Qt.Key.Key_N: ("ask_new", ()),
    Qt.Key.Key_U: ("unschedule_chosen", ()),
    Qt.Key.Key_PageUp: ("step_day", (-1,)),
    Qt.Key.Key_PageDown: ("step_day", (1,)),
    Qt.Key.Key_Home: ("go_to_end", (0,)),
    Qt.Key.Key_End: ("go_to_end", (-1,)),
    Qt.Key.Key_Plus: ("zoom", (1,)),
    Qt.Key.Key_Equal: ("zoom", (1,)),
    Qt.Key.Key_Minus: ("zoom", (-1,)),
    Qt.Key.Key_0: ("zoom", (0,)),
    Qt.Key.Key_Escape: ("give_up", ()),
    Qt.Key.Key_Menu: ("ask_menu", ()),
}
_ZOOMS = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_0)


def action_of(event: QKeyEvent) -> Callable[[Any], None] | None:
    """What a key does to a grid; None for keys that are not the grid's."""
    found = _name_of(event.key(), event.modifiers() & (_CONTROL | _ALT | _SHIFT))
    return None if found is None else lambda grid: getattr(grid, found[0])(*found[1])


def _name_of(key: int, held: Qt.KeyboardModifier) -> tuple[str, tuple[Any, ...]] | None:
    if key in _ARROWS:
        return _arrow(_ARROWS[key], held)
    if held == _CONTROL and key == Qt.Key.Key_A:
        return "select_all", ()
    if held == _CONTROL and key == Qt.Key.Key_Space:
        return "toggle_current", ()
    if held == _SHIFT and key == Qt.Key.Key_F10:
        return "ask_menu", ()
    if key in _ZOOMS and held & _ALT:
        return "widen", _PLAIN[key][1]
    if key in _ZOOMS or not held:
        return _PLAIN.get(key)
    return None


def _arrow(arrow: tuple[int, int], held: Qt.KeyboardModifier) -> tuple[str, tuple[Any, ...]] | None:
    across, along = arrow
    if not held:
        return "step", (across, along)
    if held == _CONTROL | _SHIFT:
        return "step", (across, along, True)
    if held in (_CONTROL, _ALT):
        return "nudge", (along * STEP, across)
    if held == _SHIFT and along:
        return "stretch", (along * STEP,)
    return None
