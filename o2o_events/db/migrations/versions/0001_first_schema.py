"""The first schema: facts, records, reference data and the search index."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TEXT = sa.Text()
WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SMALL = sa.Integer()

ECONOMIES = (
    ("AU", "Australia", "Australia", "AUS", 0),
    ("BN", "Brunei Darussalam", "Brunei Darussalam", "BRN", 0),
    ("CA", "Canada", "Canada", "CAN", 0),
    ("CL", "Chile", "Chile", "CHL", 1),
    ("CN", "China", "the People's Republic of China", "CHN", 1),
    ("HK", "Hong Kong, China", "Hong Kong, China", "HKG", 0),
    ("ID", "Indonesia", "the Republic of Indonesia", "IDN", 1),
    ("JP", "Japan", "Japan", "JPN", 0),
    ("KR", "Korea", "the Republic of Korea", "KOR", 0),
    ("MY", "Malaysia", "Malaysia", "MYS", 1),
    ("MX", "Mexico", "Mexico", "MEX", 1),
    ("NZ", "New Zealand", "New Zealand", "NZL", 0),
    ("PG", "Papua New Guinea", "Papua New Guinea", "PNG", 1),
    ("PE", "Peru", "Peru", "PER", 1),
    ("PH", "Philippines", "the Republic of the Philippines", "PHL", 1),
    ("RU", "Russia", "the Russian Federation", "RUS", 1),
    ("SG", "Singapore", "Singapore", "SGP", 0),
    ("TW", "Chinese Taipei", "Chinese Taipei", "TWN", 0),
    ("TH", "Thailand", "Thailand", "THA", 1),
    ("US", "United States", "the United States of America", "USA", 0),
    ("VN", "Viet Nam", "Viet Nam", "VNM", 1),
    ("ABAC", "ABAC", "ABAC", None, 0),
    ("APECSEC", "APEC Secretariat", "APEC Secretariat", None, 0),
    ("ASEAN", "ASEAN Secretariat", "ASEAN Secretariat", None, 0),
    ("PECC", "PECC", "PECC", None, 0),
    ("PIF", "PIF Secretariat", "PIF Secretariat", None, 0),
    ("INTORG", "International organisation", "International organisation", None, 0),
    ("NONMEMBER", "Non-member economy", "Non-member economy", None, 0),
)


def _columns(types: sa.types.TypeEngine[Any], required: str = "", optional: str = "") -> list[sa.Column[Any]]:
    return [sa.Column(name, types, nullable=False) for name in required.split()] + [
        sa.Column(name, types, nullable=True) for name in optional.split()
    ]


def _record(name: str, *columns: Any) -> None:
    """A replicated table: its own columns, then those that every record has."""
    op.create_table(
        name,
        *columns,
        *_columns(TEXT, "id"),
        *_columns(SMALL, "deleted"),
        *_columns(TEXT, "stamps"),
        *_columns(WHOLE, "revision"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sqlite_strict=True,
    )
    op.create_index(f"ix_{name}_revision", name, ["revision"])


def _reference(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{column}.id"], name=f"fk_{table}_{column}", initially="DEFERRED", deferrable=True
    )


def upgrade() -> None:
    _make_installation()
    _make_facts()
    _make_records()
    _make_search()


def _make_installation() -> None:
    op.create_table(
        "installation",
        sa.Column("id", WHOLE, autoincrement=False, nullable=False),
        *_columns(TEXT, "desk"),
        *_columns(WHOLE, "revision"),
        sa.CheckConstraint("id = 1", name="ck_installation_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_installation"),
        sqlite_strict=True,
    )
    op.create_table(
        "badge_key",
        sa.Column("number", WHOLE, autoincrement=False, nullable=False),
        *_columns(sa.LargeBinary(), "secret"),
        *_columns(WHOLE, "made_at"),
        sa.PrimaryKeyConstraint("number", name="pk_badge_key"),
        sqlite_strict=True,
    )
    economy = op.create_table(
        "economy",
        *_columns(TEXT, "code"),
        *_columns(WHOLE, "position"),
        *_columns(TEXT, "name formal_name", "iso3"),
        *_columns(SMALL, "is_member is_travel_eligible"),
        sa.PrimaryKeyConstraint("code", name="pk_economy"),
        sqlite_strict=True,
    )
    op.bulk_insert(
        economy,
        [
            {
                "code": code,
                "position": position,
                "name": name,
                "formal_name": formal,
                "iso3": iso3,
                "is_member": int(iso3 is not None),
                "is_travel_eligible": eligible,
            }
            for position, (code, name, formal, iso3, eligible) in enumerate(ECONOMIES, 1)
        ],
    )


def _make_facts() -> None:
    op.create_table(
        "fact",
        *_columns(TEXT, "desk"),
        *_columns(WHOLE, "seq"),
        *_columns(TEXT, "id kind", "event checkpoint registration badge refers"),
        *_columns(WHOLE, "at hlc"),
        *_columns(TEXT, "", "outcome"),
        *_columns(TEXT, "body"),
        *_columns(sa.LargeBinary(), "hash"),
        sa.PrimaryKeyConstraint("desk", "seq", name="pk_fact"),
        sqlite_strict=True,
    )
    op.create_index("ix_fact_id", "fact", ["id"])
    op.create_index("ix_fact_registration", "fact", ["checkpoint", "registration"])
    op.create_index("ix_fact_badge", "fact", ["badge", "checkpoint"])
    op.create_index("ix_fact_kind", "fact", ["kind", "event", "hlc"])
    op.create_table(
        "chain",
        *_columns(TEXT, "desk"),
        *_columns(WHOLE, "seq"),
        *_columns(sa.LargeBinary(), "hash"),
        *_columns(WHOLE, "hlc"),
        sa.PrimaryKeyConstraint("desk", name="pk_chain"),
        sqlite_strict=True,
    )


def _make_records() -> None:
    _record("desk", *_columns(TEXT, "name"))
    _record("project", *_columns(TEXT, "name"))
    _record(
        "event",
        *_columns(TEXT, "code name economy venue timezone days"),
        *_columns(WHOLE, "number target"),
    )
    _record("category", *_columns(TEXT, "name colour"), *_columns(WHOLE, "number"), *_columns(SMALL, "is_participant"))
    _record(
        "person",
        *_columns(
            TEXT,
            "title given_name family_name printed_name own_script_name gender economy_note organisation position sector"
            " email phone",
            "economy",
        ),
    )
    _record(
        "registration",
        *_columns(
            TEXT,
            "person event category roles status status_reason desk_note age_35_or_under source source_ref",
            "days consent_list_on consent_survey_on consent_photo_on",
        ),
        *_columns(SMALL, "needs_attention", "is_funded"),
        *_columns(WHOLE, "", "valid_from valid_until registered_at"),
        _reference("registration", "person"),
        _reference("registration", "event"),
    )
    op.create_index("ix_registration_person", "registration", ["person"])
    op.create_index("ix_registration_event", "registration", ["event"])
    _record("need", *_columns(TEXT, "dietary access"))
    _record(
        "badge",
        *_columns(TEXT, "registration code revoke_reason"),
        *_columns(WHOLE, "key_number event_number category_number issued_at", "revoked_at"),
        _reference("badge", "registration"),
    )
    op.create_index("ix_badge_registration", "badge", ["registration"])
    op.create_index("ix_badge_code", "badge", ["code"])
    _record(
        "checkpoint",
        *_columns(TEXT, "event name policy", "categories session"),
        *_columns(WHOLE, "", "opens_at closes_at capacity max_entries minutes_between"),
        *_columns(SMALL, "allows_reentry"),
        _reference("checkpoint", "event"),
    )
    op.create_index("ix_checkpoint_event", "checkpoint", ["event"])


def _make_search() -> None:
    """SQLite only: a hub is never searched.

    Prefixes of up to nine characters (the first says which event and which kind of word) have lists of
    their own, so that a word that half of all people have is found as fast as a rare one.
    """
    if op.get_bind().dialect.name != "sqlite":
        return
    op.create_table(
        "search_row",
        sa.Column("number", WHOLE, nullable=False),
        *_columns(TEXT, "registration"),
        sa.PrimaryKeyConstraint("number", name="pk_search_row"),
        sa.UniqueConstraint("registration", name="uq_search_row_registration"),
        sqlite_strict=True,
    )
    op.execute(
        "CREATE VIRTUAL TABLE search USING fts5("
        "words, content='', contentless_delete=1, detail=none, tokenize='ascii', prefix='2 3 4 5 6 7 8 9')"
    )


def downgrade() -> None:
    tables = "checkpoint badge need registration person category event project desk chain fact economy badge_key"
    tables += " installation"
    if op.get_bind().dialect.name == "sqlite":
        tables = "search search_row " + tables
    for table in tables.split():
        op.drop_table(table)
