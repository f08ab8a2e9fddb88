"""The window's look: one style sheet filled with a theme's colours, light or dark."""

import json
from collections.abc import Mapping
from functools import cache
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from o2o_events import paths

CHOICES = ("system", "light", "dark")
FAMILIES = ("Noto Sans", "Noto Sans Thai", "Noto Sans TC", "Noto Sans KR", "Noto Sans SC")
_FIRST_FONTS = (
    "NotoSans_400Regular.ttf",
    "NotoSans_700Bold.ttf",
    "NotoSansThai_400Regular.ttf",
    "NotoSansThai_700Bold.ttf",
)
_LATER_FONTS = ("NotoSansTC-all.ttf", "NotoSansKR-hangul.ttf", "NotoSansSC-extra.ttf")
_ROLES: Mapping[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "raised",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "quiet",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "accent_ink",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "ground",
}


@cache
def tokens(scheme: str) -> Mapping[str, str]:
    """A theme's colours by name. Every text colour reaches 4.5:1 on the ground it stands on."""
    colours: Mapping[str, str] = json.loads(paths.resource("themes", f"{scheme}.json").read_text(encoding="utf-8"))
    return colours


@cache
def style_sheet(scheme: str) -> str:
    """The whole style sheet in a theme's colours."""
    template = Template(paths.resource("themes", "window.qss").read_text(encoding="utf-8"))
    return template.substitute(tokens(scheme), icons=paths.resource("icons").as_posix(), scheme=scheme)


def load_fonts(*, has_chinese: bool = False) -> None:
    """The fonts of the first screen, small ones. Names in other scripts follow with ``load_more_fonts``."""
    _load(_FIRST_FONTS)
    if has_chinese:
        _load(_LATER_FONTS[:1])
    font = QFont(list(FAMILIES))
    font.setPixelSize(15)
    QApplication.setFont(font)


def load_more_fonts() -> None:
    """The large fonts, so that no name is ever shown as boxes on a bare machine."""
    _load(_LATER_FONTS)
    font = QApplication.font()
    font.setFamilies(list(FAMILIES))
    QApplication.setFont(font)


def _load(names: tuple[str, ...]) -> None:
    for name in names:
        _load_font(name)


@cache
def _load_font(name: str) -> int:
    return QFontDatabase.addApplicationFont(str(paths.resource("fonts", name)))


class Theme(QObject):
    """Light or dark, as chosen or as the system is; ``changed`` tells the new scheme."""

    changed = Signal(str)

    def __init__(self, application: QApplication, choice: str = "system") -> None:
        super().__init__(application)
        self._application = application
        self._scheme = ""
        self.choice = choice if choice in CHOICES else "system"
        application.setStyle(QStyleFactory.create("Fusion"))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._apply()

    @property
    def scheme(self) -> str:
        """``light`` or ``dark``."""
        return self._scheme

    def choose(self, choice: str) -> None:
        """Sets ``system``, ``light`` or ``dark``."""
        self.choice = choice
        self._apply()

    def colour(self, name: str) -> QColor:
        return QColor(tokens(self._scheme)[name])

    def _follow_system(self) -> None:
        if self.choice == "system":
            self._apply()

    def _wanted(self) -> str:
        if self.choice != "system":
            return self.choice
        is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if is_dark else "light"

    def _apply(self) -> None:
        scheme = self._wanted()
        if scheme == self._scheme:
            return
        self._scheme = scheme
        self._application.setPalette(_palette(scheme))
        self._application.setStyleSheet(style_sheet(scheme))
        self.changed.emit(scheme)


def _palette(scheme: str) -> QPalette:
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(tokens(scheme)[name]))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens(scheme)["quiet"]))
    return palette
