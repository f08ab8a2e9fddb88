"""T1: participation by economy and gender; the same of those registered, of no-shows, and of unique persons."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from o2o_events.i18n import _
from o2o_events.indicators.attendees import Attendee
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.values import Column, Row, Table
from o2o_events.indicators.words import GENDERS, gender_of, gender_word
from o2o_events.registers.economies import BY_CODE, ECONOMIES

_OBSERVERS: Final = ("ASEAN", "PECC", "PIF")
_GROUPS: Final = {"ABAC": "ABAC", "APECSEC": "APECSEC"} | dict.fromkeys(_OBSERVERS, "observers")
NOT_STATED: Final = "economy_not_stated"
TOTAL: Final = "total"


def economy_row(economy: str | None) -> str:
    """The key of the row that somebody of an economy or affiliation is counted in."""
    if economy is None or economy not in BY_CODE:
        return NOT_STATED
    return economy if BY_CODE[economy].is_member else _GROUPS.get(economy, "guests")


def row_names() -> dict[str, str]:
    """Key -> name of the rows that are always there: the 21 in APEC's order, then the affiliations."""
    names = {economy.code: economy.name for economy in ECONOMIES if economy.is_member}
    return names | {
        "ABAC": BY_CODE["ABAC"].name,
        "APECSEC": BY_CODE["APECSEC"].name,
        "observers": _("Observers"),
        "guests": _("Guests and non-members"),
    }


def gender_columns() -> list[Column]:
    return [Column(gender, gender_word(gender), "count") for gender in GENDERS]


def columns() -> tuple[Column, ...]:
    return (
        Column("economy", _("Economy")),
        *gender_columns(),
        Column("total", _("Total"), "count"),
        Column("funded", _("Of which travel-eligible funded"), "count"),
    )


def is_funded(attendee: Attendee) -> bool:
    """Whether somebody of a travel-eligible economy was funded."""
    economy = BY_CODE.get(attendee.economy or "")
    return attendee.is_funded and economy is not None and economy.is_travel_eligible


Extra = Sequence[tuple[str, Callable[[Attendee], bool]]]
"""Further columns: their keys, and who is counted in them."""


def figures_row(key: str, name: str, people: Sequence[Attendee], *, extra: Extra = (), is_total: bool = False) -> Row:
    """How many of some people there are by gender, all together, funded, and in further columns."""
    by_column: dict[str, list[str]] = {column: [] for column in (*GENDERS, "funded")}
    everybody = []
    for attendee in people:
        ref = attendee.ref
        everybody.append(ref)
        by_column[gender_of(attendee.gender)].append(ref)
        if is_funded(attendee):
            by_column["funded"].append(ref)
    for column, fits in extra:
        by_column[column] = [a.ref for a in people if fits(a)]
    counts = [len(by_column[gender]) for gender in GENDERS]
    more = [len(by_column[column]) for column, _fits in extra]
    behind = {column: tuple(refs) for column, refs in by_column.items()}
    cells = (name, *counts, len(people), len(by_column["funded"]), *more)
    return Row(key, cells, tuple(everybody), is_total, behind)


def by_economy(people: Sequence[Attendee], *, extra: Extra = ()) -> tuple[Row, ...]:
    """All 21 with zeros in APEC's order, the affiliations, those who state none if there are any, and the total."""
    names = row_names()
    groups: dict[str, list[Attendee]] = {key: [] for key in names}
    for attendee in people:
        groups.setdefault(economy_row(attendee.economy), []).append(attendee)
    names[NOT_STATED] = _("Economy not stated")
    rows = [figures_row(key, names[key], own, extra=extra) for key, own in groups.items()]
    return (*rows, figures_row(TOTAL, _("Total"), people, extra=extra, is_total=True))


def build(reading: Reading) -> Table:
    """Who came. For the project attendances, summed over the events."""
    people = [a for a in reading.all_participants() if a.came]
    words = [_three_figures(reading)]
    if reading.is_project:
        words.append(
            _("Attendances, summed over the events: {n}. Unique persons, each counted once: {persons}.").format(
                n=len(people), persons=len(reading.grouped(people))
            )
        )
    title = _("Participation by economy and gender")
    return Table("T1", title, columns(), by_economy(people), tuple(words) + notes_of(reading, people))


def build_unique(reading: Reading) -> Table:
    """Who came, each person once, however many events they came to."""
    people = reading.merged(a for a in reading.all_participants() if a.came)
    words = _("Each person once, however many events they came to; certain doubles of one person count as one.")
    title = _("Unique participants by economy and gender")
    return Table("T1-unique", title, columns(), by_economy(people), (words, *notes_of(reading, people)))


def build_registered(reading: Reading) -> Table:
    """Who was registered or confirmed, whether they came or not."""
    people = [a for a in reading.all_participants() if a.is_expected]
    title = _("Registered, by economy and gender")
    return Table("T1-registered", title, columns(), by_economy(people), _with_figures(reading, people))


def build_no_shows(reading: Reading) -> Table:
    """Who was registered or confirmed, and did not come."""
    people = [a for a in reading.all_participants() if a.is_no_show]
    title = _("No-shows, by economy and gender")
    return Table("T1-no-show", title, columns(), by_economy(people), _with_figures(reading, people))


def _with_figures(reading: Reading, people: Iterable[Attendee]) -> tuple[str, ...]:
    return (_three_figures(reading), *notes_of(reading, people))


def _three_figures(reading: Reading) -> str:
    people = reading.all_participants()
    return _("Registered or confirmed: {registered}. Checked in: {came}. No-shows: {absent}.").format(
        registered=sum(a.is_expected for a in people),
        came=sum(a.came for a in people),
        absent=sum(a.is_no_show for a in people),
    )


def notes_of(reading: Reading, people: Iterable[Attendee]) -> tuple[str, ...]:
    """What stands under every table by economy: who counts, what the rows and the last column hold."""
    people = list(people)
    words = [
        reading.rule_words,
        checked_in_words(reading),
        _("Gender is what people stated themselves. Funded are those marked so who are of a travel-eligible economy."),
    ]
    observers = [(BY_CODE[code].name, sum(a.economy == code for a in people)) for code in _OBSERVERS]
    if any(count for _name, count in observers):
        listed = "; ".join(f"{name} {count}" for name, count in observers if count)
        words.append(_("Observers: {listed}.").format(listed=listed))
    unknown = sum(a.person is None for a in people)
    if unknown:
        words.append(
            _("{n} of them are registered at a desk that this file has not met; merge its file to know them.").format(
                n=unknown
            )
        )
    return tuple(words)


def checked_in_words(reading: Reading) -> str:
    """What it is to be checked in."""
    names = ", ".join(reading.options.entrances)
    return _(
        "Somebody is checked in who has an accepted entry at {names} that was not undone; each counts once an event,"
        " however many days."
    ).format(names=names)
