"""The report package of an event or of the project: every table in every format in one ZIP, with a manifest."""

import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from o2o_events.db.database import Database
from o2o_events.documents import completion_annex, report_csv, report_paper, report_workbook
from o2o_events.documents.output import appearing_whole
from o2o_events.documents.report import Report
from o2o_events.documents.report_content import CONTACTS, LANGUAGE, read_report, without
from o2o_events.documents.report_files import Release, release_contacts
from o2o_events.documents.report_manifest import files_in, manifest_of, read_basis, sha256_of
from o2o_events.errors import UserError
from o2o_events.i18n import _, speaking
from o2o_events.registers.events import Event

MANIFEST: Final = "manifest.json"
_BLOCK: Final = 1 << 20
_PROJECT: Final = "Project"
"""Stands in the names of its files, where those of an event have its code."""
_NOT_IN_NAMES: Final = set('<>:"/\\|?*')


@dataclass(frozen=True)
class WrittenPackage:
    """What was written: files in the package beside its manifest, and rows of all tables."""

    file: Path
    files: int
    rows: int
    sha256: str
    missing: str


def write_package(
    database: Database, *, event: Event | None, file: Path, release: Release | None = None
) -> WrittenPackage:
    """Writes the package of an event, of the project without one; the same state and clock give the same bytes.

    The contacts are in it only with a ``release``. It appears under its name when it is complete. Raises
    ``UserError`` where the name does not end in .zip, or the leave is not given.
    """
    if file.suffix.lower() != ".zip":
        raise UserError(_("“{file}” should end in .zip. Give the file such a name.").format(file=file.name))
    if release is not None:
        release_contacts(database, event=event, release=release)
    with database.read() as tx, speaking(LANGUAGE):
        whole = read_report(tx, what="package", event=event, with_contacts=release is not None)
        basis = read_basis(tx, event)
    with speaking(LANGUAGE), tempfile.TemporaryDirectory() as folder, appearing_whole(file) as part:
        missing = _write_files(Path(folder), whole, event)
        manifest = manifest_of(Path(folder), whole, basis, has_contacts=release is not None)
        (Path(folder) / MANIFEST).write_text(manifest, encoding="utf-8")
        _pack(part, Path(folder), whole.made_at)
        sha256 = sha256_of(part)
        files = sum(1 for _path in files_in(Path(folder))) - 1
    return WrittenPackage(file, files, whole.rows, sha256, missing)


def _write_files(folder: Path, whole: Report, event: Event | None) -> str:
    """Answers the characters that no font has."""
    of = _PROJECT if event is None else event.code
    name = "".join("-" if c in _NOT_IN_NAMES or not c.isprintable() else c for c in of)
    report_workbook.write(folder / f"{name} report.xlsx", whole)
    missing = report_paper.write(folder / f"{name} report.pdf", whole)
    completion_annex.write(folder / f"{name} completion annex.docx", without(whole, CONTACTS))
    tables = folder / "tables"
    tables.mkdir()
    for table in whole.tables:
        report_csv.write_table(tables / f"{table.code}.csv", table)
    return missing


def _pack(file: Path, folder: Path, made_at: datetime) -> None:
    """The manifest comes first, so that it is seen first."""
    moment = max(made_at.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    paths = sorted(files_in(folder), key=lambda path: path.name != MANIFEST)
    with ZipFile(file, "w") as package:
        for path in paths:
            entry = ZipInfo(path.relative_to(folder).as_posix(), moment)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            with path.open("rb") as source, package.open(entry, "w") as target:
                while block := source.read(_BLOCK):
                    target.write(block)
