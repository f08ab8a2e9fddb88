"""``badge``: issuing, replacing and printing badges."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from o2o_events.badges import issuing
from o2o_events.badges.issuing import IssuedBadge
from o2o_events.cli.context import Run, pass_run
from o2o_events.documents.layouts import DEFAULT, LAYOUTS
from o2o_events.i18n import _
from o2o_events.people.queries import find_person_id
from o2o_events.registers.events import get_event

if TYPE_CHECKING:
    from o2o_events.documents.badge_face import PrintWarning
    from o2o_events.documents.badge_sheet import Progress

_COLUMNS = ["name", "badge", "person"]


@click.group()
def badge() -> None:
    """Badges: issue, reissue, revoke, print."""


@badge.command()
@click.option("--event", "event_code", required=True, metavar="C", help="The event's code.")
@click.option("--person", metavar="P", help="Only this one: an id, a badge's code or an e-mail address.")
@pass_run
def issue(run: Run, event_code: str, person: str | None) -> None:
    """Makes a badge for everyone registered or confirmed who has none, and answers those."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, event_code)
        issued = issuing.issue_badges(tx, event=event, person=find_person_id(tx, person) if person else None)
    run.answer_all(map(_row, issued), _COLUMNS, _("Nobody was without a badge: nothing to issue."))


@badge.command()
@click.argument("person", metavar="PERSON")
@click.option("--event", "event_code", required=True, metavar="C", help="The event's code.")
@click.option("--reason", required=True, metavar="R", help="Why; it is kept.")
@pass_run
def reissue(run: Run, person: str, event_code: str, reason: str) -> None:
    """Revokes somebody's badge and makes another."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, event_code)
        issued = issuing.reissue_badge(tx, event=event, person=find_person_id(tx, person), reason=reason)
    words = _("{name} has a new badge, {badge}. The old one is no longer let in.")
    run.answer(_row(issued), words.format(name=issued.name, badge=issued.badge))


@badge.command()
@click.argument("person", metavar="PERSON")
@click.option("--event", "event_code", required=True, metavar="C", help="The event's code.")
@click.option("--reason", required=True, metavar="R", help="Why; it is kept.")
@pass_run
def revoke(run: Run, person: str, event_code: str, reason: str) -> None:
    """Revokes somebody's badge."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, event_code)
        revoked = issuing.revoke_badge(tx, event=event, person=find_person_id(tx, person), reason=reason)
    words = _("The badge {badge} of {name} is revoked and no longer let in.")
    run.answer(_row(revoked), words.format(name=revoked.name, badge=revoked.badge))


@badge.command()
@click.option("--event", "event_code", required=True, metavar="C", help="The event's code.")
@click.option("-o", "--output", "file", required=True, type=click.Path(path_type=Path), metavar="FILE.pdf")
@click.option("--layout", type=click.Choice(list(LAYOUTS)), default=DEFAULT, show_default=True)
@click.option("--only-unprinted", is_flag=True, help="Leave out badges that were printed before.")
@click.option(
    "--order",
    type=click.Choice(["name", "economy"]),
    default="name",
    show_default=True,
    help="By family name, or APEC's.",
)
@click.option("--person", "people", multiple=True, metavar="P", help="Only this one; repeat.")
@pass_run
def sheet(
    run: Run, event_code: str, file: Path, layout: str, only_unprinted: bool, order: Any, people: tuple[str, ...]
) -> None:
    """Writes the badges as a PDF and notes them as printed.

    FILE is replaced if it exists, in one step when the new one is complete. Without a badge to print
    nothing is written. Look at the warnings before you print: they name every text that has no letters
    in the fonts, had to become very small, or was cut.
    """
    from o2o_events.documents.badge_sheet import print_sheet

    with run.app() as app:
        with app.database.read() as tx:
            event = get_event(tx, event_code)
            wanted = [find_person_id(tx, person) for person in people] if people else None
        with _progress_bar(run) as progress:
            printed = print_sheet(
                app.database,
                event=event,
                file=file,
                layout=layout,
                only_unprinted=only_unprinted,
                order=order,
                people=wanted,
                progress=progress,
            )
    row = {"badges": printed.badges, "pages": printed.pages, "warnings": [_warning_row(w) for w in printed.warnings]}
    if not printed.badges and only_unprinted:
        words = _("Every badge was printed before, so nothing was written.")
    elif not printed.badges:
        words = _("There is no badge to print, so nothing was written. Issue badges with “badge issue”.")
    else:
        words = _("Written: {file}. Badges: {badges}; pages: {pages}.").format(
            badges=printed.badges, pages=printed.pages, file=file
        )
    run.answer(row, "\n".join([words, *(f"- {warning.message}" for warning in printed.warnings)]))


@contextmanager
def _progress_bar(run: Run) -> "Iterator[Progress | None]":
    """A progress bar on a terminal, nothing elsewhere."""
    if not run.shows_progress:
        yield None
        return
    with click.progressbar(length=1, label=_("Badges"), file=sys.stderr) as bar:

        def advance(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield advance


def _row(issued: IssuedBadge) -> dict[str, Any]:
    return {"person": issued.person, "badge": issued.badge, "token": issued.token, "name": issued.name}


def _warning_row(warning: "PrintWarning") -> dict[str, Any]:
    return {
        "person": warning.person,
        "badge": warning.badge,
        "name": warning.name,
        "field": warning.field,
        "problem": warning.problem,
        "characters": warning.characters,
        "message": warning.message,
    }
