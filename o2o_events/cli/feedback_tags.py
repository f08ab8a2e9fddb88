"""``feedback texts|tag``: what was written, and the tags that gather it into themes."""

import click

from o2o_events.cli.context import Run, pass_run
from o2o_events.cli.feedback_results import form_and_events, target_of
from o2o_events.documents.feedback_charts import kept_back_words
from o2o_events.documents.feedback_results import read_results
from o2o_events.documents.feedback_texts import WrittenText, texts_of
from o2o_events.errors import UserError
from o2o_events.feedback.tags import change_tags
from o2o_events.i18n import _
from o2o_events.text import fold


@click.command()
@click.option("--form", "form_code", required=True, metavar="F", help="The form's code.")
@click.option("--event", "event_code", metavar="C", help="Only of one event; of all that use the form without it.")
@click.option("--session", "session", metavar="S", help="Only of one session or slot: title or id; needs --event.")
@click.option("--tag", "tag", metavar="T", help="Only texts with this tag.")
@click.option("--untagged", is_flag=True, help="Only texts without a tag.")
@click.argument("words", nargs=-1)
@pass_run
def texts(
    run: Run,
    form_code: str,
    event_code: str | None,
    session: str | None,
    tag: str | None,
    untagged: bool,
    words: tuple[str, ...],
) -> None:
    """Shows what was written, with its tags; only texts with all the WORDS where some are given."""
    with run.app() as app, app.database.read() as tx:
        form, events = form_and_events(tx, form_code, event_code)
        found = read_results(tx, form, events=events, target=target_of(tx, form, events, session))
    if found.is_kept_back:
        raise UserError(kept_back_words())
    sought = fold(" ".join(words)).split()
    for text in texts_of(found):
        is_tagged_so = tag is None or fold(tag) in map(fold, text.tags)
        if is_tagged_so and not (untagged and text.tags) and text.has_words(sought):
            run.answer(_row(text), _in_words(text))


def _row(text: WrittenText) -> dict[str, object]:
    return {"answer": text.answer, "question": text.question, "text": text.text, "tags": list(text.tags)}


def _in_words(text: WrittenText) -> str:
    tags = f"  [{', '.join(text.tags)}]" if text.tags else ""
    return f"{text.answer}  {text.question}{tags}\n    " + text.text.replace("\n", "\n    ")


@click.command()
@click.argument("answer")
@click.option("--question", "question", metavar="Q", help="Which text of the answer; its only one needs none.")
@click.option("--add", "added", multiple=True, metavar="T", help="A tag to give; may be repeated.")
@click.option("--remove", "removed", multiple=True, metavar="T", help="A tag to take away; may be repeated.")
@pass_run
def tag(run: Run, answer: str, question: str | None, added: tuple[str, ...], removed: tuple[str, ...]) -> None:
    """Gives tags to a text of an ANSWER, or takes them away; without either it shows those it has.

    “feedback texts” lists the answers with their texts.
    """
    with run.app() as app, app.database.write() as tx:
        changed = change_tags(tx, answer=answer, question=question, add=added, remove=removed)
    words = ", ".join(changed.tags) if changed.tags else _("no tag")
    run.answer(
        {"answer": answer, "question": changed.question, "tags": list(changed.tags)}, f"{changed.question}: {words}"
    )
