"""The language of the whole window, switched while it is open."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialogButtonBox, QLabel, QLineEdit

from o2o_events import i18n
from o2o_events.i18n import _, speaking

SAME_IN_EVERY_LANGUAGE = frozenset(i18n.LANGUAGES.values())


def words(window) -> set[str]:
    """All words that the window shows now."""
    found = {label.text() for label in window.findChildren(QLabel)}
    found |= {button.text() for button in window.findChildren(QAbstractButton)}
    found |= {field.placeholderText() for field in window.findChildren(QLineEdit)}
    return {text for text in found if any(c.isalpha() for c in text)} - SAME_IN_EVERY_LANGUAGE


def texts_that_change(english: set[str], language: str) -> set[str]:
    """Those of our own texts whose translation differs."""
    with speaking(language):
        return {text for text in english if _(text) != text}


@pytest.mark.parametrize("language", ["zh-Hant", "es", "vi"])
def test_no_english_is_left_where_a_translation_exists(running, language: str) -> None:
    translated = texts_that_change(words(running.window), language)
    running.desk.speak(language)
    running.qtbot.waitUntil(lambda: running.window.windowTitle() == _("O2O Events – registration desk"))
    running.settle()
    assert words(running.window) & translated == set()
    assert len(translated) > 20


@pytest.mark.parametrize("language", ["zh-Hant", "es", "vi"])
def test_buttons_of_qt_speak_our_language(running, language: str) -> None:
    running.desk.speak(language)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == _("Cancel") != "Cancel"


def test_language_is_remembered(running) -> None:
    running.window.language_chosen.emit("vi")
    assert (i18n.language(), running.desk._preferences.text("language")) == ("vi", "vi")


def test_work_in_the_background_speaks_the_chosen_language(running) -> None:
    running.desk.speak("es")
    heard = []
    running.desk.jobs.run(lambda: _("Cancel"), heard.append)
    running.qtbot.waitUntil(lambda: bool(heard))
    assert heard == [_("Cancel")] != ["Cancel"]


@pytest.mark.parametrize("language", list(i18n.LANGUAGES))
def test_no_button_is_cut_at_the_smallest_usual_screen(running, language: str) -> None:
    running.window.resize(1366, 768)
    running.desk.speak(language)
    running.qtbot.waitUntil(lambda: running.window.windowTitle() == _("O2O Events – registration desk"))
    QApplication.processEvents()
    cut = [
        button.text()
        for page in [entry.name for entry in running.window.workspace.seen_pages()]
        for button in _shown_buttons(running, page)
        if button.width() < button.minimumSizeHint().width()
    ]
    assert cut == []
    assert running.window.width() == 1366


def _shown_buttons(running, page: str) -> list[QAbstractButton]:
    running.window.show_page(page)
    running.settle()
    QApplication.processEvents()
    return [button for button in running.window.findChildren(QAbstractButton) if button.isVisible() and button.text()]
