"""schedule.xml (frab, pentabarf, pretalx; the public schema of c3voc), read and written (pure)."""

import json
import re
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from o2o_events.agenda.formats import frab
from o2o_events.agenda.formats.draft import ProgrammeDraft
from o2o_events.agenda.formats.frab_writing import own_ids, schedule_tree
from o2o_events.agenda.formats.keeping import from_kept, restored, to_kept
from o2o_events.agenda.formats.opening import no_programme
from o2o_events.agenda.formats.problems import Notes
from o2o_events.errors import UserError
from o2o_events.i18n import _

FORMAT = "frab-xml"
KEPT = "o2o-events"
"""The processing instruction with the rest of our programme: schemas and other programs pass over it."""
_TEXTS = (
    "room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "track", "logo", "language",
    "description", "video_download_url", "url", "feedback_url", "origin_url",
)  # fmt: skip
_ADDRESS = re.compile(r"https?://\S+")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def read(data: bytes, *, name: str, venue: ZoneInfo) -> ProgrammeDraft:
    """A schedule. One that breaks off gives what stands before. Raises ``UserError`` where it is none."""
    notes = Notes()
    root = _parse(data, name, notes)
    if root.tag != "schedule" or (root.find("conference") is None and root.find("day") is None):
        raise UserError(no_programme(name))
    draft = frab.read_tree(_tree(root), format=FORMAT, venue=venue, notes=notes)
    kept = from_kept(_kept(root))
    if kept is None:
        return draft
    shown = frab.read_tree(_tree(_element(kept)), format=FORMAT, venue=venue, notes=Notes())
    return restored(draft, kept, shown, own_ids(kept))


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover, remove_comments=True
    )


