"""Sheets of a form of the open project: its code worked out, its numbers going on where those entered end."""

from dataclasses import dataclass
from pathlib import Path

from o2o_events.agenda.programme import text_in
from o2o_events.db.database import Database
from o2o_events.documents.feedback_paper import FormPaper, write_form_paper
from o2o_events.documents.fonts import missing_characters
from o2o_events.errors import UserError
from o2o_events.feedback.content_editing import list_texts
from o2o_events.feedback.forms import Form, current_version
from o2o_events.feedback.sheet_lookup import Target, entered_sheets, find_typed_sheet, list_targets
from o2o_events.feedback.sheets import Sheet, sheet_code
from o2o_events.i18n import LANGUAGES, _, speaking
from o2o_events.registers.events import Event


@dataclass(frozen=True)
class WrittenSheets:
    """The sheets that were written: their code, the pages, and the numbers printed on them.

    ``missing`` are characters that no font has: letters among them are drawn as a box.
    """

    file: Path
    code: str
    pages: int
    numbers: tuple[int, ...]
    missing: str = ""

    @property
    def words(self) -> str:
        """What was written, told to whoever asked for it."""
        words = _("Written: {file}. Sheet code: {code}. Pages: {pages}.")
        told = words.format(file=self.file, code=self.code, pages=self.pages)
        if not self.missing:
            return told
        lost = _("No font has these characters; letters among them are drawn as a box: {characters}")
        return f"{told}\n" + lost.format(characters=" ".join(self.missing))


def write_sheets(
    database: Database,
    *,
    event: Event,
    form: Form,
    file: Path,
    language: str,
    target: str | None = None,
    count: int = 0,
) -> WrittenSheets:
    """Writes the form as it stands as a PDF: ``count`` numbered sheets, or one without a number.

    ``target`` is the session or slot that it is about. Raises ``UserError`` where the form does not offer the
    language, or is about another kind of thing.
    """
    with database.read() as tx, speaking(language if language in LANGUAGES else "en"):
        version = current_version(tx, form.id)
        _check_language(version.content.languages, language)
        about = _find(list_targets(tx, event, form), target)
        code = sheet_code(Sheet(version.id, event.id, about.id))
        entered = entered_sheets(tx, find_typed_sheet(tx, code)) if count else []
    first = max((int(a.sheet) for a in entered if a.sheet and a.sheet.isdecimal()), default=0) + 1
    numbers = tuple(range(first, first + count))
    label = text_in(event.name, language)
    paper = FormPaper(form, version.content, label, about.title if about.id else "", code, language, numbers)
    texts = " ".join(text_in(text, language) for _place, text in list_texts(version.content))
    return WrittenSheets(file, code, write_form_paper(file, paper), numbers, missing_characters(texts))


def _check_language(offered: tuple[str, ...], language: str) -> None:
    if language not in offered:
        raise UserError(
            _("This form is not offered in “{language}”. Choose one of: {languages}.").format(
                language=language, languages=", ".join(offered)
            )
        )


def _find(targets: list[Target], wanted: str | None) -> Target:
    found = next((target for target in targets if target.id == wanted), None)
    if found is None:
        raise UserError(_("This form is about a session or a slot. Say which, of this event."))
    return found
