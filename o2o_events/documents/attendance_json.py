"""The attendance file as JSON: a list of objects, free of language, moments in UTC."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from o2o_events.checkin.queries import AttendanceRow
from o2o_events.documents.attendance_table import AttendanceSheet


def write(file: Path, sheet: AttendanceSheet) -> None:
    with file.open("w", encoding="utf-8", errors="replace") as stream:
        json.dump([_object(row) for row in sheet.rows], stream, ensure_ascii=False, indent=1)
        stream.write("\n")


def _object(row: AttendanceRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "person": row.person,
        "economy": row.economy_name,
        "title": row.title,
        "family_name": row.family_name,
        "given_name": row.given_name,
        "printed_name": row.printed_name,
        "own_script_name": row.own_script_name,
        "gender": row.gender,
        "position": row.position,
        "organisation": row.organisation,
        "sector": row.sector,
        "category": row.category,
        "role": row.role,
        "status": row.status,
        "badge": row.badge,
        "no_show": row.is_no_show,
        "days": [
            {
                "day": day.day.isoformat(),
                "first_in": _moment(day.first_in),
                "last_out": _moment(day.last_out),
                "entries": day.entries,
            }
            for day in row.days
        ],
    }


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()
