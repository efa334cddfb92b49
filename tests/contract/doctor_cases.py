"""Every fault that the connection doctor is tested with: how it is brought about, what he finds."""

import functools
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

from console.doctor.finding import Cause, Patient, Step, StepState
from console.model.connection import AuthMethod, Credential, Endpoint, Timeouts
from console.simulator.accounts import Account
from console.simulator.descriptions import HostDescription
from console.simulator.faults import (
    AnswerFault,
    EntityBombBody,
    GarbageBody,
    Hang,
    Reset,
    Scope,
    TruncateBody,
)
from console.simulator.fleets import build
from console.simulator.running_host import RunningHost, running
from console.simulator.server import HostSettings, SimulatedHost
from console.simulator.tls import TlsIdentity
from console.simulator.trouble import bend, plant
from console.wsman.message import Fault
from tests.contract.hostile import (
    Scripted,
    Talk,
    answer,
    closes_tls,
    full_backlog,
    hello_then,
    nobody,
    old_tls,
    says,
)

USER, PASSWORD = "sim", "pw-of-this-test"
RIGHT = Credential(USER, PASSWORD)
WRONG = Credential(USER, "another-pw")
FAST = Timeouts(connect=1.0, operation=1.0, margin=0.5)
"""Patience for hosts that never answer; everything here is on this computer."""

RED, AMBER = StepState.RED, StepState.AMBER
Setup = Callable[[ExitStack], Patient]


@dataclass(frozen=True)
class Case:
    """A fault.

    Attributes:
        name: What is wrong.
        setup: Puts the fault in place and returns whom to examine.
        step: Where the doctor has to find it.
        cause: What he has to find.
        state: Red, or amber where the host can be used nevertheless.
        or_cause: What he finds instead on a computer without a name server.
    """

    name: str
    setup: Setup = field(repr=False)
    step: Step
    cause: Cause
    state: StepState = RED
    or_cause: Cause | None = None


def nobodys_port(stack: ExitStack) -> int:
    """Return a port where nobody listens while the test runs."""
    return nobody(stack).port


def patient(stack: ExitStack, port: int, credential: Credential | None = RIGHT, **more) -> Patient:
    """Describe a patient on this computer; the usual ports of WinRM are nobody's."""
    console_port = more.pop("console_port", None)
    usual = more.pop("usual", None) or (nobodys_port(stack), nobodys_port(stack))
    timeouts = more.pop("timeouts", Timeouts(connect=20.0, operation=20.0, margin=10.0))
    endpoint = Endpoint(more.pop("host", "127.0.0.1"), port, **more)
    method = credential.method if credential else AuthMethod.NTLM
    return Patient(endpoint, credential, USER, method, timeouts, console_port, usual)


def run_host(
    stack: ExitStack, *troubles: str, rules=(), **options
) -> tuple[RunningHost, HostSettings]:
    """Run a simulated host with troubles by name and with further faults."""
    settings = HostSettings("HV01", [Account(USER, PASSWORD)], console_port=0)
    settings = bend(replace(settings, **options), troubles)
    host = SimulatedHost(build(HostDescription("HV01")), settings)
    plant(host.plan, troubles)
    for fault, scope in rules:
        host.plan.add(fault, scope)
    (live,) = stack.enter_context(running([host]))
    return live, settings


def host(*troubles: str, rules=(), credential: Credential | None = RIGHT, trust=None, **options):
    """A simulated host, examined as it is."""

    def setup(stack: ExitStack) -> Patient:
        live, settings = run_host(stack, *troubles, rules=rules, **options)
        more = dict(trust or {})
        if more.pop("knows_certificate", False):
            more["ca_file"] = _pem_of(stack, settings)
        is_tls = more.pop("tls", live.url.startswith("https"))
        console = live.console_port or nobodys_port(stack)
        return patient(stack, live.port, credential, console_port=console, tls=is_tls, **more)

    return setup


def scripted(script, **more) -> Setup:
    """A server that follows a script."""

    def setup(stack: ExitStack) -> Patient:
        return patient(stack, stack.enter_context(Scripted(script)).port, **more)

    return setup


@functools.cache
def identity() -> TlsIdentity:
    """Return a certificate for this computer."""
    return TlsIdentity.self_signed(("localhost", "127.0.0.1"))


def _pem_of(stack: ExitStack, settings: HostSettings) -> str:
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    path = Path(folder) / "host.pem"
    assert settings.tls is not None
    path.write_bytes(settings.tls.certificate)
    return str(path)


