"""``agenda``: the programme of an event, planned, checked and released."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from o2o_events.agenda import copying, roles, session_types, sessions
from o2o_events.agenda.clashes import WALKING_MINUTES, find_clashes
from o2o_events.agenda.programme import AgendaSession, Programme
from o2o_events.agenda.queries import get_room, get_session, read_programme
from o2o_events.cli import agenda_day
from o2o_events.cli.agenda_files import export, import_
from o2o_events.cli.agenda_rooms import room
from o2o_events.cli.agenda_slots import slot
from o2o_events.cli.agenda_speakers import speaker
from o2o_events.cli.agenda_versions import changes, release, template
from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.day import DAY
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _, language, ngettext
from o2o_events.registers.events import Event, get_event

F = TypeVar("F", bound=Callable[..., Any])
_COLUMNS = ["day", "start", "end", "room", "title", "type", "state", "session"]


@click.group()
def agenda() -> None:
    """The programme of an event: sessions, rooms, slots, speakers."""


for _command in (room, slot, speaker, release, changes, template, import_, export, *agenda_day.COMMANDS):
    agenda.add_command(_command)


def event_option(command: F) -> F:
    """``--event C``, as ``code``."""
    return click.option("--event", "code", required=True, metavar="C", help="The event's code.")(command)


@agenda.command("list")
@event_option
@click.option("--day", type=DAY, help="Only this day.")
@click.option("--released", is_flag=True, help="As it was last released, not as it is now.")
@pass_run
def list_(run: Run, code: str, day: Any, released: bool) -> None:
    """Lists the sessions in the order of the day; those without a time last."""
    from o2o_events.agenda.versions import latest_release, read_release

    with run.app() as app, app.database.read() as tx:
        event = get_event(tx, code)
        programme = read_programme(tx, event)
        if released:
            latest = latest_release(tx, event)
            programme = Programme(event.id, event.timezone, event.days)
            programme = read_release(tx, latest) if latest else programme
        rows = [session_row(event, programme, session) for session in programme.sessions]
    if day is not None:
        rows = [row for row in rows if row["day"] == day.date()]
    run.answer_all(rows, _COLUMNS, _("No session. Start with “agenda template” or “agenda add”."))


@agenda.command()
@event_option
@click.option(
    "--walking-minutes",
    type=click.IntRange(0, 120),
    default=WALKING_MINUTES,
    show_default=True,
    help="Minutes from one room to another.",
)
@pass_run
def check(run: Run, code: str, walking_minutes: int) -> None:
    """Lists what is wrong: who or what is in two places, what does not fit, what is missing."""
    with run.app() as app, app.database.read() as tx:
        programme = read_programme(tx, get_event(tx, code))
    rows = [
        {
            "kind": clash.kind,
            "severity": clash.severity,
            "sessions": list(clash.sessions),
            "message": clash.message,
            "slot": clash.slot,
            "speaker": clash.speaker,
        }
        for clash in find_clashes(programme, walking_minutes=walking_minutes)
    ]
    run.answer_all(rows, ["severity", "message"], _("Nothing clashes."))


def _session_options(command: F) -> F:
    """The options for every field of a session; those without a value are not touched."""
    options = (
        click.option("--room", help="The room's name; an empty one for none."),
        click.option("--at", help="When it starts, such as 2016-03-17T09:30; an empty one for no time."),
        click.option("--abstract", help="What it is about, in the present language."),
        click.option("--track", help="The track it belongs to."),
        click.option("--language", "spoken", help="The language that is spoken, such as en."),
        click.option("--expected", type=int, help="How many people are expected."),
        click.option(
            "--title-in", "titles", multiple=True, metavar="TAG=TEXT", help="The title in a language; repeat."
        ),
        click.option(
            "--abstract-in", "abstracts", multiple=True, metavar="TAG=TEXT", help="The abstract in a language; repeat."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def localized(pairs: tuple[str, ...], plain: str | None, before: dict[str, str]) -> dict[str, str]:
    """A text with what was typed as TAG=TEXT, and plainly for the present language."""
    texts = dict(before)
    for pair in pairs:
        tag, sign, text = pair.partition("=")
        if not sign:
            raise click.UsageError(_("Write a text in a language like vi=Khai mạc."))
        texts[tag.strip()] = text
    return texts if plain is None else texts | {language(): plain}


def _stated(tx: Tx, event: Event, options: dict[str, Any], before: AgendaSession | None) -> dict[str, Any]:
    """The fields that were given, as the commands take them."""
    stated = {name: options[name] for name in ("type", "minutes", "track", "expected") if options.get(name) is not None}
    if options["spoken"] is not None:
        stated["language"] = options["spoken"]
    if options["room"] is not None:
        stated["room"] = get_room(tx, event, options["room"]).id if options["room"].strip() else None
    if options["at"] is not None:
        stated["starts_at"] = event.parse_moment(options["at"]) if options["at"].strip() else None
    if options["title"] is not None or options["titles"]:
        stated["title"] = localized(options["titles"], options["title"], before.title if before else {})
    if options["abstract"] is not None or options["abstracts"]:
        stated["abstract"] = localized(options["abstracts"], options["abstract"], before.abstract if before else {})
    return stated


@agenda.command()
@event_option
@click.option("--title", required=True, help="The title, in the present language.")
@click.option(
    "--type", type=click.Choice(session_types.CODES), metavar="TYPE", required=True, help="What kind of session it is."
)
@click.option("--minutes", type=int, required=True, help="How long it takes.")
@_session_options
@pass_run
def add(run: Run, /, code: str, **options: Any) -> None:
    """Adds a session; without room or time it waits to be scheduled."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        added = sessions.add_session(tx, event=event, **_stated(tx, event, options, None))
        row = session_row(event, read_programme(tx, event), added)
    run.answer(row, _("“{title}” is in the programme.").format(title=added.label))