def _parse(data: bytes, name: str, notes: Notes) -> Any:
    """The root. Entities are never followed: a file that brings its own is refused."""
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise UserError(
            _("“{file}” has definitions of its own (entities), as files made to harm have. It was not read.").format(
                file=name
            )
        )
    try:
        return etree.fromstring(data, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        fault = error
    except ValueError as error:  # an encoding that there is not
        raise UserError(no_programme(name)) from error
    root = None
    try:
        root = etree.fromstring(data, _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or root.tag != "schedule" or root.find(".//event") is None:
        raise UserError(
            _("“{file}” breaks off or is damaged at line {line}. Export it again, then import it.").format(
                file=name, line=fault.lineno or 1
            )
        ) from fault
    notes.is_whole = False
    _drop_last(root)
    notes.tell(
        _("line {n}").format(n=fault.lineno or 1),
        _("The file breaks off or is damaged here: what could be read is imported, and nothing is withdrawn."),
    )
    return root


def _drop_last(root: Any) -> None:
    """The event in which the file broke off is not to be trusted."""
    events = root.findall(".//event")
    last = events[-1]
    if last.getparent().tag == "room" and last.find("duration") is None:
        last.getparent().remove(last)


def _kept(root: Any) -> Any:
    for node in root.iterchildren(etree.ProcessingInstruction):
        if node.target == KEPT:
            try:
                return json.loads(node.text or "")
            except (ValueError, RecursionError):
                return None
    return None


def _children(element: Any, tag: str) -> Iterator[Any]:
    found: Iterator[Any] = element.iterchildren(tag)
    return found


def _text(element: Any, tag: str) -> str:
    child = element.find(tag)
    return "" if child is None else "".join(child.itertext())


def _tree(root: Any) -> dict[str, Any]:
    """The elements as the objects that schedule.json has."""
    conference = root.find("conference")
    head = {} if conference is None else {tag: _text(conference, tag) for tag in ("acronym", "title", "time_zone_name")}
    days = [
        {
            "date": day.get("date"),
            "day_start": day.get("start"),
            "day_end": day.get("end"),
            "rooms": [
                {"name": room.get("name"), "events": [_event_tree(event) for event in _children(room, "event")]}
                for room in _children(day, "room")
            ],
        }
        for day in _children(root, "day")
    ]
    rooms = {
        room.get("name"): {"name": room.get("name"), "guid": room.get("guid")}
        for day in _children(root, "day")
        for room in _children(day, "room")
    }
    return {"conference": {**head, "days": days, "rooms": list(rooms.values())}}


def _event_tree(event: Any) -> dict[str, Any]:
    tree: dict[str, Any] = {tag: text for tag in _TEXTS if (text := _text(event, tag))}
    tree |= {name: event.get(name) for name in ("id", "guid", "code") if event.get(name)}
    persons = event.find("persons")
    if persons is not None:
        tree["persons"] = [
            {"public_name": "".join(person.itertext()), **{str(k): str(v) for k, v in person.attrib.items()}}
            for person in _children(persons, "person")
        ]
    for group, item in (("links", "link"), ("attachments", "attachment")):
        found = event.find(group)
        if found is not None and len(found):
            tree[group] = [
                {"url": child.get("href"), "title": "".join(child.itertext())} for child in _children(found, item)
            ]
    recording = event.find("recording")
    if recording is not None and _text(recording, "license"):
        tree["recording_license"] = _text(recording, "license")
    return tree


def write(draft: ProgrammeDraft) -> bytes:
    """The whole programme; what the schema has no place for is in a processing instruction."""
    root = _element(draft)
    kept = json.dumps(to_kept(draft), ensure_ascii=False, separators=(",", ":")).replace("?>", "?\\u003e")
    kept = _NOT_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", kept)  # all of them are below U+10000
    root.append(etree.ProcessingInstruction(KEPT, kept))
    etree.indent(root, " ")
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return written


def _xml(text: str) -> str:
    """Text without the few characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def _element(draft: ProgrammeDraft) -> Any:
    tree = schedule_tree(draft)
    conference = tree["conference"]
    root = etree.Element("schedule")
    etree.SubElement(root, "generator", name="o2o-events")
    _add(root, "version", tree["version"])
    head = etree.SubElement(root, "conference")
    for tag, text in (
        ("acronym", conference["acronym"]),
        ("title", conference["title"]),
        ("start", conference["start"]),
        ("end", conference["end"]),
        ("days", str(conference["daysCount"])),
        ("timeslot_duration", conference["timeslot_duration"]),
        ("time_zone_name", conference["time_zone_name"]),
    ):
        _add(head, tag, text)
    guids = {room["name"]: room["guid"] for room in conference["rooms"]}
    for day in conference["days"]:
        element = etree.SubElement(
            root, "day", date=day["date"], start=day["day_start"], end=day["day_end"], index=str(day["index"])
        )
        for name, events in day["rooms"].items():
            room = etree.SubElement(element, "room", name=_xml(name))
            if name in guids:
                room.set("guid", guids[name])
            for event in events:
                _add_event(room, event)
    return root


def _add(parent: Any, tag: str, text: str, **attributes: str) -> None:
    element = etree.SubElement(parent, tag, attributes)
    element.text = _xml(text)


def _add_event(room: Any, event: dict[str, Any]) -> None:
    element = etree.SubElement(room, "event", id=str(event["id"]), guid=event["guid"])
    for tag in ("room", "title", "subtitle", "type", "date", "start"):
        _add(element, tag, event[tag])
    _add(element, "duration", _duration(event["duration"]))
    for tag in ("abstract", "slug", "track"):
        _add(element, tag, event[tag])
    for tag in ("logo", "url"):
        if _ADDRESS.fullmatch(event.get(tag, "")):
            _add(element, tag, event[tag])
    if event["persons"]:
        persons = etree.SubElement(element, "persons")
        for person in event["persons"]:
            _add(persons, "person", person["public_name"], id=str(person["id"]), guid=person["guid"])
    _add(element, "language", event["language"])
    _add(element, "description", event["description"])
    if event.get("recording_license"):
        recording = etree.SubElement(element, "recording")
        _add(recording, "license", event["recording_license"])
        _add(recording, "optout", "false")
    for group, item in (("links", "link"), ("attachments", "attachment")):
        listed = [one for one in event[group] if isinstance(one, dict) and isinstance(one.get("url"), str)]
        if listed:
            parent = etree.SubElement(element, group)
            for one in listed:
                _add(parent, item, str(one.get("title") or ""), href=_xml(one["url"]))


def _duration(text: str) -> str:
    """The schema has two digits for hours; what is longer is written in days."""
    hours, minutes = text.split(":")
    return text if len(hours) < 3 else f"{int(hours) // 24:02}:{int(hours) % 24:02}:{minutes}"
