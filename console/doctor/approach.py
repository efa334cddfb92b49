"""The steps on the way to a host: name, address, port, TLS, HTTP, Identify. Nobody signs in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from console.doctor.certificate import NOBODY, certificate_on, shown_certificate, tls_cause
from console.doctor.door import Answer, NotHttp, ask
from console.doctor.finding import Cause, Circumstances, Patient
from console.doctor.network import (
    NameFailure,
    NameTrouble,
    PortState,
    addresses_of,
    has_route,
    is_usable,
    probe_ports,
)
from console.doctor.verdict import Verdict, amber, green, red
from console.model.connection import AuthMethod, Credential
from console.model.errors import (
    ConsoleError,
    Malformed,
    TimedOut,
    Unreachable,
    UnreachableReason,
    Untrusted,
)
from console.transport.dial import Dialer
from console.wsman.decode_reply import decode_reply
from console.wsman.encode_request import encode_request
from console.wsman.message import (
    Fault,
    Identify,
    IdentifyReply,
    ReplyBody,
    Request,
    RequestHeader,
)

MICROSOFT: Final = "Microsoft Corporation"
_NAME_CAUSES: Final = {
    NameTrouble.INVALID: Cause.NAME_INVALID,
    NameTrouble.UNKNOWN: Cause.NAME_UNKNOWN,
    NameTrouble.SERVER_SILENT: Cause.NAME_SERVER_SILENT,
}
_PORT_CAUSES: Final = {
    PortState.CLOSED: Cause.PORT_CLOSED,
    PortState.NO_ROUTE: Cause.PORT_NO_ROUTE,
    PortState.SILENT: Cause.PORT_SILENT,
}


def look_up_name(patient: Patient, seen: Circumstances) -> Verdict:
    """Find the addresses that the name stands for."""
    host = patient.endpoint.host
    try:
        addresses = addresses_of(host)
    except NameFailure as failure:
        return red(_NAME_CAUSES[failure.trouble], failure.said, replace(seen, said=failure.said))
    if addresses == (host,):
        return green("an address; no name to look up", replace(seen, addresses=addresses))
    return green(", ".join(addresses), replace(seen, addresses=addresses))


def check_addresses(_patient: Patient, seen: Circumstances) -> Verdict:
    """Tell whether one of the addresses can be a host's, and whether there is a way to it."""
    usable = tuple(address for address in seen.addresses if is_usable(address))
    if not usable:
        return red(Cause.ADDRESS_UNUSABLE, ", ".join(seen.addresses), seen)
    routed = tuple(address for address in usable if has_route(address))
    if not routed:
        return red(Cause.NO_ROUTE, f"no route to {', '.join(usable)}", seen)
    return green(f"a route to {', '.join(routed)}", replace(seen, addresses=routed))


def probe(patient: Patient, seen: Circumstances) -> Verdict:
    """Look which ports are open: WinRM's two, and the one of consoles."""
    wanted, usual = patient.endpoint.port, patient.usual_ports
    console = patient.console_port
    ports = (wanted, *usual, *(() if console is None else (console,)))
    states = probe_ports(seen.addresses, ports, patient.timeouts.connect)
    detail = ", ".join(f"{port} {states[port].value}" for port in sorted(states))
    open_ports = tuple(port for port in sorted(states) if states[port] is PortState.OPEN)
    seen = replace(seen, open_ports=open_ports)
    if states[wanted] is not PortState.OPEN:
        return _closed(patient, seen, states, detail)
    if console is not None and states[console] is not PortState.OPEN:
        return amber(Cause.CONSOLE_PORT_CLOSED, detail, replace(seen, other_port=console))
    return green(detail, seen)


def _closed(
    patient: Patient, seen: Circumstances, states: Mapping[int, PortState], detail: str
) -> Verdict:
    http, https = patient.usual_ports
    if not seen.tls and states[https] is PortState.OPEN:
        return red(Cause.ONLY_HTTPS_OPEN, detail, replace(seen, other_port=https))
    if seen.tls and states[http] is PortState.OPEN:
        return red(Cause.ONLY_HTTP_OPEN, detail, replace(seen, other_port=http))
    cause = _PORT_CAUSES[states[patient.endpoint.port]]
    return red(cause, detail, replace(seen, seconds=patient.timeouts.connect))


