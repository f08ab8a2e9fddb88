"""Brings the translation catalogues up to date: extracts from the source, updates each language, compiles.

Run it with ``make messages`` after a text was added or changed, then translate what it names as missing.
The files hold no dates and no line numbers, so that they change only when a text does.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from inspect import getmodule
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from o2o_events.cli.help import CLICK_WORDS, every_command, texts
from o2o_events.cli.main import cli

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).resolve().parent
DOMAIN = "o2o_events"
TEMPLATE = FOLDER / f"{DOMAIN}.pot"
LANGUAGES = ("es", "vi", "zh_Hant")
SOURCES = ("o2o_events", "ui")
KEYWORDS = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
NOTES = ("Translators:",)
_BORN = datetime(2026, 11, 24, tzinfo=UTC)
_HEADER = "# Texts of O2O Events. MIT licence, as the product."


def po_file(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def extract() -> Catalog:
    """The template, freshly made from the source: each text with the files that show it."""
    template = _catalog(None)
    for source in SOURCES:
        found = extract_from_dir(ROOT / source, keywords=KEYWORDS, comment_tags=NOTES, strip_comment_tags=True)
        for file, _line, text, comments, context in found:
            place = f"{source}/{Path(file).as_posix()}"
            template.add(text, locations=[(place, None)], auto_comments=comments, context=context)
    for text, place in help_texts():
        template.add(text, locations=[(place, None)])
    return template


def help_texts() -> Iterator[tuple[str | tuple[str, str], str]]:
    """The help of each command and its options, and click's own words, with the file each belongs to."""
    for command in every_command(cli):
        module = getmodule(command.callback)
        place = Path(str(getattr(module, "__file__", ""))).relative_to(ROOT).as_posix()
        for text in texts(command):
            yield text, place
    for words in CLICK_WORDS:
        yield words, "o2o_events/cli/help.py"


def read(file: Path, language: str | None = None) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, locale=language, domain=DOMAIN)


def update(language: str, template: Catalog) -> Catalog:
    """The language's catalogue with the template's texts: new ones empty, changed ones dropped, none guessed."""
    catalog = _catalog(language)
    known = read(po_file(language), language) if po_file(language).exists() else _catalog(language)
    for message in messages(template):
        before = known.get(message.id, message.context)
        catalog.add(
            message.id,
            before.string if before is not None else None,
            locations=message.locations,
            auto_comments=message.auto_comments,
            user_comments=before.user_comments if before is not None else (),
            context=message.context,
        )
    return catalog


def messages(catalog: Catalog) -> Iterator[Message]:
    """The catalogue's texts, its header apart."""
    return (message for message in catalog if message.id)


def is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return all(strings)


def to_po(catalog: Catalog) -> bytes:
    stream = BytesIO()
    write_po(stream, catalog, width=110, include_lineno=False, sort_output=True)
    return stream.getvalue()


def to_mo(catalog: Catalog) -> bytes:
    """The compiled catalogue, without what is not translated whole: that is shown in English."""
    finished = _catalog(str(catalog.locale))
    for message in messages(catalog):
        if is_translated(message):
            finished.add(message.id, message.string, context=message.context)
    stream = BytesIO()
    write_mo(stream, finished)
    return stream.getvalue()


def _catalog(language: str | None) -> Catalog:
    return Catalog(
        locale=language,
        domain=DOMAIN,
        header_comment=_HEADER,
        project="O2O Events",
        msgid_bugs_address="the project's issues",
        version="1",
        creation_date=_BORN,
        revision_date=_BORN,
        last_translator="O2O Events",
        language_team="O2O Events",
        fuzzy=False,
    )


def main() -> int:
    """Writes the template and, for each language, the .po and the .mo; tells what is left to translate."""
    template = extract()
    TEMPLATE.write_bytes(to_po(template))
    for language in LANGUAGES:
        catalog = update(language, template)
        po_file(language).parent.mkdir(parents=True, exist_ok=True)
        po_file(language).write_bytes(to_po(catalog))
        po_file(language).with_suffix(".mo").write_bytes(to_mo(catalog))
        missing = [message for message in messages(catalog) if not is_translated(message)]
        print(f"{language}: {len(catalog) - len(missing)} of {len(catalog)} texts translated")
    return 0


if __name__ == "__main__":
    sys.exit(main())
