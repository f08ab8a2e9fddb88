"""``init``, ``verify``, ``backup`` and ``restore``: the project file as a whole."""

import sys
from dataclasses import asdict, replace
from pathlib import Path

import click

from o2o_events.app import App, create_project, restore_project
from o2o_events.cli.context import Run, pass_run
from o2o_events.db.checking import Problem, check
from o2o_events.db.copying import back_up
from o2o_events.db.encryption import is_protected
from o2o_events.errors import DamagedFileError
from o2o_events.i18n import _, ngettext


@click.command()
@click.option("--name", required=True, help="The project's name.")
@click.option("--desk", default=None, help="This desk's name.  [default: Desk 1]")
@click.option("--sample", is_flag=True, help="With three events and illustrative people; the first event is today.")
@click.option("--passphrase-file", type=click.Path(path_type=Path), help="A file whose first line is the passphrase.")
@pass_run
def init(run: Run, name: str, desk: str | None, sample: bool, passphrase_file: Path | None) -> None:
    """Makes the project file, protected if a passphrase is given."""
    settings = (replace(run, passphrase_file=passphrase_file) if passphrase_file else run).settings
    create_project(settings, name=name, desk=desk or _("Desk 1"), furnish=_fill_sample if sample else None)
    answer = {"file": settings.file, "name": name, "protected": settings.passphrase is not None, "sample": sample}
    run.answer(answer, _("Project “{name}” made: {file}").format(name=name, file=settings.file))


@click.command()
@pass_run
def verify(run: Run) -> None:
    """Checks the file and each desk's chain of facts; exit status 1 if anything does not hold."""
    try:
        with run.app() as app:
            problems = check(app.database)
    except DamagedFileError as error:
        problems = [Problem("file", str(error))]
    answer = {"ok": not problems, "problems": [asdict(problem) for problem in problems]}
    run.answer(answer, "\n".join([*map(_in_words, problems), _verdict(len(problems))]))
    if problems:
        sys.exit(1)


@click.command()
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The backup's file name.")
@click.option("--overwrite", is_flag=True, help="Replace a backup of that name.")
@pass_run
def backup(run: Run, output: Path, overwrite: bool) -> None:
    """Writes a consistent copy of the project while desks work."""
    with run.app() as app:
        back_up(app.database, output, overwrite=overwrite)
    answer = {"file": output, "bytes": output.stat().st_size, "protected": is_protected(output)}
    run.answer(answer, _("Backup written: {file}").format(file=output))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--desk", default=None, help="The new desk's name.  [default: the next number]")
@pass_run
def restore(run: Run, file: Path, desk: str | None) -> None:
    """Makes a new project file from a backup, as a desk of its own."""
    settings = run.settings
    if settings.passphrase is None and file.is_file() and is_protected(file) and sys.stdin.isatty():
        settings = replace(settings, passphrase=click.prompt(_("Passphrase"), hide_input=True, err=True))
    made = restore_project(settings, backup=file, desk=desk)
    answer = {"file": settings.file, "desk": made.id, "name": made.name, "protected": settings.passphrase is not None}
    words = _("Project restored: {file}. This desk is “{desk}”; rename it with “desk set --name”.")
    run.answer(answer, words.format(file=settings.file, desk=made.name))


def _fill_sample(app: App) -> None:
    from o2o_events.sample.filling import fill_sample  # imported when it is needed: it brings all of people and badges

    fill_sample(app)


def _in_words(problem: Problem) -> str:
    if problem.kind == "chain":
        reasons = {
            "facts are missing": _("facts are missing"),
            "a fact was changed": _("a fact was changed"),
            "the end of the chain is missing": _("the end of the chain is missing"),
        }
        return _("Desk {desk}, from fact {seq} on: {reason}").format(
            desk=problem.desk, seq=problem.seq, reason=reasons.get(problem.message, problem.message)
        )
    return problem.message


def _verdict(count: int) -> str:
    if not count:
        return _("The file is sound.")
    return ngettext(
        "{n} problem found. Stop working with this file and restore the latest backup.",
        "{n} problems found. Stop working with this file and restore the latest backup.",
        count,
    ).format(n=count)
