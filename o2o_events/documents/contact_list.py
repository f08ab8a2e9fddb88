"""The list of contacts as a file: those who agreed, a row each; the others as a number."""

from pathlib import Path

from o2o_events.db.transaction import Tx
from o2o_events.documents.table_output import Cell, write_rows
from o2o_events.people.contacts import Contacts
from o2o_events.registers.categories import list_categories
from o2o_events.registers.economies import position

HEADINGS = (
    "No.",
    "Economy",
    "Title",
    "Family name",
    "Given name",
    "Gender",
    "Position",
    "Organisation",
    "Sector",
    "Role",
    "E-mail",
    "Phone",
    "Consent",
    "Agreed on",
)
"""English, as APEC's tables are."""
_GENDERS = {"female": "Female", "male": "Male", "another_term": "Another term", "not_stated": "Not stated"}
_CONSENTS = {"list": "Shared participant list", "survey": "APEC Secretariat's survey"}


def role_names(tx: Tx) -> dict[str, str]:
    """Category -> its English name."""
    return {category.code: category.name.get("en") or category.code for category in list_categories(tx)}


def contact_rows(found: Contacts, roles: dict[str, str]) -> list[list[Cell]]:
    """In APEC's order of economies, then by name; below, how many did not agree."""
    people = sorted(found.contacts, key=lambda contact: position(contact.entry.economy))
    rows: list[list[Cell]] = []
    for number, contact in enumerate(people, 1):
        e = contact.entry
        role = e.roles[0] if e.roles else e.category
        rows.append(
            [
                number,
                e.economy_name,
                e.title,
                e.family_name or e.printed_name,
                e.given_name,
                _GENDERS.get(e.gender, e.gender),
                e.position,
                e.organisation,
                e.sector,
                roles.get(role, role),
                e.email,
                e.phone,
                _CONSENTS[found.purpose],
                contact.agreed_on,
            ]
        )
    if found.not_shared:
        rows.append([None, f"{found.not_shared} not shared", *[None] * (len(HEADINGS) - 2)])
    return rows


def write_contacts(file: Path, found: Contacts, roles: dict[str, str]) -> None:
    """Writes the list; the file's ending names the format, XLSX or CSV."""
    write_rows(file, f"Contacts {found.event.code}", HEADINGS, contact_rows(found, roles))
