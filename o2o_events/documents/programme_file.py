"""The programme of the open project as a PDF: as it stands, or as it was released."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from o2o_events.agenda.changes import changes_between
from o2o_events.agenda.programme import Programme
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.versions import Release, get_release, latest_release, read_release
from o2o_events.db.columns import LocalizedText
from o2o_events.db.database import Database
from o2o_events.db.transaction import Tx
from o2o_events.documents.programme_export import WrittenProgramme, export_programme
from o2o_events.documents.programme_words import PRACTICE_DASH
from o2o_events.registers.events import Event
from o2o_events.registers.practice_queries import list_practices
from o2o_events.registers.practices import Practice


def write_programme(
    database: Database,
    *,
    event: Event,
    file: Path,
    release: int | None = None,
    day: date | None = None,
    room: str | None = None,
    speaker: str | None = None,
    languages: Sequence[str] = (),
    paper: str = "A4",
    with_abstracts: bool = False,
) -> WrittenProgramme:
    """Writes the programme as it stands, or as it was in the release of a number.

    As it stands it carries the last release's number where nothing changed since; else it is marked as a draft.
    The rest is as in ``export_programme``.
    """
    with database.read() as tx:
        programme, released = _wanted(tx, event, release)
        practices = practice_words(tx)
        made_at = tx.now()
    return export_programme(
        programme,
        event=event,
        file=file,
        practices=practices,
        release=released,
        day=day,
        room=room,
        speaker=speaker,
        languages=languages,
        paper=paper,
        with_abstracts=with_abstracts,
        made_at=made_at,
    )


def _wanted(tx: Tx, event: Event, number: int | None) -> tuple[Programme, Release | None]:
    if number is not None:
        release = get_release(tx, event, number)
        return read_release(tx, release), release
    programme, latest = read_programme(tx, event), latest_release(tx, event)
    is_same = latest is not None and not changes_between(read_release(tx, latest), programme)
    return programme, latest if is_same else None


def practice_words(tx: Tx) -> dict[str, LocalizedText]:
    """What a programme says of each best practice, by its id: title, company and economy in each language."""
    return {practice.id: _words(practice) for practice in list_practices(tx)}


def _words(practice: Practice) -> LocalizedText:
    whose = " · ".join(filter(None, (practice.company, practice.economy_name)))
    return {
        tag: PRACTICE_DASH.join(filter(None, (title, whose))) for tag, title in (practice.title or {"en": ""}).items()
    }
