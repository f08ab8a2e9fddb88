"""Answers Qt's own texts (its buttons, menus and dialogs) from our catalogue: one catalogue for everything."""

from PySide6.QtCore import QObject, QTranslator

from o2o_events import i18n
from ui.messages import qt_texts


class CatalogueTranslator(QTranslator):
    """Install it anew after ``i18n.set_language``: Qt then tells every widget that the language changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = ""
        self._texts: dict[str, str] = {}

    def isEmpty(self) -> bool:  # noqa: N802 Qt's name; an empty translator would not announce a change of language
        return False

    def translate(self, context: str, source_text: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """Qt's text in our language; None leaves it to Qt."""
        if self._language != i18n.language():
            self._language, self._texts = i18n.language(), qt_texts()
        return self._texts.get(source_text)
