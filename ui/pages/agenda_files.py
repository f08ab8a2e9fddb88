"""Files of an agenda: importing one, exporting it, and saving the programme as PDF."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from o2o_events.i18n import LANGUAGES, _, language
from o2o_events.registers.events import Event
from ui.agenda_editing import AgendaEditor
from ui.project import OpenProject

if TYPE_CHECKING:
    from o2o_events.agenda.importing import Wishes

_ENDINGS = (".xlsx", ".ics", ".xml", ".json")


class AgendaFiles(QObject):
    """Asks for files and works on them in the background."""

    def __init__(self, page: QWidget, project: OpenProject, editor: AgendaEditor) -> None:
        super().__init__(page)
        self._page, self._project, self._editor = page, project, editor

    # in

    def ask_import(self) -> None:
        kinds = _("Agendas (*.xlsx *.xml *.json *.ics *.csv *.ods *.xls);;All files (*)")
        name, _kind = QFileDialog.getOpenFileName(self._page, _("Import an agenda"), "", kinds)
        if name:
            self.import_file(Path(name))

    def import_file(self, file: Path) -> None:
        """Reads a file and shows what importing it would do."""
        from o2o_events.agenda.importing import AgendaPlan, Wishes, import_agenda
        from ui.dialogs.agenda_import_dialog import AgendaImportDialog

        event, database, jobs = self._editor.current_event, self._project.app.database, self._project.jobs
        if event is None:
            self._page.noted.emit(_("There is no event in this project yet. Add one first."))
            return

        def plan(wishes: Wishes | None = None) -> AgendaPlan:
            with database.read() as tx:
                return import_agenda(tx, event=event, path=file, dry_run=True, wishes=wishes)

        def show(planned: AgendaPlan) -> None:
            dialog = AgendaImportDialog(
                self._page.window(), planned, lambda wishes: jobs.run_long(lambda: plan(wishes), dialog.show_plan)
            )
            dialog.decided.connect(lambda wishes: self._import(event, file, wishes))
            dialog.open()

        jobs.run_long(plan, show)

    def _import(self, event: Event, file: Path, wishes: "Wishes") -> None:
        from o2o_events.agenda.importing import AgendaPlan, import_agenda

        def tell(done: AgendaPlan) -> None:
            self._editor.reload()
            words = _("Imported: {created} new, {updated} changed, {moved} moved, {withdrawn} withdrawn.")
            counts = {kind: done.count(kind) for kind in ("created", "updated", "moved", "withdrawn")}
            self._say(words.format(**counts))

        self._project.write(lambda tx: import_agenda(tx, event=event, path=file, wishes=wishes), tell)

    # out

    def ask_export(self) -> None:
        event = self._editor.current_event
        if event is None:
            return
        kinds = {
            _("Excel workbook (*.xlsx)"): ".xlsx",
            _("Calendar (*.ics)"): ".ics",
            _("Schedule for other programs (*.xml)"): ".xml",
            _("Schedule for other programs (*.json)"): ".json",
        }
        proposal = f"agenda-{event.code}.xlsx"
        name, kind = QFileDialog.getSaveFileName(self._page, _("Export the agenda"), proposal, ";;".join(kinds))
        if name:
            file = Path(name)
            is_known = file.suffix.lower() in _ENDINGS
            self.export(file if is_known else file.with_name(file.name + kinds.get(kind, ".xlsx")))

    def export(self, file: Path) -> None:
        """Writes the agenda as it stands; the ending names the format."""
        from o2o_events.agenda.exporting import read_draft
        from o2o_events.agenda.formats.files import writer_for
        from o2o_events.documents.output import appearing_whole

        event, database = self._editor.current_event, self._project.app.database
        if event is None:
            return

        def write() -> None:
            with database.read() as tx:
                draft = read_draft(tx, event=event)
            content = writer_for(file)(draft)
            with appearing_whole(file) as part:
                part.write_bytes(content)

        self._project.jobs.run_long(write, lambda _done: self._say(_("Agenda saved: {file}").format(file=file)))

    # paper

    def ask_print(self) -> None:
        """What is to be on paper, then the file."""
        from ui.dialogs.choice_dialog import ChoiceDialog

        event, programme = self._editor.current_event, self._editor.programme
        if event is None or programme is None:
            return
        what = [("whole:", _("The whole event"))]
        what += [(f"day:{day.isoformat()}", _("One day: {day}").format(day=day)) for day in event.days]
        what += [(f"room:{r.id}", _("Door sheet: {room}").format(room=r.label)) for r in programme.rooms]
        what += [(f"speaker:{s.id}", _("For a speaker: {name}").format(name=s.name)) for s in programme.speakers]
        tags = [language(), *(tag for tag in LANGUAGES if tag != language())]
        first = [(tag, LANGUAGES[tag]) for tag in tags]
        second = [("", _("None")), *((tag, LANGUAGES[tag]) for tag in tags)]
        abstracts = [("", _("Without abstracts")), ("yes", _("With abstracts"))]
        asked = [
            (_("What"), what),
            (_("Language"), first),
            (_("Second language"), second),
            (_("Abstracts"), abstracts),
        ]
        dialog = ChoiceDialog(self._page.window(), _("Save the programme as PDF"), "", _("Save as…"), asked)
        dialog.decided.connect(lambda values: self._ask_paper(event, *values))
        dialog.open()

    def _ask_paper(self, event: Event, what: str, first: str, second: str, abstracts: str) -> None:
        name, _kind = QFileDialog.getSaveFileName(
            self._page, _("Save the programme as PDF"), f"programme-{event.code}.pdf", _("PDF (*.pdf)")
        )
        if name:
            file = Path(name) if name.lower().endswith(".pdf") else Path(f"{name}.pdf")
            self.print_to(file, what, [tag for tag in dict.fromkeys((first, second)) if tag], bool(abstracts))

    def print_to(self, file: Path, what: str, languages: list[str], with_abstracts: bool) -> None:
        """Writes a programme; ``what`` is whole:, day:DAY, room:ID or speaker:ID."""
        from datetime import date

        from o2o_events.documents.programme_export import WrittenProgramme
        from o2o_events.documents.programme_file import write_programme

        event, database = self._editor.current_event, self._project.app.database
        if event is None:
            return
        kind, _colon, name = what.partition(":")

        def write() -> WrittenProgramme:
            return write_programme(
                database,
                event=event,
                file=file,
                day=date.fromisoformat(name) if kind == "day" else None,
                room=name if kind == "room" else None,
                speaker=name if kind == "speaker" else None,
                languages=languages,
                with_abstracts=with_abstracts,
            )

        def tell(written: WrittenProgramme) -> None:
            self._say(_("Programme saved: {pages} pages. {file}").format(pages=written.pages, file=written.file))

        self._project.jobs.run_long(write, tell)

    def _say(self, words: str) -> None:
        self._page.said.emit(words)
