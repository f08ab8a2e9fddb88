"""The project's forms: making, changing and finding them, and the versions of what they ask."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select

from o2o_events.db.columns import LocalizedText
from o2o_events.db.models import FactRow, FormRow, FormVersionRow
from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.feedback.content_rules import check_content
from o2o_events.feedback.questions import FormContent
from o2o_events.feedback.stored import from_stored, to_stored
from o2o_events.i18n import _, language
from o2o_events.ids import new_id
from o2o_events.registers.events import Event
from o2o_events.text import clean

SCOPES: Final = ("event", "session", "slot")
PHASES: Final = ("during", "before", "after", "interview")
LAYOUTS: Final = ("page", "pages")
FEEDS: Final = ("", "barrier")
_CODE: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_CHANGEABLE: Final = frozenset(
    {"name", "scope", "phase", "is_named", "is_open", "events", "needs_slip", "asks_badge", "layout", "feeds"}
)


@dataclass(frozen=True)
class Form:
    """A form of the project; ``events`` are ids of those that use it, None for all."""

    id: str
    code: str
    name: LocalizedText
    scope: str
    phase: str
    is_named: bool
    is_open: bool
    events: tuple[str, ...] | None
    needs_slip: bool
    asks_badge: bool
    layout: str
    feeds: str

    @property
    def label(self) -> str:
        """Its name in the present language."""
        return self.name.get(language()) or self.name.get("en") or next(iter(self.name.values()), self.code)

    def is_used_at(self, event: str) -> bool:
        return self.events is None or event in self.events


@dataclass(frozen=True)
class FormVersion:
    """What a form asks since a certain version."""

    id: str
    form: str
    number: int
    content: FormContent


def add_form(
    tx: Tx,
    *,
    code: str,
    name: LocalizedText,
    content: FormContent,
    scope: str = "event",
    phase: str = "during",
    is_named: bool = False,
    events: list[str] | None = None,
    needs_slip: bool = False,
    asks_badge: bool = False,
    layout: str = "page",
    feeds: str = "",
) -> Form:
    """Adds a form with its first version. Raises ``UserError`` where a value cannot be."""
    code = clean(code).lower()
    if not _CODE.fullmatch(code):
        raise UserError(
            _("A form needs a short code of letters, digits, - and _, such as “evaluation”. “{code}” is none.").format(
                code=code
            )
        )
    if tx.scalar(select(FormRow.id).where(~FormRow.deleted, FormRow.code == code)):
        raise UserError(_("There is a form “{code}” already. Choose another code.").format(code=code))
    check_content(content)
    row = FormRow(
        id=new_id(),
        code=code,
        name=name,
        scope=scope,
        phase=phase,
        is_named=is_named,
        is_open=True,
        events=events,
        needs_slip=needs_slip,
        asks_badge=asks_badge,
        layout=layout,
        feeds=feeds,
    )
    _check(row)
    tx.add(row)
    tx.flush()
    tx.add(FormVersionRow(id=new_id(), form=row.id, number=1, content=to_stored(content)))
    tx.flush()
    return _from_row(row)


def edit_form(tx: Tx, *, form: str, changes: Mapping[str, object]) -> Form:
    """Changes what a form is for. What it promises about names stands once it has answers.

    Raises ``UserError`` where a value cannot be, or would break that promise.
    """
    row = _row(tx, form)
    strange = sorted(changes.keys() - _CHANGEABLE)
    if strange:
        raise TypeError(f"a form has no {strange[0]} to change")
    if "is_named" in changes and changes["is_named"] != row.is_named and has_answers(tx, form=form):
        raise UserError(
            _("“{form}” has answers that were given under its present promise about names. Make a new form.").format(
                form=row.code
            )
        )
    if row.deleted:
        row.deleted, row.is_open = False, False
    for key, value in changes.items():
        setattr(row, key, value)
    _check(row)
    tx.flush()
    return _from_row(row)


def edit_content(tx: Tx, *, form: str, content: FormContent) -> FormVersion:
    """Changes what a form asks: a new version is made, and those before stay as they are.

    Sheets may be printed of them, phones have them open, and other desks answers to them that have not arrived here.
    Raises ``UserError`` where the content cannot be asked.
    """
    check_content(content)
    latest = _latest(tx, form)
    stored = to_stored(content)
    if latest.content == stored:
        return _version(latest)
    added = FormVersionRow(id=new_id(), form=form, number=latest.number + 1, content=stored)
    tx.add(added)
    tx.flush()
    return _version(added)


def remove_form(tx: Tx, *, form: str) -> None:
    """Takes a form away. Raises ``UserError`` where it has answers: those are nobody's to throw away."""
    row = _row(tx, form)
    if has_answers(tx, form=form):
        raise UserError(_("“{form}” has answers. Close it instead of removing it.").format(form=row.code))
    row.deleted = True
    tx.flush()


