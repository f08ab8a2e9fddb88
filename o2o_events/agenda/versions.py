"""Released versions of the agenda: what the public was told, and what changed since."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from o2o_events.agenda.changes import Change, changes_between
from o2o_events.agenda.programme import Programme
from o2o_events.agenda.queries import read_programme
from o2o_events.agenda.snapshots import pack, unpack
from o2o_events.db.models import ReleaseRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.ids import new_id
from o2o_events.registers.events import Event
from o2o_events.registers.texts import read_line


@dataclass(frozen=True)
class Release:
    """A released version; ``number`` counts from 1."""

    id: str
    event: str
    number: int
    released_at: datetime
    note: str


def release_agenda(tx: Tx, *, event: Event, note: str = "") -> Release:
    """Releases the agenda as it is now.

    Raises ``UserError`` where there is nothing to release, or nothing that changed.
    """
    programme = read_programme(tx, event)
    if not programme.sessions:
        raise UserError(_("There is no session yet. Add some, or start from a template, and release the agenda then."))
    before = latest_release(tx, event)
    if before is not None and not changes_between(read_release(tx, before), programme):
        raise UserError(_("Nothing changed since release {n}. There is nothing to release.").format(n=before.number))
    row = ReleaseRow(
        id=new_id(),
        event=event.id,
        number=max((release.number for release in list_releases(tx, event)), default=0) + 1,
        released_at=tx.now(),
        note=read_line(note),
        content=pack(programme),
    )
    tx.add(row)
    tx.flush()
    return Release(row.id, row.event, row.number, row.released_at, row.note)


def list_releases(tx: Tx, event: Event) -> list[Release]:
    """The event's releases, the first one first."""
    c = ReleaseRow
    rows = tx.execute(
        select(c.id, c.event, c.number, c.released_at, c.note)
        .where(c.event == event.id, ~c.deleted)
        .order_by(c.released_at, c.number, c.id)
    )
    return [Release(*row) for row in rows]


def latest_release(tx: Tx, event: Event, at: datetime | None = None) -> Release | None:
    """The release that is in force, or was at a moment; None where there was none."""
    releases = [release for release in list_releases(tx, event) if at is None or release.released_at <= at]
    return releases[-1] if releases else None


def get_release(tx: Tx, event: Event, number: int) -> Release:
    """The release of this number; of two that desks made side by side, the later.

    Raises ``UserError`` with the numbers there are.
    """
    releases = list_releases(tx, event)
    found = [release for release in releases if release.number == number]
    if not releases:
        raise UserError(
            _("The agenda has not been released yet. Release it with “agenda release”."),
            in_window=_("The agenda has not been released yet. Release it on the page “Agenda” first."),
        )
    if not found:
        numbers = ", ".join(str(release.number) for release in releases)
        raise UserError(_("There is no release {n}. Choose one of: {numbers}.").format(n=number, numbers=numbers))
    return found[-1]


def read_release(tx: Tx, release: Release | str) -> Programme:
    """The programme as it was released, photographs apart. Raises ``UserError`` where it is damaged."""
    row = tx.get(ReleaseRow, release if isinstance(release, str) else release.id)
    if row is None or row.deleted:
        raise UserError(
            _("This release is not in the project. List them with “agenda release --list”."),
            in_window=_("This release is not in the project. Choose another."),
        )
    return unpack(row.content)


def released_programme(tx: Tx, event: Event) -> Programme | None:
    """The programme in force: what the public was last told."""
    release = latest_release(tx, event)
    return None if release is None else read_release(tx, release)


def changes_since(tx: Tx, event: Event, *, since: datetime | int | None = None) -> list[Change]:
    """What changed up to now since the last release, since the release of a number, or since a moment.

    A moment stands for the release in force at it. Raises ``UserError`` where there was none.
    """
    if isinstance(since, int):
        release: Release | None = get_release(tx, event, since)
    else:
        release = latest_release(tx, event, since)
    if release is None:
        raise UserError(_no_release(event, list_releases(tx, event)))
    return changes_between(read_release(tx, release), read_programme(tx, event))


def _no_release(event: Event, releases: list[Release]) -> str:
    if not releases:
        return _("The agenda has not been released yet, so there is nothing to compare with. Release it first.")
    return _("The agenda was first released on {moment}. Give a later moment.").format(
        moment=f"{event.local(releases[0].released_at):%Y-%m-%d %H:%M}"
    )