def _named(name: str) -> Setup:
    return lambda stack: patient(stack, 5985, host=name)


def _closed(stack: ExitStack) -> Patient:
    return patient(stack, nobodys_port(stack))


def _filtered(stack: ExitStack) -> Patient:
    return patient(stack, full_backlog(stack).port, timeouts=FAST)


def _other_port(*, tls: bool) -> Setup:
    """WinRM listens, but on the other of its two ports."""

    def setup(stack: ExitStack) -> Patient:
        live, _ = run_host(stack, tls=None if tls else identity())
        here, closed = live.port, nobodys_port(stack)
        usual = (here, closed) if tls else (closed, here)
        return patient(stack, closed, usual=usual, tls=tls)

    return setup


def _console_closed(stack: ExitStack) -> Patient:
    live, _ = run_host(stack)
    return patient(stack, live.port, console_port=nobodys_port(stack))


def _unreadable_ca(stack: ExitStack) -> Patient:
    live, _ = run_host(stack, tls=identity())
    return patient(stack, live.port, tls=True, ca_file="/nonexistent/authority.pem")


def _old_tls(stack: ExitStack) -> Patient:
    return patient(stack, old_tls(stack).port, tls=True, verify=False)


def _not_http(stack: ExitStack) -> Patient:
    server = stack.enter_context(Scripted(lambda talk: talk.say(b"SSH-2.0-OpenSSH_9.2\r\n")))
    return patient(stack, server.port)


def _kerberos(stack: ExitStack) -> Patient:
    live, _ = run_host(stack)
    return patient(stack, live.port, Credential(USER, PASSWORD, AuthMethod.KERBEROS))


def _own_certificate(stack: ExitStack) -> Patient:
    live, _ = run_host(stack, tls=identity())
    credential = Credential(
        USER, "", AuthMethod.CERTIFICATE, "/nonexistent.pem", "/nonexistent.key"
    )
    return patient(stack, live.port, credential, tls=True, verify=False)


_OFFER = answer(b"401", b"WWW-Authenticate: Negotiate\r\n")


def _silent_to_accounts(talk: Talk) -> None:
    """Offer Negotiate, and answer nobody who tries it."""
    while b"\r\nauthorization:" not in (request := talk.request().lower()):
        if not request:
            return
        talk.say(_OFFER)
    talk.wait()


def _deaf_to_accounts(talk: Talk) -> None:
    """Offer Negotiate, and close when somebody tries it."""
    while b"\r\nauthorization:" not in (request := talk.request().lower()):
        if not request:
            return
        talk.say(_OFFER)


def _offers_nothing(talk: Talk) -> None:
    """Refuse everybody, and say no way to sign in."""
    while talk.request():
        talk.say(answer(b"401"))


_BASIC = Credential(USER, PASSWORD, AuthMethod.BASIC)
_ALL = Scope(handshake=True)
_QUERY = Scope(class_name="virtualization")
_TLS = {"tls": identity()}
_BRIEF_DIAL = Timeouts(connect=1.0, operation=20.0, margin=10.0)
_SOON = {"timeouts": Timeouts(connect=20.0, operation=2.0, margin=1.0)}

