"""``certificate print|list|verify``: certificates of attendance, and whether one is genuine."""

import sys
from pathlib import Path
from typing import Any

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.i18n import _
from o2o_events.registers.events import get_event

_MEASURE = click.option(
    "--of", "measure", type=click.Choice(["days", "sessions"]), default="days", show_default=True,
    help="What the share is of: the event's days, or the sessions whose doors were scanned.",
)  # fmt: skip
_SHARE = click.option(
    "--share", "percent", type=click.FloatRange(0, 100, min_open=True), default=100, show_default=True,
    help="The least share attended, in per cent.",
)  # fmt: skip


@click.group()
def certificate() -> None:
    """Certificates of attendance, with a code that is checked against the project file."""


@certificate.command("print")
@click.option("--event", "event_code", required=True, metavar="C", help="The event's code.")
@_MEASURE
@_SHARE
@click.option("--person", "people", multiple=True, metavar="P", help="Only for this person; may be repeated.")
@click.option(
    "--signatory",
    "signatories",
    multiple=True,
    metavar="NAME; POSITION",
    help="Somebody who signs by hand; up to three.",
)
@click.option("--operator", required=True, help="Who makes them; kept with it.")
@click.option("--each", is_flag=True, help="One PDF for each person, in the folder that --output names.")
@click.option(
    "-o", "--output", "file", required=True, type=click.Path(path_type=Path), metavar="FILE.pdf",
    help="Replaced if it exists; a folder with --each.",
)  # fmt: skip
@pass_run
def print_(
    run: Run,
    event_code: str,
    measure: Any,
    percent: float,
    people: tuple[str, ...],
    signatories: tuple[str, ...],
    operator: str,
    each: bool,
    file: Path,
) -> None:
    """Writes a certificate for everybody who attended enough, and keeps that it was done."""
    from o2o_events.documents.certificate_page import Signatory
    from o2o_events.documents.certificates import write_certificates

    with run.app() as app:
        with app.database.read() as tx:
            event = get_event(tx, event_code)
        written = write_certificates(
            app.database,
            event=event,
            file=file,
            measure=measure,
            percent=percent,
            people=set(people) or None,
            signatories=[Signatory(*_name_and_position(text)) for text in signatories],
            each=each,
            operator=operator,
        )
    words = [_("Written: {file}. Certificates: {n}.").format(file=file, n=written.certificates)]
    if written.below:
        words.append(_("Came, but attended less: {n}.").format(n=written.below))
    if written.nameless:
        words.append(_("Left out because no name is known: {n}.").format(n=written.nameless))
    if written.missing:
        words.append(_("No font has these characters: {characters}").format(characters=written.missing))
    row = {
        "file": str(file),
        "certificates": written.certificates,
        "below": written.below,
        "nameless": written.nameless,
        "missing": written.missing,
    }
    run.answer(row, "\n".join(words))


@certificate.command("list")
@click.option("--event", "event_code", required=True, metavar="C", help="The event's code.")
@_MEASURE
@_SHARE
@pass_run
def list_(run: Run, event_code: str, measure: str, percent: float) -> None:
    """Shows what everybody who came attended, and who gets a certificate."""
    from o2o_events.checkin.attended_shares import attended_shares

    with run.app() as app, app.database.read() as tx:
        shares = [share for share in attended_shares(tx, get_event(tx, event_code)) if share.days or share.sessions]
    rows = [
        {
            "person": share.row.person,
            "name": share.row.printed_name,
            "economy": share.row.economy_name,
            "days": share.days,
            "of_days": share.of_days,
            "sessions": share.sessions,
            "of_sessions": share.of_sessions,
            "certificate": share.percent(measure) >= percent,
        }
        for share in shares
    ]
    columns = ["name", "economy", "days", "of_days", "sessions", "of_sessions", "certificate"]
    run.answer_all(rows, columns, _("Nobody has checked in yet."))


@certificate.command()
@click.argument("code", nargs=-1, required=True, metavar="CODE")
@pass_run
def verify(run: Run, code: tuple[str, ...]) -> None:
    """Says whether the project signed a certificate, and what it attests. CODE is what its QR code reads."""
    from o2o_events.documents.certificates import RefusedCertificateError, attested_words, verify_certificate

    with run.app() as app, app.database.read() as tx:
        try:
            found = verify_certificate(tx, " ".join(code))
        except RefusedCertificateError as error:
            if run.as_json:
                run.answer({"genuine": False, "verdict": error.verdict, "message": str(error)})
                sys.exit(1)
            raise
    claim, event = found.claim, found.event
    row = {
        "genuine": True,
        "verdict": "genuine",
        "name": found.name,
        "economy": found.economy_name,
        "event": event.code if event else None,
        "days": claim.days,
        "of_days": claim.of_days,
        "sessions": claim.sessions,
        "of_sessions": claim.of_sessions,
        "issued_on": claim.issued_on,
        "registration": claim.registration,
        "known": found.is_known,
        "anonymised": found.is_anonymised,
    }
    who = found.name or _("somebody whose name this project does not hold")
    if found.is_anonymised:
        who = _("somebody whose name this project no longer holds, as the event was anonymised")
    attended = attested_words(claim)
    words = _("Genuine. It attests that {who} attended {event}: {attended}. Issued {day}. Compare the name.").format(
        who=who, event=event.label if event else "–", attended=attended, day=claim.issued_on
    )
    run.answer(row, words)


def _name_and_position(text: str) -> tuple[str, str]:
    name, _semicolon, position = text.partition(";")
    return name.strip(), position.strip()
