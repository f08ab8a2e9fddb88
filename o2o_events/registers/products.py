"""Hot products of O2O business: two are wanted of each member economy."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from o2o_events.db.columns import LocalizedText
from o2o_events.db.models import ProductRow
from o2o_events.db.transaction import Tx
from o2o_events.i18n import _, pgettext
from o2o_events.registers.economies import ECONOMIES, position
from o2o_events.registers.practices import in_present_language
from o2o_events.registers.register import Field, Register
from o2o_events.registers.register_records import add_entry, list_entries

PER_ECONOMY = 2


@dataclass(frozen=True)
class Product:
    """A hot product of one member economy."""

    id: str
    economy: str
    name: LocalizedText
    company: str = ""
    o2o_model: str = ""
    description: str = ""

    @property
    def label(self) -> str:
        return in_present_language(self.name)


def _standing(_tx: Any, entries: Sequence[Product]) -> dict[str, str]:
    """Which of its economy's two it is, as the register lists them."""
    seen: Counter[str] = Counter()
    told = {}
    for entry in entries:
        seen[entry.economy] += 1
        told[entry.id] = _("{n} of {wanted}").format(n=seen[entry.economy], wanted=PER_ECONOMY)
    return told


PRODUCTS: Final = Register(
    name="product",
    title=lambda: _("Hot products"),
    one=lambda: _("Hot product"),
    row=ProductRow,
    entry=Product,
    fields=(
        Field(
            "economy",
            lambda: _("Economy"),
            "economy",
            "member economy; 經濟體; nền kinh tế; economía",
            is_required=True,
            is_member=True,
        ),
        Field(
            "name",
            lambda: pgettext("of a product", "Product"),
            "localized",
            "name; title; 產品; sản phẩm; producto; nombre",
            is_required=True,
        ),
        Field("company", lambda: _("Company"), "line", "organisation; firm; 公司; doanh nghiệp; empresa"),
        Field("o2o_model", lambda: _("O2O model"), "line", "model; 模式; mô hình; modelo"),
        Field(
            "description",
            lambda: _("Description"),
            "lines",
            "details; summary; 說明; mô tả; descripción",
            is_listed=False,
        ),
    ),
    keys=(("economy", "name"),),
    sort=lambda entry, _names: (position(entry.economy), entry.label.casefold()),
    label=lambda entry: entry.label,
    known_as=lambda entry: entry.name.values(),
    standing=_standing,
    standing_heading=lambda: _("Of its economy"),
)


def list_products(tx: Tx) -> list[Product]:
    """All products, by economy in APEC's order."""
    return list_entries(tx, PRODUCTS)


def products_by_economy(tx: Tx) -> dict[str, int]:
    """How many products each of the 21 member economies has, zeros among them, in APEC's order."""
    counts = Counter(product.economy for product in list_products(tx))
    return {economy.code: counts[economy.code] for economy in ECONOMIES if economy.is_member}


def add_product(
    tx: Tx,
    *,
    economy: str,
    name: Mapping[str, str] | str,
    company: str = "",
    o2o_model: str = "",
    description: str = "",
) -> Product:
    """Adds a product of a member economy. Text given as ``str`` is in the present language."""
    values = {
        "economy": economy, "name": name, "company": company, "o2o_model": o2o_model, "description": description
    }  # fmt: skip
    return add_entry(tx, PRODUCTS, values)