def check_tls(patient: Patient, seen: Circumstances) -> Verdict:
    """Greet the host by TLS and judge its certificate."""
    endpoint, seconds = patient.endpoint, patient.timeouts.connect
    if not endpoint.tls:
        return green("not used: plain HTTP was asked for", seen)
    credential = _for_tls(patient.credential)
    try:
        with Dialer(endpoint, credential, seconds).open(seconds) as secured:
            found = certificate_on(secured)
    except ConsoleError as error:
        cause = tls_cause(error)
        shown = error.certificate if isinstance(error, Untrusted) else None
        detail = getattr(error, "detail", "") or str(error)
        return red(cause, detail, replace(seen, certificate=shown, said=detail, seconds=seconds))
    seen = replace(seen, certificate=found)
    detail = f"{found.subject}, until {found.not_after:%Y-%m-%d}" if found else "no certificate"
    if not endpoint.verify and not endpoint.pin:
        return amber(Cause.CERTIFICATE_UNCHECKED, detail, seen)
    return green(detail, seen)


def _for_tls(credential: Credential | None) -> Credential:
    is_certificate = credential is not None and credential.method is AuthMethod.CERTIFICATE
    return credential if credential is not None and is_certificate else NOBODY


def knock(patient: Patient, seen: Circumstances) -> Verdict:
    """Send an empty POST: WinRM answers 401 and says which ways to sign in it offers."""
    try:
        answer = ask(patient.endpoint, patient.timeouts)
    except ConsoleError as error:
        return _no_answer(patient, seen, error)
    except NotHttp as problem:
        return _tls_instead(patient, seen) or red(Cause.NOT_HTTP, str(problem), seen)
    seen = _with(seen, answer)
    detail = f"HTTP {answer.status} {answer.server} {answer.content_type}".strip()
    if answer.status == 401 or answer.is_soap:
        offers = ", ".join(answer.offered) or "nothing"
        return green(f"{detail}; offers {offers}", seen)
    return red(_wrong_answer(answer), detail, seen)


def _wrong_answer(answer: Answer) -> Cause:
    if 300 <= answer.status < 400:
        return Cause.REDIRECTED
    if answer.status == 407:
        return Cause.PROXY
    return Cause.SERVICE_UNAVAILABLE if answer.status == 503 else Cause.NOT_WINRM


def _no_answer(patient: Patient, seen: Circumstances, error: ConsoleError) -> Verdict:
    if isinstance(error, TimedOut):
        seen = replace(seen, seconds=error.seconds)
        return _tls_instead(patient, seen) or red(Cause.HTTP_SILENT, str(error), seen)
    said = error.detail if isinstance(error, Unreachable) else str(error)
    seen = replace(seen, said=said)
    if isinstance(error, Unreachable) and error.reason is UnreachableReason.CONNECTION_LOST:
        return _tls_instead(patient, seen) or red(Cause.HTTP_BROKEN, said, seen)
    return red(Cause.HTTP_BROKEN, said, seen)


def _tls_instead(patient: Patient, seen: Circumstances) -> Verdict | None:
    """Tell whether a port that does not understand HTTP speaks TLS."""
    if patient.endpoint.tls:
        return None
    shown = shown_certificate(patient.endpoint, patient.timeouts.connect)
    if shown is None:
        return None
    return red(Cause.SPEAKS_TLS, f"TLS answers, {shown.subject}", replace(seen, certificate=shown))


def identify(patient: Patient, seen: Circumstances) -> Verdict:
    """Ask the service who it is, without signing in."""
    request = encode_request(Request(RequestHeader(""), Identify()))
    try:
        answer = ask(patient.endpoint, patient.timeouts, request, unauthenticated=True)
        if answer.is_soap and answer.trouble is not None:
            raise answer.trouble
        reply = decode_reply(answer.body).body if answer.is_soap else None
    except Malformed as error:
        return red(Cause.NOT_WSMAN, str(error), replace(seen, said=str(error)))
    except ConsoleError as error:
        return _no_answer(patient, seen, error)
    except NotHttp as problem:
        return red(Cause.NOT_HTTP, str(problem), seen)
    return _identified(answer, reply, seen)


def _identified(answer: Answer, reply: ReplyBody | None, seen: Circumstances) -> Verdict:
    detail = f"HTTP {answer.status} {answer.content_type}".strip()
    if answer.status == 401 or isinstance(reply, Fault):
        return amber(Cause.IDENTIFY_REFUSED, detail, seen)
    if not isinstance(reply, IdentifyReply):
        seen = replace(seen, status=answer.status, server=answer.server)
        return red(_wrong_answer(answer) if reply is None else Cause.NOT_WSMAN, detail, seen)
    told = f"{reply.product_vendor}, {reply.product_version}"
    seen = replace(seen, vendor=reply.product_vendor, said=told)
    if reply.product_vendor != MICROSOFT:
        return amber(Cause.OTHER_VENDOR, told, seen)
    return green(told, seen)


def _with(seen: Circumstances, answer: Answer) -> Circumstances:
    return replace(
        seen,
        offered=answer.offered,
        status=answer.status,
        server=answer.server,
        location=answer.location,
        skew_s=answer.skew_s,
    )
