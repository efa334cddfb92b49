"""The connection doctor's sentences: steps, states, causes with their next steps, scripts."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from console.doctor.finding import Cause, Circumstances, Finding, Step, StepState
from console.doctor.script import Place, Script, Shell, printable
from console.model.certificate import CertificateSeen
from console.ui import texts
from console.ui.sentences.doctor_account import ACCOUNT_CAUSES
from console.ui.sentences.doctor_way import WAY_CAUSES, CauseText
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

Doctor = Context("Doctor")
DoctorCauses = Context("DoctorCauses")

_STEPS: Final = {
    Step.NAME: QT_TRANSLATE_NOOP("Doctor", "Name"),
    Step.ADDRESS: QT_TRANSLATE_NOOP("Doctor", "Address"),
    Step.PORT: QT_TRANSLATE_NOOP("Doctor", "Port"),
    Step.TLS: QT_TRANSLATE_NOOP("Doctor", "TLS"),
    Step.HTTP: QT_TRANSLATE_NOOP("Doctor", "HTTP"),
    Step.IDENTIFY: QT_TRANSLATE_NOOP("Doctor", "WS-Management"),
    Step.AUTHENTICATION: QT_TRANSLATE_NOOP("Doctor", "Sign-in"),
    Step.AUTHORISATION: QT_TRANSLATE_NOOP("Doctor", "Rights"),
    Step.NAMESPACE: QT_TRANSLATE_NOOP("Doctor", "Hyper-V's namespace"),
    Step.HYPER_V: QT_TRANSLATE_NOOP("Doctor", "Version and limits"),
}
_STATES: Final = {
    StepState.GREEN: QT_TRANSLATE_NOOP("Doctor", "In order"),
    StepState.AMBER: QT_TRANSLATE_NOOP("Doctor", "Works, but look at it"),
    StepState.RED: QT_TRANSLATE_NOOP("Doctor", "Stops here"),
    StepState.SKIPPED: QT_TRANSLATE_NOOP("Doctor", "Not reached"),
}
_GROUP: Final = 4
CAUSES: Final[Mapping[Cause, CauseText]] = {**WAY_CAUSES, **ACCOUNT_CAUSES}


def step_title(step: Step) -> str:
    """Return what a step looks at."""
    return Doctor.marked(_STEPS[step])


def state_title(state: StepState) -> str:
    """Return how a step came out."""
    return Doctor.marked(_STATES[state])


def script_title(script: Script) -> str:
    """Return where a script is to be run."""
    if script.place is Place.HOST:
        return Doctor.tr("On the host, in PowerShell as an administrator:")
    if script.shell is Shell.POWERSHELL:
        return Doctor.tr("On this computer, in PowerShell:")
    return Doctor.tr("On this computer, in a terminal:")


def cause_of(finding: Finding) -> str:
    """Return a finding's cause in a sentence; empty where nothing is wrong."""
    return _filled(finding, lambda text: text.cause)


def next_step_of(finding: Finding) -> str:
    """Return what to do about a finding; empty where nothing is wrong."""
    return _filled(finding, lambda text: text.next_step)


def _filled(finding: Finding, part: Callable[[CauseText], str]) -> str:
    if finding.cause is None:
        return ""
    text = CAUSES[finding.cause]
    known = particulars(finding.seen)
    return fill(DoctorCauses.marked(part(text)), *(known[name] for name in text.names))


def particulars(seen: Circumstances) -> dict[str, str]:
    """Return what sentences are filled with, safe to show, by name."""
    unknown = Doctor.tr("unknown")
    shown: dict[str, object] = {
        "host": seen.host,
        "port": seen.port,
        "other_port": seen.other_port,
        "addresses": ", ".join(seen.addresses),
        "user": seen.user,
        "method": texts.auth_method(seen.method),
        "offered": ", ".join(seen.offered),
        "ca_file": seen.ca_file,
        "own_certificate": seen.own_certificate,
        "status": seen.status,
        "server": seen.server,
        "location": seen.location,
        "vendor": seen.vendor,
        "version": seen.version,
        "seconds": f"{seen.seconds:g}",
        "skew": "" if seen.skew_s is None else texts.duration(int(abs(seen.skew_s))),
        "code": f"0x{seen.code & 0xFFFFFFFF:08X}",
        "said": seen.said,
        "value": seen.value,
        "spn": seen.spn,
        **_of_certificate(seen.certificate),
    }
    return {name: printable(str(value)) or unknown for name, value in shown.items()}


def _of_certificate(certificate: CertificateSeen | None) -> dict[str, object]:
    if certificate is None:
        return dict.fromkeys(("fingerprint", "issuer", "names", "since", "until"), "")
    return {
        "fingerprint": spelled(certificate.sha256),
        "issuer": certificate.issuer,
        "names": ", ".join(certificate.names),
        "since": certificate.not_before.date().isoformat(),
        "until": certificate.not_after.date().isoformat(),
    }


def spelled(sha256: str) -> str:
    """Return a fingerprint in groups, to be compared by eye."""
    text = sha256.upper()
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def report_text(url: str, findings: Iterable[Finding]) -> str:
    """Return all findings as lines for a report; in them, only causes are translated."""
    lines = [url]
    for finding in findings:
        head = f"{finding.state.value:<8} {finding.step.value:<15} {printable(finding.detail)}"
        lines.append(head.rstrip())
        if finding.cause is not None:
            lines.append(f"         {cause_of(finding)}")
    return "\n".join(lines)
