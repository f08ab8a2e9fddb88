"""Adding, changing, finding and listing records of any register; one way of doing it for all of them."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from o2o_events.db.transaction import Tx
from o2o_events.errors import UserError
from o2o_events.i18n import _
from o2o_events.ids import new_id
from o2o_events.registers.events import list_events
from o2o_events.registers.register import E, Names, Register
from o2o_events.registers.register_values import check_required, read_values
from o2o_events.text import fold

_EXACT = frozenset({"record", "event", "date", "economy"})
"""Kinds of fields that are the same only where they are stored the same."""
_SPACE = uuid.UUID("2b6f3a0e-5a64-4a8e-9d50-0c1f6f0f2015")


def read_names(tx: Tx, register: Register[Any]) -> Names:
    """What the links of a register's records lead to."""
    events = {event.id: event for event in list_events(tx)} if register.has_events else {}
    return Names(
        events,
        {
            target.name: {entry.id: target.label(entry) for entry in list_entries(tx, target)}
            for target in register.targets
        },
    )


def list_entries(tx: Tx, register: Register[E], names: Names | None = None) -> list[E]:
    """All records, in the register's order; what belongs to a record that was taken out went with it."""
    names = read_names(tx, register) if names is None else names
    rows = tx.scalars(select(register.row).where(~register.row.deleted))
    found = [entry for row in rows if _has_its_owner(register, entry := from_row(register, row), names)]
    return sorted(found, key=lambda entry: (register.sort(entry, names), entry.id))


def _has_its_owner(register: Register[E], entry: E, names: Names) -> bool:
    owners = (field for field in register.fields if field.target is not None and field.is_required)
    return all(getattr(entry, f.name) in names.records.get(f.target.name, {}) for f in owners if f.target)


def from_row(register: Register[E], row: Any) -> E:
    values = {field.name: getattr(row, field.name) for field in register.fields}
    values |= {f.name: tuple(values[f.name] or ()) for f in register.fields if f.kind == "events"}
    return register.make(row.id, values)


def label_of(register: Register[E], entry: E, names: Names) -> str:
    """What a record is called in the present language."""
    from o2o_events.registers.register_columns import RegisterColumn, cell_of

    if label := register.label(entry):
        return label
    cells = (cell_of(entry, RegisterColumn(register.field_named(name)), names) for name in register.keys[0])
    return " · ".join(filter(None, cells))


def find_row(tx: Tx, register: Register[Any], record: str) -> Any:
    """The row with this id. Raises ``UserError`` where there is none."""
    row = tx.get(register.row, record)
    if row is None or row.deleted:
        raise UserError(_("This is no longer in the register. Look at the list again."))
    return row


def get_entry(tx: Tx, register: Register[E], text: str) -> E:
    """The record that somebody means: by its id, or by what it is called. Raises ``UserError`` if not one."""
    names = read_names(tx, register)
    entries = list_entries(tx, register, names)
    found = find_entries(register, entries, text, names)
    if len(found) == 1:
        return found[0]
    if found:
        raise UserError(
            _("“{text}” fits several: {found}. Give the id of one; “{command} list” shows it.").format(
                text=text,
                found="; ".join(label_of(register, entry, names) for entry in found[:5]),
                command=register.name,
            )
        )
    raise UserError(
        _("There is no “{text}” among: {register}. “{command} list” shows what there is.").format(
            text=text, register=register.title(), command=register.name
        )
    )


def find_entries(register: Register[E], entries: Iterable[E], text: str, names: Names) -> list[E]:
    """The records that a text may mean: the one with this id, else those that are called so."""
    everything = list(entries)
    key = fold(text.strip())
    if by_id := [entry for entry in everything if entry.id == text.strip()]:
        return by_id
    return [entry for entry in everything if key and key in _called(register, entry, names)]


def _called(register: Register[E], entry: E, names: Names) -> set[str]:
    known = register.known_as(entry) if register.known_as else [label_of(register, entry, names)]
    return {fold(text) for text in known if text}


