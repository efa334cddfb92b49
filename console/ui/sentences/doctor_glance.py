"""What the connection doctor shows of a step beside its name, in the user's language.

Made from what was seen, not from the technical detail, which is never translated and stands in the
opened step.
"""

from collections.abc import Callable, Mapping
from typing import Final

from console.doctor.finding import Circumstances, Finding, Step
from console.doctor.script import printable
from console.ui import texts
from console.ui.sentences.doctor import cause_of
from console.ui.text_context import Context, fill

Doctor = Context("Doctor")


def glance_of(finding: Finding) -> str:
    """Return the cause where something is wrong, else what was seen; safe to show."""
    if finding.cause is not None:
        return cause_of(finding)
    glance = _GLANCES.get(finding.step)
    told = glance(finding.seen) if glance is not None else ""
    return printable(told or finding.detail)


def _name(seen: Circumstances) -> str:
    if seen.addresses == (seen.host,):
        return Doctor.tr("an address; no name to look up")
    return ", ".join(seen.addresses)


def _address(seen: Circumstances) -> str:
    return fill(Doctor.tr("a route to %1"), ", ".join(seen.addresses))


def _ports(seen: Circumstances) -> str:
    return fill(Doctor.tr("open: %1"), ", ".join(map(str, seen.open_ports)))


def _tls(seen: Circumstances) -> str:
    if not seen.tls:
        return Doctor.tr("not used: plain HTTP was asked for")
    shown = seen.certificate
    if shown is None:
        return ""
    return fill(Doctor.tr("%1, until %2"), shown.subject, shown.not_after.date().isoformat())


def _http(seen: Circumstances) -> str:
    offered = ", ".join(seen.offered)
    return fill(Doctor.tr("answers; offers %1"), offered) if offered else ""


def _signed_in(seen: Circumstances) -> str:
    how = texts.auth_method(seen.method)
    return fill(Doctor.tr("as %1, by %2"), seen.user, how) if seen.user else how


def _rights(seen: Circumstances) -> str:
    return "" if seen.code else Doctor.tr("Hyper-V's management service is shown")


def _namespace(seen: Circumstances) -> str:
    return "" if seen.vms is None else Doctor.tr("%n virtual machines", "", seen.vms)


def _version(seen: Circumstances) -> str:
    if not seen.version or not seen.value:
        return ""
    return fill(Doctor.tr("Windows %1; messages of up to %2 KB"), seen.version, seen.value)


_GLANCES: Final[Mapping[Step, Callable[[Circumstances], str]]] = {
    Step.NAME: _name,
    Step.ADDRESS: _address,
    Step.PORT: _ports,
    Step.TLS: _tls,
    Step.HTTP: _http,
    Step.AUTHENTICATION: _signed_in,
    Step.AUTHORISATION: _rights,
    Step.NAMESPACE: _namespace,
    Step.HYPER_V: _version,
}
"""By step; what says nothing leaves the word to the detail."""
