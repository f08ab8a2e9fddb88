"""The registers that are described in one way, and how each adds a record."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from o2o_events.db.transaction import Tx
from o2o_events.registers import recommendations
from o2o_events.registers.barriers import BARRIERS
from o2o_events.registers.fora import FORA
from o2o_events.registers.outputs import DISSEMINATIONS, OUTPUTS, READINGS
from o2o_events.registers.platforms import PLATFORMS
from o2o_events.registers.products import PRODUCTS
from o2o_events.registers.recommendations import ENDORSEMENTS, RECOMMENDATIONS, TEXTS
from o2o_events.registers.register import Register
from o2o_events.registers.register_records import add_entry

REGISTERS: Final[Mapping[str, Register[Any]]] = {
    register.name: register
    for register in (
        BARRIERS, RECOMMENDATIONS, TEXTS, ENDORSEMENTS, PLATFORMS, PRODUCTS, OUTPUTS, READINGS, DISSEMINATIONS, FORA,
    )
}  # fmt: skip
"""By name; those that others point to come before them."""
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "barrier": ("barrier",),
    "recommendation": ("recommendation", "recommendation_text", "endorsement"),
    "platform": ("platform",),
    "product": ("product",),
    "output": ("output", "reading", "dissemination"),
    "forum": ("forum",),
}
"""What belongs together, on a page and on the command line."""
_ADDED: Final[Mapping[str, Callable[[Tx, Mapping[str, Any]], Any]]] = {"recommendation_text": recommendations.add_text}


def add_record(tx: Tx, register: Register[Any], values: Mapping[str, Any]) -> Any:
    """Adds a record the way its register does; a recommendation without a number gets the next one."""
    if register is RECOMMENDATIONS and values.get("number") in (None, ""):
        values = dict(values) | {"number": recommendations.next_number(tx)}
    if register is RECOMMENDATIONS:
        recommendations.refuse_taken_number(tx, values["number"])
    add = _ADDED.get(register.name)
    return add(tx, values) if add is not None else add_entry(tx, register, values)