def add_entry(tx: Tx, register: Register[E], values: Mapping[str, Any]) -> E:
    """Adds a record. Text given as ``str`` is in the present language. Raises ``UserError`` where it cannot be."""
    empty = register.values(register.empty_entry())
    read = empty | read_values(register, empty, values)
    check_values(tx, register, read)
    row = register.row(id=_id_for(register, read), **_kept(register, read))
    known = tx.get(register.row, row.id)
    if known is not None and not known.deleted:
        row.id = new_id()
    elif known is not None:  # it was taken out before: it comes back as it is stated now
        known.deleted = False
        _write(register, known, read)
        tx.flush()
        return from_row(register, known)
    tx.add(row)
    tx.flush()
    return from_row(register, row)


def _id_for(register: Register[Any], values: Mapping[str, Any]) -> str:
    """Made from what it is about where two desks that enter the same thing mean one record."""
    if not register.same_id:
        return new_id()
    return str(uuid.uuid5(_SPACE, "\n".join([register.name, *(str(values[name]) for name in register.keys[0])])))


def edit_entry(tx: Tx, register: Register[E], record: str, changes: Mapping[str, Any]) -> E:
    """Changes the named fields of a record; no others."""
    row = find_row(tx, register, record)
    before = register.values(from_row(register, row))
    read = read_values(register, before, changes)
    check_values(tx, register, before | read, record=record, changed=frozenset(read))
    _write(register, row, read)
    tx.flush()
    return from_row(register, row)


def remove_entry(tx: Tx, register: Register[Any], record: str) -> None:
    """Takes a record out of its register; ``revive_entry`` puts it back as it was."""
    find_row(tx, register, record).deleted = True
    tx.flush()


def revive_entry(tx: Tx, register: Register[E], record: str) -> E:
    row = tx.get(register.row, record)
    if row is None:
        raise UserError(_("This is no longer in the register. Look at the list again."))
    row.deleted = False
    tx.flush()
    return from_row(register, row)


def check_values(
    tx: Tx,
    register: Register[Any],
    values: Mapping[str, Any],
    *,
    record: str = "",
    changed: frozenset[str] | None = None,
) -> None:
    """Raises ``UserError`` where the values of a record together cannot be kept.

    ``changed`` are the fields that are new in it: links that stood there before are not asked for again.
    """
    check_required(register, values)
    _check_links(tx, register, values, changed)
    register.check(tx, values)
    if register.is_unique and (changed is None or changed & set(register.keys[0])):
        _check_unique(tx, register, values, record)


def _check_links(tx: Tx, register: Register[Any], values: Mapping[str, Any], changed: frozenset[str] | None) -> None:
    events = {event.id for event in list_events(tx)} if register.has_events else set()
    for field in register.fields:
        if changed is not None and field.name not in changed:
            continue
        value = values[field.name]
        if field.kind in ("event", "events"):
            stated = {value} if field.kind == "event" else set(value)
            if stated - events - {None, ""}:
                raise UserError(_("There is no such event. Choose one of the project's."))
        elif field.target is not None and value:
            find_row(tx, field.target, value)


def _check_unique(tx: Tx, register: Register[Any], values: Mapping[str, Any], record: str) -> None:
    key = key_of(values, register.keys[0])
    if not any(key):
        return
    like = select(register.row).where(~register.row.deleted, register.row.id != record)
    for name in register.keys[0]:
        if register.field_named(name).kind in _EXACT:
            like = like.where(getattr(register.row, name) == values[name])
    for row in tx.scalars(like):
        entry = from_row(register, row)
        if key_of(register.values(entry), register.keys[0]) == key:
            raise UserError(
                _("“{label}” is there already. Change that one instead of adding another.").format(
                    label=label_of(register, entry, read_names(tx, register))
                )
            )


def key_of(values: Mapping[str, Any], names: Sequence[str]) -> tuple[str, ...]:
    """What a record is known by, for comparing."""
    return tuple(_folded(values.get(name)) for name in names)


def _folded(value: Any) -> str:
    if isinstance(value, Mapping):
        return fold("\n".join(text for _tag, text in sorted(value.items())))
    return "" if value is None else fold(str(value))


def _kept(register: Register[Any], values: Mapping[str, Any]) -> dict[str, Any]:
    lists = {field.name for field in register.fields if field.kind == "events"}
    return {name: list(value) if name in lists else value for name, value in values.items()}


def _write(register: Register[Any], row: Any, values: Mapping[str, Any]) -> None:
    for name, value in _kept(register, values).items():
        if getattr(row, name) != value:
            setattr(row, name, value)
