"""Certificates of attendance as PDF: one file, or one for each person; and what a certificate's code attests."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from sqlalchemy import select

from o2o_events.badges.certificate_code import CertificateClaim, has_shape, key_number, sign_claim, verify_claim
from o2o_events.badges.keys import current_key, read_keys
from o2o_events.checkin.attended_shares import AttendedShare, attended_shares
from o2o_events.db.database import Database
from o2o_events.db.models import EventRow, PersonRow, RegistrationRow
from o2o_events.db.transaction import Tx
from o2o_events.documents.certificate_page import Certificate, Signatory, write_certificates_file
from o2o_events.documents.event_words import place_of, written_days
from o2o_events.documents.output import appearing_whole
from o2o_events.errors import UserError
from o2o_events.i18n import _, speaking
from o2o_events.people.anonymised import NO_NAME
from o2o_events.registers.audit import CERTIFICATES, note_done
from o2o_events.registers.economies import economy_name
from o2o_events.registers.events import Event, from_row
from o2o_events.registers.project import project_name

Measure = Literal["days", "sessions"]
_LANGUAGE = "en"
"""APEC works in English."""
_NOT_IN_NAMES = set('<>:"/\\|?*')
_LONGEST_NAME = 80


@dataclass(frozen=True)
class WrittenCertificates:
    """What was written. ``below`` came but attended too little; ``nameless`` have no name to print.

    ``missing`` are characters that no font has.
    """

    file: Path
    certificates: int
    below: int
    nameless: int
    missing: str


class RefusedCertificateError(UserError):
    """A code that this project did not sign. ``verdict`` is not_a_certificate, foreign or forged, as for badges."""

    def __init__(self, verdict: str, message: str) -> None:
        super().__init__(message)
        self.verdict = verdict


@dataclass(frozen=True)
class VerifiedCertificate:
    """What a genuine certificate attests, and who it is of as far as this project file knows.

    ``name`` is empty where the person's record has not come to this desk (``is_known``), or was made a count.
    """

    claim: CertificateClaim
    event: Event | None
    name: str
    economy_name: str
    is_known: bool
    is_anonymised: bool = False


def write_certificates(
    database: Database,
    *,
    event: Event,
    file: Path,
    measure: Measure = "days",
    percent: float = 100,
    people: Collection[str] | None = None,
    signatories: Sequence[Signatory] = (),
    each: bool = False,
    operator: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> WrittenCertificates:
    """Writes a certificate for everybody who attended this share of the days or sessions; in English.

    That they were written is kept: at which desk, when, how many, and by whom, where ``operator`` says so.

    ``file`` is a PDF, or with ``each`` the folder that gets a PDF for each person. ``people`` names those wanted, by
    person id. Raises ``UserError`` where nobody attended enough, or the file cannot be.
    """
    if not 0 < percent <= 100:
        raise UserError(_("The share to attend is more than 0 and at most 100 per cent. Give another."))
    if each and not file.is_dir():
        raise UserError(_("There is no folder “{folder}”. Make it first, or choose another.").format(folder=file))
    if not each and file.suffix.lower() != ".pdf":
        raise UserError(_("“{file}” should end in .pdf. Give the file such a name.").format(file=file.name))
    with database.read() as tx, speaking(_LANGUAGE):
        came = [share for share in attended_shares(tx, event) if share.days or share.sessions]
        if people is not None:
            came = [share for share in came if share.row.person in people]
        entitled = [share for share in came if share.percent(measure) >= percent]
        named = [share for share in entitled if _name(share)]
        certificates = list(_certificates(tx, event, named, signatories))
    if not certificates:
        raise UserError(_nobody(measure, came, is_nameless=bool(entitled)))
    with speaking(_LANGUAGE):
        missing = _write_each(file, certificates, progress) if each else _write_one(file, certificates, progress)
    with database.write() as tx:
        note_done(tx, what=CERTIFICATES, by=operator, rows=len(certificates), event=event.id)
    return WrittenCertificates(file, len(certificates), len(came) - len(entitled), len(entitled) - len(named), missing)


def verify_certificate(tx: Tx, code: str) -> VerifiedCertificate:
    """What a certificate's code attests. Raises ``RefusedCertificateError`` where this project did not sign it."""
    keys = read_keys(tx)
    claim = verify_claim(code, keys)
    if claim is None:
        raise _refusal(code, is_ours=key_number(code) in keys)
    event = tx.scalars(select(EventRow).where(EventRow.number == claim.event_number)).first()
    person = tx.scalars(
        select(PersonRow)
        .join(RegistrationRow, RegistrationRow.person == PersonRow.id)
        .where(RegistrationRow.id == claim.registration)
    ).first()
    name = "" if person is None else person.printed_name or f"{person.given_name} {person.family_name}".strip()
    return VerifiedCertificate(
        claim,
        from_row(event) if event is not None else None,
        "" if name == NO_NAME else name,
        economy_name(person.economy) if person is not None else "",
        person is not None,
        name == NO_NAME,
    )


