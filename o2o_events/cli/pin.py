"""``pin``: the organiser's PIN, and asking for it."""

import os
import sys
from pathlib import Path

import click

from o2o_events.app import App
from o2o_events.cli.context import Run, pass_run, read_passphrase
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.registers.events import Event


@click.group()
def pin() -> None:
    """The organiser's PIN: for contacts and for anonymising."""


@pin.command("set")
@click.option("--new-pin-file", type=click.Path(path_type=Path), help="A file whose first line is the new PIN.")
@click.option("--pin-file", type=click.Path(path_type=Path), help="A file whose first line is the present PIN.")
@click.option("--operator", default="", help="Who sets it; kept with it.")
@pass_run
def set_(run: Run, new_pin_file: Path | None, pin_file: Path | None, operator: str) -> None:
    """Sets the organiser's PIN, or changes it by the present one.

    Without files they are asked for; O2O_NEW_PIN and O2O_PIN count too.
    """
    from o2o_events.registers.pins import read_standing, set_organiser_pin

    with run.app() as app:
        with app.database.read() as tx:
            standing = read_standing(tx)
            is_open = standing.opens_at is not None and standing.opens_at <= tx.now()
        old = read_pin(pin_file) if standing.is_set and not is_open else ""
        new = read_pin(new_pin_file, "O2O_NEW_PIN", _("New PIN"), is_new=True)
        set_organiser_pin(app.database, pin=new, old=old, operator=operator)
    words = _("The organiser's PIN is set. Nobody can read it back: keep it where you will find it again.")
    run.answer({"is_set": True}, words)


@pin.command()
@click.option("--operator", required=True, help="Who has forgotten it; kept with it.")
@pass_run
def forgotten(run: Run, operator: str) -> None:
    """Says that the PIN is forgotten: a day later a new one can be set without it."""
    from o2o_events.registers.pins import tell_forgotten

    with run.app() as app, app.database.write() as tx:
        opens_at = tell_forgotten(tx, operator=operator).opens_at
    words = _("A new PIN can be set at this desk from {moment} UTC on. Every desk sees that you asked for it.")
    moment = "" if opens_at is None else f"{opens_at:%Y-%m-%d %H:%M}"
    run.answer({"opens_at": opens_at}, words.format(moment=moment))


@pin.command()
@pass_run
def show(run: Run) -> None:
    """Tells whether a PIN is set, and how it stands with wrong tries at this desk."""
    from o2o_events.registers.pins import read_standing

    with run.app() as app, app.database.read() as tx:
        found = read_standing(tx)
    row = {
        "is_set": found.is_set,
        "wrong": found.wrong,
        "waits_until": found.waits_until,
        "forgotten_at": found.forgotten_at,
        "opens_at": found.opens_at,
    }
    run.answer(row)


@pin.command()
@pass_run
def audit(run: Run) -> None:
    """Lists what was done with contacts, certificates and PINs: what, by whom, at which desk, how many."""
    from o2o_events.registers.audit import list_audit
    from o2o_events.registers.events import list_events

    with run.app() as app, app.database.read() as tx:
        codes = {event.id: event.code for event in list_events(tx)}
        rows = [
            {
                "what": entry.what,
                "at": entry.at,
                "desk": entry.desk,
                "by": entry.by,
                "event": codes.get(entry.event or "", ""),
                "rows": entry.rows,
            }
            for entry in list_audit(tx)
        ]
    run.answer_all(rows, ["what", "at", "desk", "by", "event", "rows"], _("Nothing was done that is kept here."))


def read_pin(file: Path | None, variable: str = "O2O_PIN", prompt: str = "", *, is_new: bool = False) -> str:
    """A PIN from a file, from the environment, or typed. Raises ``UserError`` where there is none."""
    if file is not None:
        return read_passphrase(file).strip()
    if os.environ.get(variable):
        return os.environ[variable].strip()
    if not sys.stdin.isatty():
        words = _("A PIN is needed. Put it into a file and name that with {option}, or set {variable}.")
        raise UserError(words.format(option="--new-pin-file" if is_new else "--pin-file", variable=variable))
    words = prompt or _("Organiser's PIN")
    typed: str = click.prompt(words, hide_input=True, err=True, confirmation_prompt=is_new)
    return typed.strip()


def hand_out(app: App, event: Event, *, operator: str, pin_file: Path | None, rows: int) -> None:
    """Asks for the PIN before a whole list with contacts, and keeps that it was handed out."""
    from o2o_events.people.contacts import check_operator, note_contacts
    from o2o_events.registers.pins import unlock

    check_operator(operator)
    unlock(app.database, pin=read_pin(pin_file))
    with app.database.write() as tx:
        note_contacts(tx, event=event, operator=operator, rows=rows, what="people list")
