"""``agenda speaker``: who speaks, who of the registered people they are, and what they do in which session."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from o2o_events.agenda import roles, speakers
from o2o_events.agenda.appearances import add_appearance, remove_appearance
from o2o_events.agenda.linking import Proposal, propose_links
from o2o_events.agenda.programme import Speaker
from o2o_events.agenda.queries import get_session, get_speaker, list_speakers
from o2o_events.cli.agenda_slots import find_slot
from o2o_events.cli.context import Run, pass_run
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.people.queries import find_person_id
from o2o_events.registers.economies import economy_name
from o2o_events.registers.events import Event, get_event

F = TypeVar("F", bound=Callable[..., Any])
_COLUMNS = ["name", "organisation", "economy", "registered", "speaker"]


@click.group()
def speaker() -> None:
    """The speakers of an event, and what they do."""


def _fields(command: F) -> F:
    options = (
        click.option("--own-script-name", help="The name in the speaker's own script."),
        click.option("--economy", help="Name or code of the economy or affiliation."),
        click.option("--organisation", "--organization", "organisation", help="Organisation."),
        click.option("--position", help="Position."),
        click.option("--biography", help="A short biography, in the present language."),
        click.option("--photo", type=click.Path(path_type=Path), help="An image file; it is made small."),
        click.option(
            "--available",
            multiple=True,
            metavar="FROM/UNTIL",
            help="When they can be there; repeat. “always” clears it.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _stated(event: Event, options: dict[str, Any]) -> dict[str, Any]:
    photo: Path | None = options.pop("photo")
    available: tuple[str, ...] = options.pop("available")
    stated = {field: value for field, value in options.items() if value is not None}
    if photo is not None:
        stated["photo"] = _read_file(photo)
    if available:
        stated["available"] = None if available == ("always",) else [_interval(event, text) for text in available]
    return stated


def _read_file(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UserError(_("“{file}” cannot be read. Check its name.").format(file=file)) from error


def _interval(event: Event, text: str) -> tuple[Any, Any]:
    start, sign, end = text.partition("/")
    if not sign:
        raise click.UsageError(_("Write --available like 2016-03-17T09:00/2016-03-17T12:30."))
    return event.parse_moment(start), event.parse_moment(end)


@speaker.command()
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@click.option("--name", required=True, help="The name as it is printed.")
@click.option("--person", help="Who of the registered people it is: id, badge code or e-mail.")
@_fields
@pass_run
def add(run: Run, /, code: str, name: str, person: str | None, **options: Any) -> None:
    """Adds a speaker."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        who = find_person_id(tx, person) if person else None
        added = speakers.add_speaker(tx, event=event, name=name, person=who, **_stated(event, options))
    run.answer(_row(event, added), _("{name} is a speaker.").format(name=added.name))


@speaker.command("list")
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@pass_run
def list_(run: Run, code: str) -> None:
    """Lists the speakers, and whether each is registered."""
    with run.app() as app, app.database.read() as tx:
        event = get_event(tx, code)
        rows = [_row(event, found) for found in list_speakers(tx, event)]
    run.answer_all(rows, _COLUMNS, _("No speaker. Add one with “agenda speaker add”."))


@speaker.command()
@click.argument("name_or_id", metavar="SPEAKER")
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@click.option("--name", help="The name as it is printed.")
@_fields
@pass_run
def edit(run: Run, /, name_or_id: str, code: str, **options: Any) -> None:
    """Changes what is known of SPEAKER (name or id)."""
    if all(value in (None, ()) for value in options.values()):
        raise click.UsageError(_("Say what is to be changed, such as --organisation NAME."))
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        found = get_speaker(tx, event, name_or_id)
        speakers.edit_speaker(tx, speaker=found.id, changes=_stated(event, options))
        after = get_speaker(tx, event, found.id)
    run.answer(_row(event, after), _("{name} is changed.").format(name=after.name))


