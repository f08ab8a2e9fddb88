"""Attached files: identical when they come back, refused when they cannot be, with harmless names."""

import os
from pathlib import Path

import pytest
from factories import make_practice

from o2o_events.app import App
from o2o_events.db.models import AttachmentPartRow
from o2o_events.errors import UserError
from o2o_events.registers import attachments
from o2o_events.registers.practice_queries import list_practices


@pytest.mark.parametrize("size", [1, (256 << 10) - 1, 256 << 10, (256 << 10) + 1, 3_000_001])
def test_a_file_comes_back_byte_for_byte(app: App, size: int) -> None:
    content = os.urandom(size)
    with app.database.write() as tx:
        made = make_practice(tx)
        kept = attachments.attach_file(tx, subject="practice", record=made.id, name="Ảnh.png", content=content)
    with app.database.read() as tx:
        assert attachments.read_attachment(tx, kept.id) == content
        assert attachments.list_attachments(tx, "practice", made.id) == [kept]
        assert [practice.attachments for practice in list_practices(tx)] == [1]
    assert (kept.name, kept.media_type, kept.size) == ("Ảnh.png", "image/png", size)


def test_the_largest_file_goes_in_and_one_byte_more_is_refused(app: App) -> None:
    content = bytes(attachments.MOST_BYTES)
    with app.database.write() as tx:
        made = make_practice(tx)
        kept = attachments.attach_file(tx, subject="practice", record=made.id, name="a.bin", content=content)
        assert attachments.read_attachment(tx, kept.id) == content
        with pytest.raises(UserError, match=r"^“a\.bin” has 21 MB; at most 20 MB can be attached"):
            attachments.attach_file(tx, subject="practice", record=made.id, name="a.bin", content=content + b"x")


def test_an_empty_file_is_refused(app: App) -> None:
    with app.database.write() as tx, pytest.raises(UserError, match=r"^“a\.txt” is empty"):
        attachments.attach_file(tx, subject="practice", record="p", name="a.txt", content=b"")


def test_the_same_content_is_attached_once(app: App) -> None:
    with app.database.write() as tx:
        first = attachments.attach_file(tx, subject="practice", record="p", name="a.txt", content=b"x")
        second = attachments.attach_file(tx, subject="practice", record="p", name="b.txt", content=b"x")
        other = attachments.attach_file(tx, subject="practice", record="q", name="b.txt", content=b"x")

    assert second == first
    assert other.id != first.id


def test_a_removed_file_is_gone(app: App) -> None:
    with app.database.write() as tx:
        kept = attachments.attach_file(tx, subject="practice", record="p", name="a.txt", content=b"x")
        attachments.remove_attachment(tx, attachment=kept.id)
        assert attachments.list_attachments(tx, "practice", "p") == []
        with pytest.raises(UserError, match=r"^This file is no longer attached"):
            attachments.read_attachment(tx, kept.id)


@pytest.mark.parametrize("damage", ["missing", "altered"])
def test_a_file_that_is_not_whole_is_never_handed_out(app: App, damage: str) -> None:
    with app.database.write() as tx:
        kept = attachments.attach_file(tx, subject="practice", record="p", name="a.bin", content=os.urandom(600_000))
        part = tx.query(AttachmentPartRow).filter_by(attachment=kept.id, position=1).one()
        if damage == "missing":
            part.deleted = True
        else:
            part.content = "AAAA" + part.content[4:]
        tx.flush()
        with pytest.raises(UserError, match=r"^“a\.bin” has not come to this desk whole"):
            attachments.read_attachment(tx, kept.id)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Tờ khai 2016.pdf", "Tờ khai 2016.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\an\\plan.xlsx", "plan.xlsx"),
        ("..", "file"),
        ("", "file"),
        (" .hidden. ", "hidden"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ('a<b>:"c|d?*.txt', "a_b___c_d__.txt"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("line\nbreak\x00.txt", "line break.txt"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("名" * 300, "名" * 120),
    ],
)
def test_names_are_made_harmless(given: str, kept: str) -> None:
    assert attachments.safe_name(given) == kept


def test_reading_a_file_from_disk_tells_what_is_wrong(tmp_path: Path) -> None:
    huge = tmp_path / "huge.bin"
    with huge.open("wb") as stream:
        stream.truncate(attachments.MOST_BYTES + 1)
    for path, sentence in ((huge, "at most 20 MB"), (tmp_path, "is a folder"), (tmp_path / "no", "cannot be read")):
        with pytest.raises(UserError, match=sentence):
            attachments.read_attachable(path)
