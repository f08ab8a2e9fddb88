"""Qt's multimedia, loaded when sound or a camera is first needed: the window starts without it."""

from types import ModuleType


def load_multimedia() -> ModuleType:
    """The module, kept from remarking on what a computer has not got. ``ImportError`` where its libraries lack."""
    from PySide6.QtCore import QLoggingCategory

    QLoggingCategory.setFilterRules(
        "qt.multimedia*.info=false\nqt.multimedia*.debug=false\nqt.multimedia*.warning=false"
    )
    from PySide6 import QtMultimedia

    return QtMultimedia
