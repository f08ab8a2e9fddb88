"""Registers with everything that a cell of theirs can hold."""

from datetime import date

from o2o_events.db.transaction import Tx
from o2o_events.registers import barriers, fora, outputs, platforms, products, recommendations
from o2o_events.registers.events import Event

LONG = "First line.\n\n-5 is no formula;\n=SUM(A1)"


def fill_registers(tx: Tx, event: Event) -> None:
    """Two records of each register at least, one of them full and one as empty as may be."""
    first = recommendations.add_recommendation(
        tx,
        title={"en": "=Simplify", "vi": "Đơn giản hóa; “thủ tục”", "zh-Hant": "簡化", "ko": "간소화"},
        drafted_at=event,
    )
    second = recommendations.add_recommendation(tx, title="Mutual recognition", number=12)
    for stage, day in (("drafted", 10), ("revised", 20), ("revised", 21), ("final", 30)):
        recommendations.write_text(
            tx,
            recommendation=first.id,
            stage=stage,
            wording={"en": f"{LONG} {stage} {day}", "es": "Año"},
            written_on=date(2016, 7, day),
            note="@note",
        )
    for economy in ("VN", "TW", "AU"):
        recommendations.endorse(
            tx, recommendation=first.id, economy=economy, endorsed_on=date(2016, 9, 5), endorsed_by="Ms Lê"
        )
    barriers.add_barrier(
        tx,
        title={"en": "+Cards refused", "vi": "Thẻ bị từ chối"},
        category="payment",
        level="policy",
        economy="HK",
        event=event,
        description=LONG,
        recommendation=second.id,
        source="feedback",
        source_ref="answer-1",
    )
    barriers.add_barrier(tx, title={"es": "Envíos"}, category="delivery", level="firm")
    platforms.add_platform(
        tx,
        name="eBay",
        economy="US",
        contact="Invented Person",
        contacted_on=date(2016, 1, 5),
        confirmed_on=date(2016, 2, 1),
        attended=(event.id,),
        gave_input_on=date(2016, 3, 17),
        interviewed_before_on=date(2016, 2, 2),
        interviewed_after_on=date(2016, 10, 2),
        note="-",
    )
    platforms.add_platform(tx, name="MercadoLibre", economy="NONMEMBER", economy_note="Argentina")
    products.add_product(
        tx, economy="PE", name={"en": "Alpaca", "es": "Alpaca"}, company="@Sen", o2o_model="+app", description=LONG
    )
    products.add_product(tx, economy="TW", name={"zh-Hant": "茶"})
    guide = outputs.add_output(
        tx,
        kind="guidebook",
        title={"en": "APEC Guidebook on SME O2O", "zh-Hant": "指南"},
        status="published",
        published_on=date(2016, 9, 30),
        link="https://example.org/guidebook",
    )
    outputs.add_output(tx, kind="other", title="Poster")
    outputs.add_reading(tx, output=guide.id, read_on=date(2016, 10, 1), accesses=0, source="Counter")
    outputs.add_reading(tx, output=guide.id, read_on=date(2017, 3, 31), accesses=1240)
    outputs.add_dissemination(
        tx, output=guide.id, body="ABAC", economy="ABAC", sent_on=date(2016, 10, 3), copies=50, note="By post"
    )
    outputs.add_dissemination(tx, output=guide.id, body="Library (illustrative)")
    fora.add_forum(tx, event=event, name="PECC", representatives="Two people", note="=1")
    fora.add_forum(tx, event=event, name="ASEAN Secretariat")
