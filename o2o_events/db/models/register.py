"""The economies and affiliations that people come from."""

from sqlalchemy.orm import Mapped, mapped_column

from o2o_events.db.base import Base


class EconomyRow(Base):
    """An APEC member economy, or an affiliation that stands beside the 21 in every table.

    Reference data, the same in every file: ``position`` is APEC's order, ``code`` ISO 3166 or our own.
    """

    __tablename__ = "economy"

    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    formal_name: Mapped[str]
    iso3: Mapped[str | None]
    is_member: Mapped[bool]
    is_travel_eligible: Mapped[bool]
