"""``practice``: the register of best practices, their course, their files, and the selection for Workshop II."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.practice_files import attach, export, extract, files, import_
from o2o_events.cli.practice_rows import practice_row
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _, language
from o2o_events.registers import practices
from o2o_events.registers.economies import find_economy
from o2o_events.registers.events import get_event, list_events
from o2o_events.registers.practice_queries import Wanted, get_practice, list_practices
from o2o_events.registers.practices import STATUSES, Practice
from o2o_events.registers.selection import Share, accepted_figures, chosen_figures, denominator_words

F = TypeVar("F", bound=Callable[..., Any])
_COLUMNS = ["title", "company", "economy", "status", "women_led", "youth_led", "selected", "practice"]
_ANSWERS = {"yes": True, "no": False, "not_stated": None}


@click.group()
def practice() -> None:
    """The project's best practices: nominated, accepted, presented, selected, in the Guidebook."""


for _command in (attach, files, extract, import_, export):
    practice.add_command(_command)


def _field_options(command: F) -> F:
    """The options for every field of a practice; those without a value are not touched."""
    answer = click.Choice(list(_ANSWERS))
    options = (
        click.option("--economy", help="Its economy's name or code; an empty one for none."),
        click.option("--summary", help="What it is, in the present language."),
        click.option("--model", "o2o_model", help="The O2O model, such as “click and collect”."),
        click.option("--women-led", "is_women_led", type=answer, help="Whether it is led by women."),
        click.option("--women-led-rule", help="The rule by which that was judged; needed for yes."),
        click.option("--youth-led", "is_youth_led", type=answer, help="Whether it is led by young people."),
        click.option("--youth-led-rule", help="The rule by which that was judged; needed for yes."),
        click.option("--nominated-by", help="Who nominated it."),
        click.option("--number", "source_ref", help="Its number elsewhere, by which an import knows it."),
        click.option(
            "--title-in", "titles", multiple=True, metavar="TAG=TEXT", help="The title in a language; repeat."
        ),
        click.option(
            "--summary-in", "summaries", multiple=True, metavar="TAG=TEXT", help="The summary in a language; repeat."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _stated(options: dict[str, Any], before: Practice | None) -> dict[str, Any]:
    """The fields that were given, as the commands take them."""
    plain = ("company", "economy", "o2o_model", "women_led_rule", "youth_led_rule", "nominated_by", "source_ref")
    stated = {name: options[name] for name in plain if options.get(name) is not None}
    stated |= {flag: _ANSWERS[options[flag]] for flag in ("is_women_led", "is_youth_led") if options[flag] is not None}
    for field, pairs in (("title", "titles"), ("summary", "summaries")):
        if options[field] is not None or options[pairs]:
            texts = dict(getattr(before, field) or {}) if before else {}
            for pair in options[pairs]:
                tag, sign, text = pair.partition("=")
                if not sign:
                    raise click.UsageError(_("Write a text in a language like vi=Khai mạc."))
                texts[tag.strip()] = text
            stated[field] = texts if options[field] is None else texts | {language(): options[field]}
    return stated


@practice.command()
@click.option("--title", required=True, help="Its title, in the present language.")
@click.option("--company", required=True, help="The company or organisation it is of.")
@_field_options
@pass_run
def add(run: Run, /, **options: Any) -> None:
    """Adds a nominated practice."""
    with run.app() as app, app.database.write() as tx:
        added = practices.add_practice(tx, **_stated(options, None))
        row = practice_row(tx, added)
    run.answer(row, _("“{title}” is nominated.").format(title=added.label))


@practice.command()
@click.argument("which", metavar="PRACTICE")
@click.option("--title", help="Its title, in the present language.")
@click.option("--company", help="The company or organisation it is of.")
@_field_options
@pass_run
def edit(run: Run, /, which: str, **options: Any) -> None:
    """Changes PRACTICE (its id, number, title or company)."""
    with run.app() as app, app.database.write() as tx:
        found = get_practice(tx, which)
        changes = _stated(options, found)
        if not changes:
            raise click.UsageError(_("Say what is to be changed, such as --company NAME."))
        practices.edit_practice(tx, practice=found.id, changes=changes)
        edited = get_practice(tx, found.id)
        row = practice_row(tx, edited)
    run.answer(row, _("“{title}” is changed.").format(title=edited.label))


@practice.command("list")
@click.option("--find", "text", default="", help="Only those with these words.")
@click.option("--status", "statuses", type=click.Choice(STATUSES), multiple=True, help="Only these; repeat.")
@click.option("--economy", "economies", multiple=True, help="Only from these; repeat.")
@click.option("--women-led", is_flag=True, help="Only those led by women.")
@click.option("--youth-led", is_flag=True, help="Only those led by young people.")
@click.option("--selected", is_flag=True, help="Only those selected for Workshop II.")
@pass_run
def list_(
    run: Run,
    text: str,
    statuses: tuple[str, ...],
    economies: tuple[str, ...],
    women_led: bool,
    youth_led: bool,
    selected: bool,
) -> None:
    """Lists the practices, by economy in APEC's order."""
    wanted = Wanted(
        text=text,
        statuses=statuses,
        economies=[_economy_code(economy) for economy in economies],
        is_women_led=women_led or None,
        is_youth_led=youth_led or None,
        is_selected=selected or None,
    )
    with run.app() as app, app.database.read() as tx:
        events = {event.id: event for event in list_events(tx)}
        rows = [practice_row(tx, found, events) for found in list_practices(tx, wanted)]
    run.answer_all(rows, _COLUMNS, _("No best practice fits. Add one with “practice add” or “practice import”."))


def _economy_code(text: str) -> str:
    found = find_economy(text)
    if found is None:
        raise UserError(
            _("“{text}” is no APEC economy or affiliation. Give its name or code, such as Viet Nam or VN.").format(
                text=text
            )
        )
    return found.code


@practice.command()
@pass_run
def figures(run: Run) -> None:
    """Tells the running figures of the register and of the selection against the project's targets."""
    with run.app() as app, app.database.read() as tx:
        everything = list_practices(tx)
    for among, found in (("accepted", accepted_figures(everything)), ("selected", chosen_figures(everything))):
        row = {
            "among": among,
            "practices": found.practices.count,
            "practices_target": found.practices.target,
            "economies": found.economies.count,
            "economies_target": found.economies.target,
            "women_led": found.women_led.count,
            "women_led_percent": _percent(found.women_led),
            "women_led_target": found.women_led.target,
            "youth_led": found.youth_led.count,
            "youth_led_percent": _percent(found.youth_led),
            "youth_led_target": found.youth_led.target,
            "of": found.practices.count,
            "note": denominator_words(among == "selected"),
        }
        run.answer(row)


def _percent(share: Share) -> float | None:
    return None if share.percent is None else round(share.percent, 1)


def _answer(run: Run, tx: Tx, practice_id: str) -> Callable[..., None]:
    """Answers with the practice as it is now, once the transaction is done; takes the words, and the event's name."""
    found = get_practice(tx, practice_id)
    row = practice_row(tx, found)

    def answer(words: str, event: str = "") -> None:
        run.answer(row, words.format(title=found.label, event=event))

    return answer


def _course_command(name: str, help_text: str, words: Callable[[], str], act: Callable[[Tx, str], object]) -> None:
    @practice.command(name, help=help_text)
    @click.argument("which", nargs=-1, required=True, metavar="PRACTICE ...")
    @pass_run
    def command(run: Run, which: tuple[str, ...]) -> None:
        with run.app() as app, app.database.write() as tx:
            answers = []
            for text in which:
                found = get_practice(tx, text)
                act(tx, found.id)
                answers.append(_answer(run, tx, found.id))
        for answer in answers:
            answer(words())


_course_command(
    "accept",
    "Accepts practices into the register.",
    lambda: _("“{title}” is accepted."),
    lambda tx, practice_id: practices.set_status(tx, practice=practice_id, status="accepted"),
)
_course_command(
    "decline",
    "Declines practices; they leave the selection too.",
    lambda: _("“{title}” is declined."),
    lambda tx, practice_id: practices.set_status(tx, practice=practice_id, status="declined"),
)
_course_command(
    "renominate",
    "Puts practices back to nominated.",
    lambda: _("“{title}” is nominated again."),
    lambda tx, practice_id: practices.set_status(tx, practice=practice_id, status="nominated"),
)
_course_command(
    "select",
    "Selects accepted practices for Workshop II.",
    lambda: _("“{title}” is selected for Workshop II."),
    lambda tx, practice_id: practices.select_practice(tx, practice=practice_id),
)
_course_command(
    "unselect",
    "Takes practices out of the selection.",
    lambda: _("“{title}” is no longer selected."),
    lambda tx, practice_id: practices.select_practice(tx, practice=practice_id, selected=False),
)


@practice.command()
@click.argument("which", metavar="PRACTICE")
@pass_run
def remove(run: Run, which: str) -> None:
    """Takes PRACTICE out of the register."""
    with run.app() as app, app.database.write() as tx:
        found = get_practice(tx, which)
        practices.remove_practice(tx, practice=found.id)
    run.answer({"practice": found.id}, _("“{title}” is out of the register.").format(title=found.label))


@practice.command()
@click.argument("which", metavar="PRACTICE")
@click.option("--event", "code", required=True, metavar="C", help="The event that showed it.")
@click.option("--undo", is_flag=True, help="It was not shown there after all.")
@pass_run
def present(run: Run, which: str, code: str, undo: bool) -> None:
    """Notes that an event showed PRACTICE."""
    with run.app() as app, app.database.write() as tx:
        event, found = get_event(tx, code), get_practice(tx, which)
        practices.mark_presented(tx, practice=found.id, event=event, presented=not undo)
        answer = _answer(run, tx, found.id)
    words = _("“{title}” was not presented at {event}.") if undo else _("“{title}” was presented at {event}.")
    answer(words, event.label)


@practice.command()
@click.argument("which", metavar="PRACTICE")
@click.option("--undo", is_flag=True, help="It is not in the Guidebook after all.")
@pass_run
def guidebook(run: Run, which: str, undo: bool) -> None:
    """Notes that the Guidebook has PRACTICE."""
    with run.app() as app, app.database.write() as tx:
        found = get_practice(tx, which)
        practices.put_in_guidebook(tx, practice=found.id, included=not undo)
        answer = _answer(run, tx, found.id)
    answer(_("“{title}” is not in the Guidebook.") if undo else _("“{title}” is in the Guidebook."))