CASES = (
    Case("name: impossible", _named("no such host"), Step.NAME, Cause.NAME_INVALID),
    Case(
        "name: unknown",
        _named("no-such-host.invalid"),
        Step.NAME,
        Cause.NAME_UNKNOWN,
        or_cause=Cause.NAME_SERVER_SILENT,
    ),
    Case("address: of a group", _named("224.0.0.1"), Step.ADDRESS, Cause.ADDRESS_UNUSABLE),
    Case("port: nobody listens", _closed, Step.PORT, Cause.PORT_CLOSED),
    Case("port: filtered", _filtered, Step.PORT, Cause.PORT_SILENT),
    Case("port: only HTTPS listens", _other_port(tls=False), Step.PORT, Cause.ONLY_HTTPS_OPEN),
    Case("port: only HTTP listens", _other_port(tls=True), Step.PORT, Cause.ONLY_HTTP_OPEN),
    Case("port: 2179 closed", _console_closed, Step.PORT, Cause.CONSOLE_PORT_CLOSED, AMBER),
    Case(
        "port: host without consoles",
        host("console-closed"),
        Step.PORT,
        Cause.CONSOLE_PORT_CLOSED,
        AMBER,
    ),
    Case("tls: the port speaks HTTP", host(trust={"tls": True}), Step.TLS, Cause.NOT_TLS),
    Case(
        "tls: broken off",
        scripted(hello_then(lambda talk: talk.reset()), tls=True),
        Step.TLS,
        Cause.TLS_BROKEN,
    ),
    Case(
        "tls: handshake refused",
        scripted(hello_then(closes_tls), tls=True),
        Step.TLS,
        Cause.TLS_VERSION,
    ),
    Case("tls: 1.1 only", _old_tls, Step.TLS, Cause.TLS_VERSION),
    Case(
        "tls: silent",
        scripted(lambda talk: talk.wait(), tls=True, timeouts=FAST),
        Step.TLS,
        Cause.TLS_SILENT,
    ),
    Case("tls: CA file unreadable", _unreadable_ca, Step.TLS, Cause.CA_FILE_UNREADABLE),
    Case("tls: self-signed", host(**_TLS), Step.TLS, Cause.CERTIFICATE_SELF_SIGNED),
    Case(
        "tls: expired",
        host("certificate-expired", trust={"knows_certificate": True}),
        Step.TLS,
        Cause.CERTIFICATE_EXPIRED,
    ),
    Case(
        "tls: not yet valid",
        host("certificate-not-yet-valid", trust={"knows_certificate": True}),
        Step.TLS,
        Cause.CERTIFICATE_NOT_YET_VALID,
    ),
    Case(
        "tls: wrong name",
        host("certificate-wrong-name", trust={"knows_certificate": True}),
        Step.TLS,
        Cause.CERTIFICATE_WRONG_NAME,
    ),
    Case(
        "tls: another one is pinned",
        host(trust={"pin": "0" * 64}, **_TLS),
        Step.TLS,
        Cause.CERTIFICATE_CHANGED,
    ),
    Case(
        "tls: not checked",
        host(trust={"verify": False}, **_TLS),
        Step.TLS,
        Cause.CERTIFICATE_UNCHECKED,
        AMBER,
    ),
    Case(
        "http: never answers",
        scripted(lambda talk: talk.wait(), timeouts=FAST),
        Step.HTTP,
        Cause.HTTP_SILENT,
    ),
    Case(
        "http: a byte now and then",
        scripted(lambda talk: talk.drip(answer(b"401"), 0.5), timeouts=FAST),
        Step.HTTP,
        Cause.HTTP_SILENT,
    ),
    Case("http: reset", host("reset"), Step.HTTP, Cause.HTTP_BROKEN),
    Case(
        "http: closes",
        scripted(lambda talk: talk.request() and None, timeouts=_BRIEF_DIAL),
        Step.HTTP,
        Cause.HTTP_BROKEN,
    ),
    Case(
        "http: the port speaks TLS", host(trust={"tls": False}, **_TLS), Step.HTTP, Cause.SPEAKS_TLS
    ),
    Case(
        "http: resets at once",
        scripted(lambda talk: talk.reset(), timeouts=_BRIEF_DIAL),
        Step.HTTP,
        Cause.HTTP_BROKEN,
    ),
    Case(
        "sign-in: nothing offered",
        scripted(_offers_nothing),
        Step.AUTHENTICATION,
        Cause.METHOD_NOT_OFFERED,
    ),
    Case("http: SSH answers", _not_http, Step.HTTP, Cause.NOT_HTTP),
    Case("http: redirect", host("redirect"), Step.HTTP, Cause.REDIRECTED),
    Case("http: proxy", host("proxy"), Step.HTTP, Cause.PROXY),
    Case("http: 503", host("unavailable"), Step.HTTP, Cause.SERVICE_UNAVAILABLE),
    Case("http: HTML page", host("html"), Step.HTTP, Cause.NOT_WINRM),
    Case("http: 404", scripted(says(answer(b"404"))), Step.HTTP, Cause.NOT_WINRM),
    Case(
        "identify: not WS-Management",
        host("not-wsman"),
        Step.IDENTIFY,
        Cause.NOT_WSMAN,
    ),
    Case(
        "identify: entity bomb",
        host(rules=[(EntityBombBody(), Scope(operation="Identify"))]),
        Step.IDENTIFY,
        Cause.NOT_WSMAN,
    ),
    Case(
        "identify: half an answer",
        host(rules=[(TruncateBody(), Scope(operation="Identify"))]),
        Step.IDENTIFY,
        Cause.HTTP_BROKEN,
    ),
    Case(
        "identify: refused", host("identify-refused"), Step.IDENTIFY, Cause.IDENTIFY_REFUSED, AMBER
    ),
    Case("identify: other vendor", host("other-vendor"), Step.IDENTIFY, Cause.OTHER_VENDOR, AMBER),
    Case("sign-in: no account", host(credential=None), Step.AUTHENTICATION, Cause.NO_CREDENTIAL),
    Case(
        "sign-in: no password",
        host(credential=Credential(USER, "")),
        Step.AUTHENTICATION,
        Cause.NO_CREDENTIAL,
    ),
    Case(
        "sign-in: wrong password",
        host(credential=WRONG),
        Step.AUTHENTICATION,
        Cause.BAD_CREDENTIAL,
    ),
    Case(
        "sign-in: unknown account",
        host(credential=Credential("nobody", PASSWORD)),
        Step.AUTHENTICATION,
        Cause.BAD_CREDENTIAL,
    ),
    Case(
        "sign-in: only Basic offered",
        host(methods=frozenset({"basic"}), trust={"knows_certificate": True}, **_TLS),
        Step.AUTHENTICATION,
        Cause.METHOD_NOT_OFFERED,
    ),
    Case(
        "sign-in: only NTLM offered",
        host(credential=_BASIC, trust={"knows_certificate": True}, **_TLS),
        Step.AUTHENTICATION,
        Cause.METHOD_NOT_OFFERED,
    ),
    Case(
        "sign-in: Kerberos and an address",
        _kerberos,
        Step.AUTHENTICATION,
        Cause.KERBEROS_NEEDS_NAME,
    ),
    Case(
        "sign-in: own certificate missing",
        _own_certificate,
        Step.TLS,
        Cause.OWN_CERTIFICATE_UNREADABLE,
    ),
    Case(
        "sign-in: never answers",
        scripted(_silent_to_accounts, **_SOON),
        Step.AUTHENTICATION,
        Cause.SIGN_IN_SILENT,
    ),
    Case(
        "sign-in: broken off",
        scripted(_deaf_to_accounts),
        Step.AUTHENTICATION,
        Cause.SIGN_IN_BROKEN,
    ),
    Case("sign-in: clock off", host("clock-off"), Step.AUTHENTICATION, Cause.CLOCK_OFF, AMBER),
    Case(
        "sign-in: clock off and refused",
        host("clock-off", credential=WRONG),
        Step.AUTHENTICATION,
        Cause.CLOCK_OFF,
    ),
    Case(
        "rights: not a remote user",
        host("not-remote-user"),
        Step.AUTHORISATION,
        Cause.NOT_REMOTE_USER,
    ),
    Case(
        "rights: namespace denied",
        host("namespace-denied"),
        Step.AUTHORISATION,
        Cause.NAMESPACE_DENIED,
    ),
    Case(
        "rights: not a Hyper-V administrator",
        host("not-hyper-v-admin"),
        Step.AUTHORISATION,
        Cause.NOT_HYPER_V_ADMIN,
    ),
    Case("rights: quota reached", host("quota"), Step.AUTHORISATION, Cause.QUOTA_REACHED),
    Case(
        "rights: answer is garbage",
        host(rules=[(GarbageBody(), _QUERY)]),
        Step.AUTHORISATION,
        Cause.ANSWER_BROKEN,
    ),
    Case(
        "rights: never answers",
        host(rules=[(Hang(), _QUERY)], trust=_SOON),
        Step.AUTHORISATION,
        Cause.ANSWER_SILENT,
    ),
    Case(
        "rights: connection lost",
        host(rules=[(Reset(), _QUERY)]),
        Step.AUTHORISATION,
        Cause.ANSWER_BROKEN,
    ),
    Case(
        "rights: unknown fault",
        host(rules=[(AnswerFault(Fault(0x803380FE, "w:InternalError", "Out of order.")), _QUERY)]),
        Step.AUTHORISATION,
        Cause.HOST_FAULT,
    ),
    Case("namespace: no Hyper-V", host("no-hyper-v"), Step.NAMESPACE, Cause.HYPER_V_MISSING),
    Case("Hyper-V: too old", host("old-windows"), Step.HYPER_V, Cause.HYPER_V_TOO_OLD, AMBER),
    Case(
        "Hyper-V: small messages", host("small-envelope"), Step.HYPER_V, Cause.ENVELOPE_SMALL, AMBER
    ),
)
