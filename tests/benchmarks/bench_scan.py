"""One scan (token verified, decided, durably committed, announced) against a plain select and durable insert."""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine, event, insert, select

from harness import Measure, middle, percentile
from o2o_events.app import App, create_project, open_app
from o2o_events.badges.keys import current_key
from o2o_events.badges.token import Token, new_badge_id, short_code, sign
from o2o_events.checkin.checkpoints import get_checkpoint
from o2o_events.checkin.scanning import record_scan
from o2o_events.db.database import connect
from o2o_events.db.models import BadgeRow, PersonRow, RegistrationRow
from o2o_events.registers.events import add_event, get_event
from o2o_events.settings import Settings

NOW = datetime(2016, 3, 17, 2, tzinfo=UTC)
SCANS = 400


def run() -> list[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        small, small_tokens = _project(Path(folder) / "small.o2o", 400)
        large, large_tokens = _project(Path(folder) / "large.o2o", 100_000)
        floor, in_small, in_large = _in_turns(
            [_floor(Path(folder) / "floor.sqlite"), _scanner(small, small_tokens), _scanner(large, large_tokens)]
        )
        small.close()
        large.close()
    return [
        Measure("scan at 400 people, median", middle(in_small), middle(floor), "ms", 3.0),
        Measure("scan at 100,000 people, median", middle(in_large), middle(floor), "ms", 3.0),
        Measure(
            "scan at 400 people, 99th percentile to its median", percentile(in_small, 0.99), middle(in_small), "ms", 3.0
        ),
        Measure(
            "scan at 100,000 people, 99th percentile to its median",
            percentile(in_large, 0.99),
            middle(in_large),
            "ms",
            3.0,
        ),
        Measure("scan at 100,000 people to 400", middle(in_large), middle(in_small), "ms", 1.2),
    ]


def _in_turns(actions: list[Callable[[int], object]]) -> list[list[float]]:
    """Milliseconds of each action, the actions taking turns so that all meet the same weather."""
    times: list[list[float]] = [[] for _ in actions]
    for number in range(SCANS):
        for action, spent in zip(actions, times, strict=True):
            start = time.perf_counter()
            action(number)
            spent.append((time.perf_counter() - start) * 1000)
    return times


def _floor(file: Path) -> Callable[[int], object]:
    """What nobody can be faster than: SQLAlchemy Core, one indexed select, one durable insert."""
    connect(file, None).execute("PRAGMA journal_mode = WAL")
    engine = create_engine("sqlite://", creator=lambda: connect(file, None))

    @event.listens_for(engine, "begin")
    def _begin(connection: object) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined] an SQLAlchemy connection

    table = Table("scan", MetaData(), Column("id", Integer, primary_key=True), Column("token", Text, index=True))
    table.metadata.create_all(engine)

    def once(number: int) -> None:
        with engine.begin() as connection:
            connection.execute(select(table).where(table.c.token == str(number))).first()
            connection.execute(insert(table), {"token": str(number)})

    return once


def _scanner(app: App, tokens: list[str]) -> Callable[[int], object]:
    with app.database.read() as tx:
        checkpoint = get_checkpoint(tx, get_event(tx, "VN"))

    def once(number: int) -> None:
        with app.database.write() as tx:
            assert record_scan(tx, checkpoint=checkpoint, text=tokens[number]).accepted

    return once


def _project(file: Path, people: int) -> tuple[App, list[str]]:
    """An open project with badges for so many people; answers the first tokens."""
    settings = Settings(file=file, now=lambda: NOW)
    create_project(settings, name="Benchmark", desk="Desk 1")
    app = open_app(settings)
    with app.database.write() as tx:
        event_ = add_event(
            tx,
            code="VN",
            name={"en": "Benchmark"},
            economy="VN",
            venue="Ha Noi",
            timezone="Asia/Ho_Chi_Minh",
            days=[date(2016, 3, 17)],
            target=people,
        )
        tx.flush()
        number, secret = current_key(tx)
        badges = [new_badge_id() for _ in range(people)]
        common = {"stamps": {"": [tx.field_stamp()]}, "revision": tx.next_revision()}
        ids = range(people)
        tx.execute(insert(PersonRow), [common | {"id": f"p{i}", "printed_name": f"Person {i}"} for i in ids])
        tx.execute(
            insert(RegistrationRow),
            [
                common
                | {
                    "id": f"r{i}",
                    "person": f"p{i}",
                    "event": event_.id,
                    "category": "delegate",
                    "status": "confirmed",
                    "source": "import",
                }
                for i in ids
            ],
        )
        tx.execute(
            insert(BadgeRow),
            [
                common
                | {
                    "id": badge,
                    "registration": f"r{i}",
                    "code": short_code(badge),
                    "key_number": number,
                    "event_number": event_.number,
                    "category_number": 1,
                    "issued_at": NOW,
                }
                for i, badge in enumerate(badges)
            ],
        )
    step = max(1, people // SCANS)
    return app, [sign(Token(number, event_.number, 1, badge), secret) for badge in badges[::step]][:SCANS]