@agenda.command()
@click.argument("session")
@event_option
@click.option("--title", help="The title, in the present language.")
@click.option("--type", type=click.Choice(session_types.CODES), metavar="TYPE", help="What kind of session it is.")
@click.option("--minutes", type=int, help="How long it takes.")
@_session_options
@pass_run
def edit(run: Run, /, session: str, code: str, **options: Any) -> None:
    """Changes what is known of SESSION (its title or id)."""
    if all(value in (None, ()) for value in options.values()):
        raise click.UsageError(_("Say what is to be changed, such as --minutes 45."))
    _change(
        run,
        code,
        session,
        lambda tx, event, found: sessions.edit_session(
            tx, session=found.id, changes=_stated(tx, event, options, found)
        ),
    )


@agenda.command()
@click.argument("session")
@event_option
@click.option("--at", required=True, help="When it starts, such as 2016-03-17T09:30.")
@click.option("--room", help="The room's name; its present room without it.")
@pass_run
def move(run: Run, session: str, code: str, at: str, room: str | None) -> None:
    """Moves SESSION to another time, and to another room."""

    def change(tx: Tx, event: Event, found: AgendaSession) -> None:
        to = found.room if room is None else get_room(tx, event, room).id
        sessions.move_session(tx, session=found.id, starts_at=event.parse_moment(at), room=to)

    _change(run, code, session, change)


def _change(run: Run, code: str, session: str, change: Callable[[Tx, Event, AgendaSession], None]) -> None:
    """Changes a session and answers with it as it is then."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        found = get_session(tx, event, session)
        change(tx, event, found)
        programme = read_programme(tx, event)
        after = programme.sessions_by_id.get(found.id)
    row = session_row(event, programme, after or found) | ({} if after else {"state": "removed"})
    run.answer(row, _("“{title}” is changed.").format(title=(after or found).label))


def _simple(name: str, help_text: str, command: Callable[..., None]) -> None:
    """``agenda NAME SESSION --event C``."""

    @agenda.command(name, help=help_text)
    @click.argument("session")
    @event_option
    @pass_run
    def run_it(run: Run, session: str, code: str) -> None:
        _change(run, code, session, lambda tx, _event, found: command(tx, session=found.id))


_simple("cancel", "Cancels SESSION; it stays in the programme, marked.", sessions.cancel_session)
_simple("restore", "Lets SESSION, which was cancelled, take place after all.", sessions.restore_session)
_simple("remove", "Takes SESSION out of the programme, with its slots.", sessions.remove_session)


@agenda.command("copy")
@click.argument("session")
@event_option
@click.option("--at", help="When the copy starts; without it, it waits to be scheduled.")
@click.option("--room", help="The room of the copy; its own room without it.")
@pass_run
def copy(run: Run, session: str, code: str, at: str | None, room: str | None) -> None:
    """Copies SESSION, with its slots and its people."""
    with run.app() as app, app.database.write() as tx:
        event = get_event(tx, code)
        found = get_session(tx, event, session)
        made = copying.copy_session(
            tx,
            event=event,
            session=found.id,
            starts_at=event.parse_moment(at) if at else None,
            room=found.room if room is None else get_room(tx, event, room).id,
        )
        row = session_row(event, read_programme(tx, event), made)
    run.answer(row, _("“{title}” is in the programme once more.").format(title=made.label))


@agenda.command("copy-day")
@event_option
@click.option("--day", required=True, type=DAY, help="The day that is copied.")
@click.option("--to", required=True, type=DAY, help="The day that gets the copy.")
@pass_run
def copy_day(run: Run, code: str, day: Any, to: Any) -> None:
    """Copies every session of a day to another day of the event."""
    with run.app() as app, app.database.write() as tx:
        made = copying.copy_day(tx, event=get_event(tx, code), day=day.date(), to=to.date())
    run.answer(
        {"sessions": made}, ngettext("{n} session copied.", "{n} sessions copied.", len(made)).format(n=len(made))
    )


def session_row(event: Event, programme: Programme, session: AgendaSession) -> dict[str, Any]:
    """A session as it is answered; moments in venue time."""
    start = event.local(session.starts_at) if session.starts_at else None
    end = event.local(session.ends_at) if session.ends_at else None
    at = programme.rooms_by_id.get(session.room or "")
    return {
        "session": session.id,
        "type": session.type,
        "title": session.label,
        "titles": session.title,
        "abstract": session.abstract,
        "day": start and start.date(),
        "start": start and f"{start:%H:%M}",
        "end": end and f"{end:%H:%M}",
        "starts_at": start,
        "ends_at": end,
        "minutes": session.minutes,
        "room": at.label if at else None,
        "track": session.track,
        "language": session.language,
        "expected": session.expected,
        "state": session.state,
        "sequence": session.sequence,
        "slots": [
            {
                "slot": slot.id,
                "title": slot.label,
                "titles": slot.title,
                "starts_at": begins and event.local(begins),
                "minutes": slot.minutes,
                "practice": slot.practice,
            }
            for slot, begins in session.slot_times()
        ],
        "people": [
            {
                "part": part.id,
                "speaker": part.speaker,
                "name": programme.speakers_by_id[part.speaker].name,
                "role": part.role,
                "role_name": roles.label(part.role),
                "slot": part.slot,
            }
            for part in session.appearances
            if part.speaker in programme.speakers_by_id
        ],
    }