@speaker.command()
@click.argument("name_or_id", metavar="SPEAKER")
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@pass_run
def remove(run: Run, name_or_id: str, code: str) -> None:
    """Takes SPEAKER off the programme, with all their parts."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        found = get_speaker(tx, event, name_or_id)
        speakers.remove_speaker(tx, speaker=found.id)
    run.answer(_row(event, found), _("{name} is off the programme.").format(name=found.name))


@speaker.command()
@click.argument("name_or_id", metavar="SPEAKER")
@click.argument("person", required=False)
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@pass_run
def link(run: Run, name_or_id: str, person: str | None, code: str) -> None:
    """Says that SPEAKER is the registered PERSON (id, badge code or e-mail); without one, that they are nobody yet."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        found = get_speaker(tx, event, name_or_id)
        who = find_person_id(tx, person) if person else None
        speakers.link_speaker(tx, speaker=found.id, person=who)
        after = get_speaker(tx, event, found.id)
    words = _("{name} is linked.") if who else _("{name} is linked with nobody.")
    run.answer(_row(event, after), words.format(name=after.name))


@speaker.command("match")
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@click.option("--link-sure", is_flag=True, help="Link those whose name and organisation are the same.")
@pass_run
def match(run: Run, code: str, link_sure: bool) -> None:
    """Proposes who of the registered people each unlinked speaker is, and tells who is not registered."""
    with run.app() as app:
        if link_sure:
            with app.database.write() as tx:
                for found in propose_links(tx, get_event(tx, code)):
                    if found.is_sure:
                        speakers.link_speaker(tx, speaker=found.speaker.id, person=found.person)
        with app.database.read() as tx:
            rows = [_proposal_row(found) for found in propose_links(tx, get_event(tx, code))]
    run.answer_all(rows, ["name", "may_be", "organisation", "sure", "message"], _("Every speaker is linked."))


def _proposal_row(found: Proposal) -> dict[str, Any]:
    words = (
        _("Not registered yet: register them.") if found.person is None else _("Link them with “agenda speaker link”.")
    )
    return {
        "speaker": found.speaker.id,
        "name": found.speaker.name,
        "person": found.person,
        "may_be": found.name,
        "organisation": found.organisation,
        "sure": found.is_sure,
        "message": words,
    }


@speaker.command()
@click.argument("name_or_id", metavar="SPEAKER")
@click.argument("session")
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@click.option("--role", type=click.Choice(roles.CODES), metavar="ROLE", required=True, help="What they do there.")
@click.option("--slot", "slot_ref", help="Only in this slot (its title or id).")
@pass_run
def assign(run: Run, name_or_id: str, session: str, code: str, role: str, slot_ref: str | None) -> None:
    """Gives SPEAKER a part in SESSION."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        found, to = get_speaker(tx, event, name_or_id), get_session(tx, event, session)
        in_slot = find_slot(tx, event, slot_ref)[1].id if slot_ref else None
        part = add_appearance(tx, session=to.id, speaker=found.id, role=role, slot=in_slot)
    run.answer(
        {"part": part.id, "speaker": found.id, "session": to.id, "role": role, "slot": in_slot},
        _("{name} joins “{title}” ({role}).").format(name=found.name, title=to.label, role=roles.label(role)),
    )


@speaker.command()
@click.argument("name_or_id", metavar="SPEAKER")
@click.argument("session")
@click.option("--event", "code", required=True, metavar="C", help="The event's code.")
@click.option("--role", type=click.Choice(roles.CODES), metavar="ROLE", help="Only this part; all of them without it.")
@pass_run
def unassign(run: Run, name_or_id: str, session: str, code: str, role: str | None) -> None:
    """Takes SPEAKER's parts in SESSION away."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        found, of = get_speaker(tx, event, name_or_id), get_session(tx, event, session)
        parts = [part for part in of.appearances if part.speaker == found.id and role in (None, part.role)]
        if not parts:
            raise UserError(
                _("{name} has no such part in “{title}”. Nothing was changed.").format(name=found.name, title=of.label)
            )
        for part in parts:
            remove_appearance(tx, appearance=part.id)
    run.answer(
        {"speaker": found.id, "session": of.id, "parts": [part.id for part in parts]},
        _("{name} is no longer in “{title}”.").format(name=found.name, title=of.label),
    )


def _row(event: Event, found: Speaker) -> dict[str, Any]:
    """A speaker as it is answered; the photograph only as whether there is one."""
    available = None
    if found.available is not None:
        available = [[event.local(start), event.local(end)] for start, end in found.available]
    return {
        "speaker": found.id,
        "name": found.name,
        "own_script_name": found.own_script_name,
        "economy": economy_name(found.economy),
        "organisation": found.organisation,
        "position": found.position,
        "biography": found.biography,
        "has_photo": bool(found.photo),
        "available": available,
        "person": found.person,
        "registered": found.person is not None,
    }
