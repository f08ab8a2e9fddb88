"""The translation catalogues: up to date, compiled, complete where they must be, and safe to format."""

import ast
import importlib.util
import string
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Message

from o2o_events import i18n

ROOT = Path(__file__).resolve().parent.parent
COMPLETE = ("o2o_events/checkin/", "ui/pages/checkin", "ui/widgets/", "ui/main_window.py", "ui/dialogs/")
"""Where every text must be translated into every language: all that an operator sees while scanning."""


def load_catalogue() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "resources" / "locale" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


catalogue = load_catalogue()
each_language = pytest.mark.parametrize("language", catalogue.LANGUAGES)


def strings(text: object) -> list[str]:
    return [str(part) for part in text] if isinstance(text, (tuple, list)) else [str(text)]


def placeholders(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def key(message: Message) -> tuple[str, str]:
    return message.context or "", strings(message.id)[0]


def test_languages_are_those_the_product_offers() -> None:
    assert {*catalogue.LANGUAGES, "en"} == {tag.replace("-", "_") for tag in i18n.LANGUAGES}


def test_template_is_up_to_date_with_the_source() -> None:
    assert catalogue.TEMPLATE.read_bytes() == catalogue.to_po(catalogue.extract()), "run: make messages"


@each_language
def test_catalogue_has_the_texts_of_the_template(language: str) -> None:
    template = {key(message) for message in catalogue.messages(catalogue.read(catalogue.TEMPLATE))}

    texts = {key(m) for m in catalogue.messages(catalogue.read(catalogue.po_file(language), language))}

    assert texts == template, "run: make messages"


@each_language
def test_compiled_catalogue_is_the_readable_one(language: str) -> None:
    readable = catalogue.read(catalogue.po_file(language), language)

    assert catalogue.po_file(language).with_suffix(".mo").read_bytes() == catalogue.to_mo(readable), (
        "run: make messages"
    )


@each_language
def test_no_translation_is_a_guess(language: str) -> None:
    guessed = [m.id for m in catalogue.messages(catalogue.read(catalogue.po_file(language), language)) if m.fuzzy]

    assert guessed == []


@each_language
def test_translations_name_the_same_values(language: str) -> None:
    different = [
        (message.id, translation)
        for message in catalogue.messages(catalogue.read(catalogue.po_file(language), language))
        if catalogue.is_translated(message)
        for translation in strings(message.string)
        if placeholders(translation) != placeholders(strings(message.id)[-1])
    ]

    assert different == []


@each_language
def test_check_in_and_verdicts_are_translated_whole(language: str) -> None:
    missing = [
        message.id
        for message in catalogue.messages(catalogue.read(catalogue.po_file(language), language))
        if any(place.startswith(COMPLETE) for place, _line in message.locations)
        and not catalogue.is_translated(message)
    ]

    assert missing == []


def test_texts_are_written_out_where_they_are_marked() -> None:
    """A text put together inside ``_()`` can never be found in the catalogue."""
    wrong = [
        f"{file.relative_to(ROOT).as_posix()}:{call.lineno}"
        for package in catalogue.SOURCES
        for file in sorted((ROOT / package).rglob("*.py"))
        if file.name != "i18n.py"
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in catalogue.KEYWORDS
        and not all(isinstance(text, ast.Constant) for text in call.args[: 1 if call.func.id == "_" else 2])
    ]

    assert wrong == []


def test_every_text_that_is_marked_is_in_the_template() -> None:
    """The extractor sees no call within an f-string before Python 3.12: such a text would stay English for ever."""
    template = {key(message) for message in catalogue.messages(catalogue.read(catalogue.TEMPLATE))}
    missing = [
        f"{file.relative_to(ROOT).as_posix()}:{call.lineno}"
        for package in catalogue.SOURCES
        for file in sorted((ROOT / package).rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in catalogue.KEYWORDS
        if (texts := [text.value for text in call.args if isinstance(text, ast.Constant)])
        if (tuple(texts[:2]) if call.func.id == "pgettext" else ("", texts[0])) not in template
    ]

    assert missing == []


@each_language
def test_switching_the_language_switches_the_texts(language: str) -> None:
    with i18n.speaking(language.replace("_", "-")):
        greeting = i18n._("yes")

    assert greeting == {"es": "sí", "vi": "có", "zh_Hant": "是"}[language]