def attested_words(claim: CertificateClaim) -> str:
    """How much a certificate attests; nothing of sessions where none was counted."""
    words = [_("{n} of {all} days").format(n=claim.days, all=claim.of_days)]
    if claim.of_sessions:
        words.append(_("{n} of {all} sessions counted at the door").format(n=claim.sessions, all=claim.of_sessions))
    return "; ".join(words)


def _refusal(code: str, *, is_ours: bool) -> RefusedCertificateError:
    if not has_shape(code):
        words = _("This is no certificate's code. Type all the characters under the QR code, or scan it.")
        return RefusedCertificateError("not_a_certificate", words)
    if is_ours:
        words = _("This project did not sign that certificate: it is forged or mistyped. Check each character, or scan"
                  " the QR code.")  # fmt: skip
        return RefusedCertificateError("forged", words)
    words = _("This project did not sign that certificate: it is another project's, or mistyped. Check it against that"
              " project's file.")  # fmt: skip
    return RefusedCertificateError("foreign", words)


def _nobody(measure: Measure, came: Sequence[AttendedShare], *, is_nameless: bool) -> str:
    if is_nameless:
        return _("No name is known of those who attended enough, as after anonymising. Nothing was written.")
    if not came:
        return _("Nobody of those asked for has checked in, so there is no certificate to write.")
    if measure == "sessions" and not any(share.of_sessions for share in came):
        return _("No session has a door, so nobody knows who attended. Go by days instead.")
    return _("Nobody attended that much. Give a smaller share.")


def _name(share: AttendedShare) -> str:
    """What stands on it; nothing for somebody who was made a count."""
    row = share.row
    if row.printed_name == NO_NAME:
        return ""
    return row.printed_name or " ".join(filter(None, (row.given_name, row.family_name))) or row.own_script_name


def _certificates(
    tx: Tx, event: Event, shares: Sequence[AttendedShare], signatories: Sequence[Signatory]
) -> Iterator[Certificate]:
    number, secret = current_key(tx)
    project, issued_on = project_name(tx), event.day_of(tx.now())
    for share in shares:
        name = _name(share)
        own = share.row.own_script_name
        yield Certificate(
            code=sign_claim(_claim(share, event, number, issued_on), secret),
            number=share.row.number,
            name=name,
            own_script_name=own if own != name else "",
            organisation=share.row.organisation,
            economy=share.row.economy_name,
            attended=_attended(share),
            event=event.label,
            place_and_days=f"{place_of(event)}, {written_days(event.days)}",
            project=project,
            issued_on=issued_on,
            signatories=tuple(signatories),
        )


def _claim(share: AttendedShare, event: Event, key: int, issued_on: date) -> CertificateClaim:
    return CertificateClaim(
        key,
        event.number,
        share.registration,
        share.days,
        share.of_days,
        share.sessions,
        share.of_sessions,
        issued_on,
    )


def _attended(share: AttendedShare) -> str:
    """Days only where there are several; sessions only where they were counted."""
    days = _("{n} of {all} days").format(n=share.days, all=share.of_days) if share.of_days > 1 else ""
    sessions = (
        _("{n} of {all} sessions counted at the door").format(n=share.sessions, all=share.of_sessions)
        if share.of_sessions and share.sessions
        else ""
    )
    return "; ".join(filter(None, (days, sessions)))


def _write_one(file: Path, certificates: Sequence[Certificate], progress: Callable[[int, int], None] | None) -> str:
    with appearing_whole(file) as part:
        return write_certificates_file(part, certificates, progress)


def _write_each(folder: Path, certificates: Sequence[Certificate], progress: Callable[[int, int], None] | None) -> str:
    missing = ""
    for done, certificate in enumerate(certificates, 1):
        with appearing_whole(folder / _file_name(certificate)) as part:
            missing += write_certificates_file(part, [certificate])
        if progress is not None:
            progress(done, len(certificates))
    return "".join(dict.fromkeys(missing))


def _file_name(certificate: Certificate) -> str:
    """A name that every file system takes, and that sorts like the list; own scripts are kept."""
    name = "".join(" " if c in _NOT_IN_NAMES or not c.isprintable() else c for c in certificate.name)
    return f"{certificate.number:04} {' '.join(name.split())[:_LONGEST_NAME].strip('. ')}.pdf"