def list_forms(tx: Tx, event: Event | None = None) -> list[Form]:
    """The forms by name, those of one event where it is given.

    One that was removed while another desk had answers to it is there, closed: answers are nobody's to throw away.
    """
    rows = [row for row in tx.scalars(select(FormRow)) if not row.deleted or has_answers(tx, form=row.id)]
    forms = [form for form in map(_from_row, rows) if event is None or form.is_used_at(event.id)]
    return sorted(forms, key=lambda form: (form.label.casefold(), form.code))


def get_form(tx: Tx, ref: str) -> Form:
    """The form with this code or id. Raises ``UserError`` with the codes there are."""
    wanted = clean(ref).lower()
    forms = list_forms(tx)
    for form in forms:
        if wanted in (form.code, form.id):
            return form
    if not forms:
        raise UserError(
            _("There is no form yet. Bring one in with “feedback form import”."),
            in_window=_("There is no form yet. Add one on the page “Feedback” first."),
        )
    codes = ", ".join(form.code for form in forms)
    raise UserError(_("There is no form “{form}”. Choose one of: {codes}.").format(form=ref, codes=codes))


def current_version(tx: Tx, form: str) -> FormVersion:
    """What a form asks now."""
    return _version(_latest(tx, form))


def read_version(tx: Tx, version: str) -> FormVersion:
    """A version of a form. Raises ``UserError`` where it is not in this file."""
    row = tx.get(FormVersionRow, version)
    if row is None or row.deleted:
        raise UserError(_("This version of the form is not on this computer. Bring the desks together first."))
    return _version(row)


def list_versions(tx: Tx, form: str) -> list[FormVersion]:
    """All versions of a form, the oldest first."""
    return [_version(row) for row in tx.scalars(_versions(form))]


def has_answers(tx: Tx, *, form: str) -> bool:
    """Whether anybody answered any version of the form."""
    return any(count_answers(tx, version=row.id) for row in tx.scalars(_versions(form)))


def count_answers(tx: Tx, *, version: str) -> int:
    """How many answers a version was given, those taken out among them."""
    of_version = (FactRow.kind == "answer", FactRow.refers == version)
    return tx.scalar(select(func.count()).select_from(FactRow).where(*of_version)) or 0


def _versions(form: str) -> Any:
    of_form = (FormVersionRow.form == form, ~FormVersionRow.deleted)
    return select(FormVersionRow).where(*of_form).order_by(FormVersionRow.number, FormVersionRow.id)


def _latest(tx: Tx, form: str) -> FormVersionRow:
    row: FormVersionRow = tx.scalars(_versions(form)).all()[-1]
    return row


def _row(tx: Tx, form: str) -> FormRow:
    row = tx.get(FormRow, form)
    if row is None or (row.deleted and not has_answers(tx, form=form)):
        raise UserError(_("This form was removed. Choose another."))
    return row


def _check(row: FormRow) -> None:
    row.name = {tag: clean(text) for tag, text in row.name.items() if clean(text)}
    if not row.name:
        raise UserError(_("A form needs a name. Type one, such as “Evaluation”."))
    for value, allowed in (
        (row.scope, SCOPES),
        (row.phase, PHASES),
        (row.layout, LAYOUTS),
        (row.feeds, FEEDS),
    ):
        if value not in allowed:
            raise UserError(_("“{value}” cannot be. Choose one of: {all}.").format(value=value, all=", ".join(allowed)))
    if row.is_named and row.needs_slip:
        raise UserError(_("A slip hides who answers, so a form with names has none. Choose one of the two."))


def _from_row(row: FormRow) -> Form:
    return Form(
        row.id,
        row.code,
        row.name,
        row.scope,
        row.phase,
        row.is_named,
        row.is_open and not row.deleted,
        None if row.events is None else tuple(row.events),
        row.needs_slip,
        row.asks_badge,
        row.layout,
        row.feeds,
    )


def _version(row: FormVersionRow) -> FormVersion:
    return FormVersion(row.id, row.form, row.number, from_stored(row.content))
