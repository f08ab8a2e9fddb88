"""Indicators 11, 12, 14 and 15: hot products, the Guidebook's accesses, barriers, recommendations."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from o2o_events.i18n import _
from o2o_events.indicators import definitions
from o2o_events.indicators.judging import counted, figure
from o2o_events.indicators.reading import Reading
from o2o_events.indicators.values import Indicator, Row
from o2o_events.registers import barriers as barrier_register
from o2o_events.registers.economies import BY_CODE, ECONOMIES, economy_name
from o2o_events.registers.outputs import Output, list_outputs, list_readings
from o2o_events.registers.products import list_products
from o2o_events.registers.recommendations import endorsing_economies, list_recommendations, stages


def products(reading: Reading) -> list[Indicator]:
    """11: so many of each economy; more of one do not make up for too few of another."""
    per_economy = definitions.target_of(definitions.PRODUCTS, reading.options)
    members = sum(economy.is_member for economy in ECONOMIES)
    economies = members
    if reading.options.products_of == "contributing":
        economies = int(definitions.target_of(definitions.CONTRIBUTING, reading.options))
    every = [p for p in list_products(reading.tx) if p.economy in BY_CODE and BY_CODE[p.economy].is_member]
    counts = Counter(product.economy for product in every)
    towards = sorted((min(count, per_economy) for count in counts.values()), reverse=True)[:economies]
    full = sum(count >= per_economy for count in counts.values())
    words = (
        definitions.products_words(reading.options, economies)
        + " "
        + _("Economies that have theirs: {full} of {n}. More of one economy do not make up for another.").format(
            full=full, n=economies
        )
    )
    return [
        counted(
            definitions.PRODUCTS, len(every), per_economy * economies,
            target=_("{each} × {economies}").format(each=figure(per_economy), economies=economies),
            reached_for_share=sum(towards),
            is_met=full >= economies,
            source=_("Product register, by economy"),
            note=words,
            headings=(_("Economy"), _("Product"), _("Company")),
            listing=lambda: tuple(
                Row(f"product:{p.id}", (economy_name(p.economy), p.label, p.company), (f"product:{p.id}",))
                for p in every
            ),
        )
    ]  # fmt: skip


def accesses(reading: Reading) -> list[Indicator]:
    """12: the last reading of the web counter within half a year of publication."""
    rows: list[Row] = []
    total = 0
    words = []
    guides = [o for o in list_outputs(reading.tx) if o.kind == "guidebook" and o.published_on is not None]
    for guide in guides:
        until = half_a_year_after(guide)
        own = [r for r in list_readings(reading.tx, guide.id) if guide.published_on and r.read_on >= guide.published_on]
        within = [r for r in own if r.read_on <= until]
        if within:
            total += within[-1].accesses
            words.append(
                _("{title}: {n} on {day}, the last reading up to {until}.").format(
                    title=guide.label,
                    n=within[-1].accesses,
                    day=within[-1].read_on.isoformat(),
                    until=until.isoformat(),
                )
            )
        else:
            words.append(_("{title}: no reading up to {until} yet.").format(title=guide.label, until=until.isoformat()))
        rows += [
            Row(
                f"reading:{r.id}",
                (guide.label, r.read_on.isoformat(), r.accesses, r.source, _("yes") if r in within[-1:] else ""),
                (f"reading:{r.id}",),
            )
            for r in own
        ]
    return [
        counted(
            definitions.ACCESSES, total, definitions.target_of(definitions.ACCESSES, reading.options),
            source=_("Dated readings of the web counter"),
            note=" ".join(words) or _("The Guidebook is not published yet."),
            headings=(_("Output"), _("Read on"), _("Accesses so far"), _("Source"), _("Counts")),
            listing=lambda: tuple(rows),
        )
    ]  # fmt: skip


def half_a_year_after(output: Output) -> date:
    """The same day of the month six months later, or the last of that month."""
    assert output.published_on is not None, "only what is published is asked"
    month = output.published_on.month - 1 + definitions.HALF_A_YEAR
    year, month = output.published_on.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(output.published_on.day, last))


def barriers(reading: Reading) -> list[Indicator]:
    """14: those identified at the first event of the project, or at the one reported on."""
    events = reading.every_event
    event = reading.event or (events[0] if events else None)
    every = barrier_register.list_barriers(reading.tx)
    own = [barrier for barrier in every if event is not None and barrier.event == event.id]
    categories, levels = barrier_register.categories(), barrier_register.levels()
    by_source = Counter(barrier.source for barrier in own)
    words = _("Identified at {event}: from feedback {feedback}, by the rapporteur {rapporteur}.").format(
        event="–" if event is None else event.label,
        feedback=by_source["feedback"],
        rapporteur=by_source["rapporteur"],
    )
    if reading.is_project:  # an event's own file holds no others
        words += " " + _("In the whole register: {n}.").format(n=len(every))
    return [
        counted(
            definitions.BARRIERS, len(own), None,
            source=_("Barrier register"),
            note=words,
            headings=(_("Barrier"), _("Category"), _("Level"), _("Economy")),
            listing=lambda: tuple(
                Row(
                    f"barrier:{b.id}",
                    (b.label, categories.get(b.category, b.category), levels.get(b.level, b.level),
                     economy_name(b.economy)),
                    (f"barrier:{b.id}",),
                )
                for b in own
            ),
        )
    ]  # fmt: skip


def recommendations(reading: Reading) -> list[Indicator]:
    """15: of those drafted, how many are final and endorsed."""
    event = reading.event
    drafted = [r for r in list_recommendations(reading.tx) if event is None or r.drafted_at == event.id]
    endorsed = endorsing_economies(reading.tx)
    done = [r for r in drafted if r.stage == "final" and endorsed.get(r.id)]
    by_stage = Counter(r.stage for r in drafted)
    words = _("In the register: {drafted} drafted, {revised} revised, {final} final; endorsed by at least one economy:"
              " {endorsed}. Counted are those that are final and endorsed, of all.").format(
        drafted=by_stage["drafted"], revised=by_stage["revised"], final=by_stage["final"], endorsed=len(done)
    )  # fmt: skip
    names = stages()
    return [
        counted(
            definitions.RECOMMENDATIONS, len(done), _wanted(reading, len(drafted)),
            target=_recommendation_target(reading, len(drafted)),
            source=_("Recommendation register, with endorsements"),
            note=words,
            headings=(_("Recommendation"), _("Stage"), _("Endorsed by")),
            listing=lambda: tuple(
                Row(
                    f"recommendation:{r.id}",
                    (r.label, names.get(r.stage, r.stage), _economies(endorsed.get(r.id, ()))),
                    (f"recommendation:{r.id}",),
                )
                for r in drafted
            ),
        )
    ]  # fmt: skip


def _wanted(reading: Reading, drafted: int) -> int | None:
    """All that were drafted; some at least in the project, none at an event that drafts none."""
    return drafted or (1 if reading.is_project else None)


def _recommendation_target(reading: Reading, drafted: int) -> str:
    if drafted:
        return _("all {n} finalised and endorsed").format(n=drafted)
    return _("finalised and endorsed") if reading.is_project else ""


def _economies(codes: Sequence[str]) -> str:
    """In running text economies are separated by semicolons, as two of them have a comma."""
    return "; ".join(map(economy_name, codes))
