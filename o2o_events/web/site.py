"""The site: a list of what can be answered, forms, slips, thanks. ``make_site`` is all that others need."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, Response, render_template, request, url_for
from werkzeug.exceptions import NotFound

from o2o_events import paths
from o2o_events.agenda.programme import text_in
from o2o_events.agenda.queries import read_programme
from o2o_events.db.database import Database
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.feedback.forms import list_forms
from o2o_events.feedback.promise import promise_words
from o2o_events.feedback.slips import clean_slip, is_used, read_slip
from o2o_events.i18n import LANGUAGES, _, speaking
from o2o_events.registers.events import Event, get_event
from o2o_events.web.filling import Asked, Filled, fill, open_page
from o2o_events.web.guard import stand_guard
from o2o_events.web.keeping import Keeper
from o2o_events.web.languages import choose_language, direction, in_usual_order, own_name, words_language
from o2o_events.web.limits import Limits
from o2o_events.web.open_forms import OpenForm, Target, read_open_forms
from o2o_events.web.posted import LARGEST, read_posted
from o2o_events.web.words import count_problems, error_words, page_words, script_words

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ASSETS: Final = {"form.css": "text/css", "form.js": "text/javascript"}
_LONGEST_SLIP: Final = 80


@dataclass(frozen=True)
class Site:
    """What the pages work with. ``forms`` are codes of those that are offered; empty for all."""

    keeper: Keeper
    event: str
    forms: frozenset[str]

    @contextmanager
    def at_event(self) -> Iterator[tuple[Tx, Event]]:
        with self.keeper.reading() as tx:
            yield tx, tx.recall(("served event", self.event), lambda: get_event(tx, self.event))

    def open_forms(self, code: str | None = None) -> tuple[Event, list[OpenForm]]:
        with self.at_event() as (tx, event):
            return event, read_open_forms(tx, event, self.forms, code)

    def find(self, code: str, target: str | None) -> Asked | None:
        """What a page asks; None where a session has to be chosen first.

        Raises ``NotFound``, or ``UserError`` where the form is closed or the session has not begun.
        """
        event, forms = self.open_forms(code)
        found = next(iter(forms), None)
        if found is None:
            raise self._missing(event, code)
        if found.form.scope == "event":
            if target is not None:
                raise NotFound
            return Asked(event, found.form, found.version, None)
        if target is None:
            return None
        about = found.target(target)
        if about is None:
            raise self._not_begun(event, target)
        return Asked(event, found.form, found.version, about)

    def _missing(self, event: Event, code: str) -> Exception:
        with self.keeper.reading() as tx:
            closed = {f.code: f for f in list_forms(tx, event) if not f.is_open and (not f.is_named or self.forms)}
        if code in closed and (not self.forms or code in self.forms):
            return UserError(
                _("“{form}” is closed. Ask the organisers to open it again.").format(form=closed[code].label)
            )
        return NotFound()

    def _not_begun(self, event: Event, target: str) -> Exception:
        with self.keeper.reading() as tx:
            programme = tx.recall(("open programme", event.id), lambda: read_programme(tx, event))
        ids = {s.id for s in programme.sessions} | {slot.id for s in programme.sessions for slot in s.slots}
        if target in ids:
            return UserError(_("This session has not begun yet. Come back when it has."))
        return NotFound()

    def find_slip(self, text: str) -> tuple[Asked, str, bool]:
        """What a slip opens, the slip in its one spelling, and whether it was used. Raises ``UserError``."""
        slip = clean_slip(text[:_LONGEST_SLIP])
        with self.at_event() as (tx, event):
            batch = read_slip(tx, slip)
            used = batch is not None and is_used(tx, slip)
            forms = read_open_forms(tx, event, self.forms)
        if batch is None or batch.event != event.id:
            raise UserError(_("This is no slip of this event. Check the code, or ask the organisers for another slip."))
        found = next((form for form in forms if form.form.id == batch.form), None)
        if found is None:
            raise UserError(_("The form of this slip is closed. Ask the organisers to open it again."))
        about = found.target(batch.session or "")
        return Asked(event, found.form, found.version, about, slip=slip, slip_target=batch.session), slip, used


def make_site(
    database: Database,
    *,
    event: str,
    forms: Collection[str] = (),
    limits: Limits | None = None,
    keeper: Keeper | None = None,
) -> Flask:
    """The pages of one event, by its code; ``forms`` are codes where not all open ones are offered.

    Answers are kept by ``keeper`` where one is given (and started), else each in a block of its own.
    """
    site = Site(keeper or Keeper(database), event, frozenset(forms))
    flask = Flask("o2o_events.web", static_folder=None, template_folder=str(paths.resource("web")))
    flask.config.update(MAX_CONTENT_LENGTH=LARGEST, PROVIDE_AUTOMATIC_OPTIONS=False)
    flask.jinja_env.trim_blocks = flask.jinja_env.lstrip_blocks = True
    flask.jinja_env.globals |= {"asset": _asset_address, "direction": direction}
    stand_guard(flask, limits or Limits(), _tell)
    _add_routes(flask, site)
    answer = flask.wsgi_app

    def answer_in_turn(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with site.keeper.turns.one():
            return answer(environ, start_response)

    flask.wsgi_app = answer_in_turn  # type: ignore[method-assign]  # Flask's own way to wrap a site
    return flask


def _add_routes(flask: Flask, site: Site) -> None:
    flask.add_url_rule("/", "index", lambda: _index(site), methods=["GET"])
    flask.add_url_rule("/<any('form.css', 'form.js'):name>", "asset", _asset, methods=["GET"])

    def form(code: str, target: str | None = None) -> Response:
        return _form(site, code, target)

    for rule in ("/f/<code>", "/f/<code>/<target>"):
        flask.add_url_rule(rule, "form", form, methods=["GET", "POST"])
    flask.add_url_rule("/s", "slip_entry", lambda: _slip_entry(site), methods=["GET"])
    flask.add_url_rule("/s/<slip>", "slip", lambda slip: _slip(site, slip), methods=["GET", "POST"])


def _index(site: Site) -> Response:
    event, forms = site.open_forms()
    only = forms[0] if len(forms) == 1 else None
    if only is not None and only.form.scope == "event" and not only.form.needs_slip:
        return _redirect(url_for("form", code=only.form.code, lang=request.args.get("lang")))
    language = _page_language()
    with speaking(language):
        return _page(
            "list.html", language, title=page_words()["forms"], event=event,
            rows=[_row(form, language, event) for form in forms],
            switch=_language_links(),
        )  # fmt: skip


def _row(form: OpenForm, language: str, event: Event) -> dict[str, Any]:
    """A form of the list: one link, or one for each session."""
    if form.form.needs_slip:
        links = [{"href": url_for("slip_entry", lang=language), "text": page_words()["slip_title"]}]
    elif form.form.scope == "event":
        address = url_for("form", code=form.form.code, lang=_given_language())
        links = [{"href": address, "text": page_words()["whole_event"]}]
    else:
        links = [_target_link(form, target, language, event) for target in form.targets]
    return {"title": text_in(form.version.content.title, language), "links": links}


def _target_link(form: OpenForm, target: Target, language: str, event: Event) -> dict[str, Any]:
    return {
        "href": url_for("form", code=form.form.code, target=target.id, lang=_given_language()),
        "text": text_in(target.title, language),
        "of": text_in(target.of, language),
        "time": f"{event.local(target.starts_at):%H:%M}",
        "is_on": target.is_on,
    }


def _form(site: Site, code: str, target: str | None) -> Response:
    with speaking(_page_language()):
        asked = site.find(code, target)
    if asked is None:
        return _redirect(url_for("index", lang=_given_language()))
    if asked.form.needs_slip:
        return _redirect(url_for("slip_entry", lang=_given_language()))
    return _ask(site, asked)


def _slip(site: Site, slip: str) -> Response:
    with speaking(_page_language()):
        asked, spelled, used = site.find_slip(slip)
        if used and request.method == "GET":
            raise UserError(_("This slip was used already: each answers once. Thank you for your answer."))
    if slip != spelled and request.method == "GET":
        return _redirect(url_for("slip", slip=spelled, lang=_given_language()))
    return _ask(site, asked)


def _slip_entry(site: Site) -> Response:
    if slip := clean_slip(request.args.get("slip", "")[:_LONGEST_SLIP]):
        return _redirect(url_for("slip", slip=slip, lang=_given_language()))
    language = _page_language()
    with site.at_event() as (_tx, event), speaking(language):
        title = page_words()["slip_title"]
        return _page("slip.html", language, title=title, event=event, switch=_language_links())


def _ask(site: Site, asked: Asked) -> Response:
    """The form, or what became of it once it was sent."""
    accept = request.headers.get("Accept-Language", "")
    if request.method != "POST":
        language = choose_language(asked.version.content.languages, request.args.get("lang"), accept)
        return _form_page(asked, open_page(asked, language))
    posted = read_posted(request)
    chosen = posted.switch_to or posted.shown_in
    language = choose_language(asked.version.content.languages, chosen, accept)
    with speaking(words_language(language)):
        filled = fill(site.keeper, asked, posted, language)
    return _thanks_page(asked, filled) if filled.is_kept else _form_page(asked, filled)


def _form_page(asked: Asked, filled: Filled) -> Response:
    content, language = filled.version.content, filled.language
    with speaking(words_language(language)):
        summary = count_problems(len(filled.problems)) if filled.problems else ""
        return _page(
            "form.html", language, status=422 if filled.is_refused else 200,
            title=text_in(content.title, language), event=asked.event, asked=asked, filled=filled,
            introduction=text_in(content.introduction, language),
            promise=promise_words(asked.form, is_phone=True), summary=summary,
            about=_about(asked, language), questions=filled.shown(),
            switch=[(tag, own_name(tag), "") for tag in in_usual_order(content.languages)],
        )  # fmt: skip


def _about(asked: Asked, language: str) -> dict[str, str]:
    """The session or slot that is asked about."""
    target = asked.target
    if target is None:
        return {}
    time = f"{asked.event.local(target.starts_at):%H:%M}"
    return {"title": text_in(target.title, language), "of": text_in(target.of, language), "time": time}


def _thanks_page(asked: Asked, filled: Filled) -> Response:
    content, language = filled.version.content, filled.language
    with speaking(words_language(language)):
        return _page(
            "thanks.html", language, title=text_in(content.title, language), event=asked.event, filled=filled,
            thanks=text_in(content.thanks, language) or page_words()["thanks"], switch=[],
            again=None if asked.slip else f"{request.path}?lang={language}", home=f"{url_for('index')}?lang={language}",
        )  # fmt: skip


def _page(template: str, language: str, *, status: int = 200, **values: Any) -> Response:
    """A page in the present language of words and the given one of its content."""
    text = render_template(template, lang=language, w=page_words(), script=script_words(), **values)
    return Response(text, status, content_type="text/html; charset=utf-8")


def _tell(status: int, sentence: str) -> Response:
    """A plain page that says one thing; without a sentence, what is said of such a status."""
    language = _page_language()
    with speaking(language):
        title, words = (page_words()["forms"], sentence) if sentence else error_words(status)
        return _page("told.html", language, status=status, title=title, sentence=words, event=None, switch=[])


def _page_language() -> str:
    """The language of a page that is no form's."""
    return choose_language(tuple(LANGUAGES), request.args.get("lang"), request.headers.get("Accept-Language", ""))


def _language_links() -> list[tuple[str, str, str]]:
    """The switch of a page that is no form's: language, its own name, and where it leads."""
    return [(tag, name, f"?lang={tag}") for tag, name in LANGUAGES.items()]


def _given_language() -> str | None:
    """The language that was chosen by hand, to be carried along in links."""
    chosen = request.args.get("lang", "")
    return chosen if chosen in LANGUAGES else None


def _redirect(address: str) -> Response:
    return Response(status=303, headers={"Location": address})


@lru_cache
def _asset_content(name: str) -> bytes:
    return paths.resource("web", name).read_bytes()


def _asset_address(name: str) -> str:
    """The address of a file of ours; another one whenever its content is another."""
    return f"/{name}?{sha256(_asset_content(name)).hexdigest()[:12]}"


def _asset(name: str) -> Response:
    response = Response(_asset_content(name), content_type=f"{ASSETS[name]}; charset=utf-8")
    response.headers["Cache-Control"] = "max-age=86400"
    return response
