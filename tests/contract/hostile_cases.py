"""The table: what a host does wrong, which error that is, and what the window says of it."""

import asyncio
import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from console.model.connection import AuthMethod, Credential
from console.model.errors import (
    ConsoleError,
    EnumerationExpired,
    Forbidden,
    HostBusy,
    HyperVMissing,
    Malformed,
    NotWsman,
    OperationFailed,
    OutcomeUnknown,
    QuotaExceeded,
    Refused,
    RefusedReason,
    TimedOut,
    Unreachable,
    UnreachableReason,
    Untrusted,
    WsmanFault,
)
from console.model.power import PowerAction
from console.simulator.descriptions import JobFault, StartState, VmDescription
from console.simulator.faults import (
    AnswerFault,
    AnswerStatus,
    BadEncryptionFrame,
    BadSeal,
    CloseAfter,
    Delay,
    DoctypeBody,
    EndlessEnumeration,
    EntityBombBody,
    ExpireContexts,
    GarbageBody,
    Hang,
    HtmlPage,
    HugeBody,
    Phase,
    RefuseMethod,
    Reset,
    RewriteBody,
    RewriteFrame,
    Scope,
    Trickle,
    TruncateBody,
    WrongLength,
    WrongType,
)
from console.simulator.server import SimulatedHost
from console.wsman import fault_codes as codes
from console.wsman.message import Fault
from tests.contract.hostile import (
    DB,
    NTLM,
    SOAP,
    Place,
    Rule,
    Setup,
    Talk,
    answer,
    closes_tls,
    drips,
    full_backlog,
    hello_then,
    nobody,
    old_tls,
    over_tls,
    pours,
    redirected,
    says,
    scripted,
    simulated,
    then,
    unknown_name,
)

MIB = 1024 * 1024
HOST = "127.0.0.1"
READ_S, CONNECT_S = 1, 0.8
"""Patience in the cases that are about patience."""


@dataclass(frozen=True)
class Says:
    """An error, and the words that the window has for it."""

    kind: type[ConsoleError]
    cause: str
    step: str
    reason: object = None


def _unreachable(reason: UnreachableReason, cause: str, step: str) -> Says:
    return Says(Unreachable, cause, step, reason)


LOST = _unreachable(
    UnreachableReason.CONNECTION_LOST,
    "The connection to 127.0.0.1 broke off.",
    "Refresh; if it happens again, look at the network or the host's load.",
)
CLOSED = _unreachable(
    UnreachableReason.PORT_CLOSED,
    "127.0.0.1 is there, but nothing listens on its WinRM port.",
    "On the host, run “Enable-PSRemoting -Force” as an administrator, and check the port.",
)
NO_NAME = _unreachable(
    UnreachableReason.NAME_UNKNOWN,
    "No computer named no-such-host.invalid can be found.",
    "Check the spelling, or enter the host's IP address instead.",
)
NO_TLS = _unreachable(
    UnreachableReason.NO_TLS,
    "The port of 127.0.0.1 does not speak TLS, or only old versions.",
    "Check the port: WinRM has TLS on 5986; on 5985 connect without TLS.",
)
PROXY = _unreachable(
    UnreachableReason.PROXY,
    "A proxy server stands between you and 127.0.0.1 and does not pass.",
    "Exclude the host from the proxy in your system's settings.",
)
SILENT = Says(
    TimedOut,
    "127.0.0.1 took the request but did not answer within 1 s.",
    "The host may be very busy; try again in a moment.",
)
NO_CONNECTION = Says(
    TimedOut,
    "No connection to 127.0.0.1 came about within 0.8 s.",
    "Check that the host is running and that its firewall lets WinRM through.",
)
ENDLESS = Says(
    TimedOut,
    "The host did not come to the end of a list within 2.25 s.",
    "The host may be very busy; try again in a moment.",
)
UNREADABLE = Says(
    Malformed,
    "The host's answer cannot be read.",
    "Try again; if it stays, copy the details and report them.",
)
REFUSED = Says(
    Refused,
    "127.0.0.1 did not accept the account or its password.",
    "Enter the password again; write the account as DOMAIN\\name or HOST\\name.",
    RefusedReason.BAD_CREDENTIAL,
)
NOT_OFFERED = Says(
    Refused,
    "127.0.0.1 does not offer this way of signing in.",
    "Choose another method; the details list what it offers.",
    RefusedReason.METHOD_NOT_OFFERED,
)
CLOCK = Says(
    Refused,
    "127.0.0.1 refused the sign-in, and its clock is minutes off from this computer's.",
    "Set both clocks by the same time server; if they are right, check the password.",
    RefusedReason.CLOCK_OFF,
)
WANTS_SEALED = Says(
    Refused,
    "127.0.0.1 accepts only encrypted messages.",
    "Use NTLM, Kerberos or CredSSP, or connect with TLS.",
    RefusedReason.ENCRYPTION_REQUIRED,
)
UNTRUSTED = Says(
    Untrusted,
    "127.0.0.1 shows a certificate that nobody but itself vouches for.",
    "Compare its fingerprint with the host's and trust it for this host, or name the file of its"
    " authority in the host's settings.",
)
FORBIDDEN = Says(
    Forbidden,
    "The account may not do this on the host.",
    "Add it to the host's groups “Hyper-V Administrators” and “Remote Management Users”.",
)
NO_ROLE = Says(
    HyperVMissing,
    "This is a Windows computer without Hyper-V.",
    "Install the Hyper-V role there, or choose another host.",
)
QUOTA = Says(
    QuotaExceeded,
    "A limit of the host's WinRM service is reached.",
    "Wait a moment; close other remote sessions to this host.",
)
EXPIRED = Says(
    EnumerationExpired,
    "The host dropped the list before it was read to the end.",
    "Refresh to read it again.",
)
BUSY = Says(
    HostBusy,
    "The host did not finish the request in the time allowed.",
    "The host may be very busy; try again in a moment.",
)
UNKNOWN_OUTCOME = Says(
    OutcomeUnknown,
    "The change was sent, but its outcome is unknown: the answer was lost.",
    "Look at the virtual machine's state before you repeat the change.",
)


def web(status: int) -> Says:
    """Another server answers."""
    return Says(
        NotWsman,
        f"A web server answers at 127.0.0.1:{{port}}, but not WinRM (HTTP status {status}).",
        "Check the port: WinRM uses 5985, or 5986 with TLS.",
    )


UNAVAILABLE = Says(
    NotWsman,
    "WinRM at 127.0.0.1:{port} is not available just now (HTTP status 503).",
    "Wait until the host has started; check its service “Windows Remote Management”.",
)
NO_HTTP = Says(
    NotWsman,
    "Something answers at 127.0.0.1:{port} that is neither WinRM nor a web server.",
    "Check the port: WinRM uses 5985, or 5986 with TLS.",
)


@dataclass(frozen=True)
class Case:
    """One way in which a host is hostile or broken.

    Attributes:
        name: What it does.
        setup: Sets it up.
        says: What comes of it; ``None``: it must be borne, and both VMs be read.
        is_hasty: Whether it is about patience: then little of it is given.
        order: A change of web01 to order; without one, everything is read.
        heals: Whether the same connection must read everything once the fault is over.
        check: A further look at the place.
    """

    name: str
    setup: Setup
    says: Says | None
    is_hasty: bool = False
    order: PowerAction | None = None
    heals: bool = True
    check: Callable[[Place], None] | None = None


# -- parts of faults

EVERY = Scope()
LEGS = Scope(handshake=True)
SUMMARY = "Msvm_SummaryInformation"
STATES = Scope(operation="Enumerate", class_name=SUMMARY)
PULL = Scope(operation="Pull", class_name=SUMMARY)
LOOK = Scope(operation="Get")


def leg(number: int) -> Scope:
    """The n-th request of a handshake: the bare one, the greeting, the proof."""
    return Scope(handshake=True, nth=number)


def rewritten(pattern: str, text: str, scope: Scope = EVERY) -> Rule:
    """Replace something in what the host answers."""

    def rewrite(soap: bytes) -> bytes:
        return re.sub(pattern, text, soap.decode()).encode()

    return RewriteBody(rewrite), scope


def replaced(make: Callable[[bytes], bytes], scope: Scope = STATES) -> Rule:
    """Replace what the host answers."""
    return RewriteBody(make), scope


def body(content: bytes) -> Callable[[bytes], bytes]:
    """An answer that is related to the request and has this in it."""

    def make(soap: bytes) -> bytes:
        head, _, _ = soap.partition(b"<s:Body>")
        return head + b"<s:Body>" + content + b"</s:Body></s:Envelope>"

    return make


def framed(make: Callable[[bytes], bytes]) -> Rule:
    """Bend the frame of a sealed answer."""
    return RewriteFrame(make), EVERY


def says_no(code: int, subcode: str = "s:Receiver", **more: Any) -> Fault:
    """A fault as WinRM writes it."""
    return Fault(code, subcode, "no", **more)


def refuses(fault: Fault, scope: Scope = EVERY) -> Setup:
    """A host that answers with a fault."""
    return simulated((AnswerFault(fault), scope))


def restarts(scope: Scope) -> Callable[[SimulatedHost], tuple[Rule, ...]]:
    """A host that restarts in the middle of its answer to such a request, once."""

    def rules(host: SimulatedHost) -> tuple[Rule, ...]:
        tasks: list[asyncio.Task[None]] = []

        def restart(soap: bytes) -> bytes:
            tasks.append(asyncio.get_running_loop().create_task(host.restart()))
            return soap

        return ((RewriteBody(restart), scope), (Hang(), scope))

    return rules


def one_attempt(place: Place) -> None:
    """Not more than one proof of who we are went to the host: accounts lock."""
    if place.server is not None:
        assert place.server.connections <= 2


def went_nowhere(place: Place) -> None:
    """Nobody followed to the other server."""
    assert [each.connections for each in place.further] == [0]


def has_no_enumeration(place: Place) -> None:
    """What was not read to its end was given back."""
    assert place.live is not None
    assert place.live.open_enumerations == 0


LONG_AGO = b"Date: Mon, 01 Jan 2001 00:00:00 GMT\r\n"
CREDSSP = Credential("sim", "pw-of-this-test", AuthMethod.CREDSSP)
CHALLENGE = b"WWW-Authenticate: Negotiate "
OK_HEAD = b"HTTP/1.1 200 OK\r\n" + SOAP
ENVELOPE = (
    b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>%s</s:Body>'
    b"</s:Envelope>"
)
GZIPPED = answer(b"200", SOAP + b"Content-Encoding: gzip\r\n", gzip.compress(b"\0" * 10 * MIB))
COPY = "Copy the details for the full report of the host."
START = VmDescription("web01", state=StartState.OFF)


def starting(fault: JobFault) -> Setup:
    """A host on which web01 does not start."""
    web = VmDescription("web01", state=StartState.OFF, job_faults=(("start", fault),))
    return simulated(vms=(web, DB), pace=0.2)


def slowly_starting(*rules: Rule, **more: Any) -> Setup:
    """A host on which web01 starts by a job, and something else happens."""
    return simulated(*rules, vms=(START, DB), **more)


def ignore(talk: Talk) -> None:
    """Close without a word."""


CONNECTING = (
    Case("nobody knows the name", unknown_name, NO_NAME),
    Case("the port is closed", nobody, CLOSED),
    Case("the firewall drops everything", full_backlog, NO_CONNECTION, is_hasty=True),
    Case("closes at once", scripted(ignore), LOST),
    Case("resets at once", scripted(Talk.reset), LOST),
    Case("accepts and never answers", scripted(Talk.wait), SILENT, is_hasty=True),
    Case(
        "resets after the request's head",
        scripted(lambda talk: (talk.head(), talk.reset())[1]),
        LOST,
    ),
    Case("TLS: closes in the handshake", scripted(hello_then(ignore), tls=True), LOST),
    Case("TLS: resets in the handshake", scripted(hello_then(Talk.reset), tls=True), LOST),
    Case(
        "TLS: is silent in the handshake",
        scripted(hello_then(Talk.wait), tls=True),
        NO_CONNECTION,
        is_hasty=True,
    ),
    Case(
        "TLS: a byte at a time in the handshake",
        scripted(
            hello_then(lambda talk: talk.drip(b"\x16\x03\x03\x40\x00" + b"\2" * 9000)), tls=True
        ),
        NO_CONNECTION,
        is_hasty=True,
    ),
    Case("TLS: no common version", old_tls, NO_TLS),
    Case("TLS: alert in the handshake", scripted(hello_then(closes_tls), tls=True), NO_TLS),
    Case(
        "TLS: speaks plain HTTP",
        scripted(hello_then(lambda talk: talk.say(answer(b"400"))), tls=True),
        NO_TLS,
    ),
    Case(
        "TLS: nobody vouches for the certificate",
        over_tls(verify=True),
        UNTRUSTED,
        heals=False,
    ),
    Case("TLS: resets in the answer", over_tls((Reset(Phase.IN_BODY), EVERY), verify=False), LOST),
)

SIGNING_IN = (
    Case("resets at the first leg", simulated((Reset(), leg(1))), LOST),
    Case("resets at every leg", simulated((Reset(), LEGS)), LOST),
    Case("resets at the greeting", simulated((Reset(), leg(2))), LOST),
    Case(
        "resets in the head of the challenge",
        simulated((Reset(Phase.IN_HEADERS), leg(2)), (Reset(Phase.IN_HEADERS), leg(5))),
        LOST,
    ),
    Case(
        "resets at the proof, twice",
        simulated((Reset(), leg(3)), (Reset(), leg(6))),
        LOST,
    ),
    Case("is silent at the greeting", simulated((Hang(), leg(2))), SILENT, is_hasty=True),
    Case("is silent at the proof", simulated((Hang(), leg(3))), SILENT, is_hasty=True),
    Case(
        "says 401 for ever",
        scripted(says(answer(b"401", b"WWW-Authenticate: Negotiate\r\n")), NTLM),
        NOT_OFFERED,
        check=one_attempt,
    ),
    Case(
        "says 401 for ever to Basic",
        scripted(says(answer(b"401", b'WWW-Authenticate: Basic realm="WSMAN"\r\n'))),
        REFUSED,
        check=one_attempt,
    ),
    Case(
        "says 401 to every message after the sign-in",
        simulated((AnswerStatus(401), EVERY)),
        REFUSED,
    ),
    Case(
        "goes on with CredSSP for ever",
        scripted(says(answer(b"401", b"WWW-Authenticate: CredSSP\r\n")), CREDSSP),
        REFUSED,
        check=one_attempt,
    ),
    Case(
        "offers another way only",
        scripted(says(answer(b"401", b"WWW-Authenticate: Digest\r\n")), NTLM),
        NOT_OFFERED,
    ),
    Case("offers nothing", scripted(says(answer(b"401")), NTLM), NOT_OFFERED),
    Case(
        "a challenge that is none",
        scripted(says(answer(b"401", CHALLENGE + b"bm8gY2hhbGxlbmdl\r\n")), NTLM),
        UNREADABLE,
    ),
    Case(
        "a challenge that is no base64",
        scripted(says(answer(b"401", CHALLENGE + b"%%%\r\n")), NTLM),
        UNREADABLE,
    ),
    Case(
        "a challenge of 60,000 bytes",
        scripted(says(answer(b"401", CHALLENGE + b"A" * 60_000 + b"\r\n")), NTLM),
        UNREADABLE,
    ),
    Case("lets anybody in", scripted(says(answer(b"200", SOAP)), NTLM), web(200)),
    Case(
        "wants encryption of a clear message",
        scripted(says(answer(b"500", b"Server: Microsoft-HTTPAPI/2.0\r\n"))),
        WANTS_SEALED,
    ),
    Case(
        "its clock is years off, and it lets nobody in",
        scripted(says(answer(b"401", b'WWW-Authenticate: Basic realm="WSMAN"\r\n' + LONG_AGO))),
        CLOCK,
        check=one_attempt,
    ),
    Case("a proxy wants a password", scripted(says(answer(b"407")), NTLM), PROXY),
)

ANSWERING = (
    Case("never answers a message", simulated((Hang(), EVERY)), SILENT, is_hasty=True),
    Case("a byte a second", simulated((Trickle(1, 1.0), EVERY)), SILENT, is_hasty=True),
    Case(
        "a byte at a time in the head",
        scripted(drips(b"", OK_HEAD + b"X: " + b"y" * 60_000)),
        SILENT,
        is_hasty=True,
    ),
    Case(
        "a byte at a time in the body",
        scripted(drips(OK_HEAD + b"Content-Length: 60000\r\n\r\n", b"x" * 60_000)),
        SILENT,
        is_hasty=True,
    ),
    Case("answers too late", simulated((Delay(30.0), EVERY)), SILENT, is_hasty=True),
    Case("resets before the answer", simulated((Reset(), EVERY)), LOST),
    Case("resets in the answer's head", simulated((Reset(Phase.IN_HEADERS), EVERY)), LOST),
    Case("resets in the answer's body", simulated((Reset(Phase.IN_BODY), EVERY)), LOST),
    Case("resets once", simulated((Reset(), Scope(times=1))), None),
    Case("closes after each list", simulated((CloseAfter(), Scope(operation="Pull"))), None),
    Case("half an answer", simulated((TruncateBody(), EVERY)), LOST),
    Case("Content-Length too large", simulated((WrongLength(100), EVERY)), LOST),
    Case("Content-Length too small", simulated((WrongLength(-100), EVERY)), UNREADABLE),
    Case(
        "Content-Length too large, and waits",
        scripted(then(OK_HEAD + b"Content-Length: 900\r\n\r\n<s:", Talk.wait)),
        SILENT,
        is_hasty=True,
    ),
    Case(
        "Content-Length is no number",
        scripted(says(OK_HEAD + b"Content-Length: many\r\n\r\n<a/>")),
        SILENT,
        is_hasty=True,
    ),
    Case("nothing in the answer", scripted(says(answer(b"200", SOAP))), UNREADABLE),
    Case("text/plain", simulated((WrongType("text/plain"), EVERY)), web(200)),
    Case("application/xml", simulated((WrongType("application/xml"), EVERY)), web(200)),
    Case("a web page", simulated((HtmlPage(), EVERY)), web(200)),
    Case("a web page at the first request", simulated((HtmlPage(), LEGS)), web(200)),
    Case("an error page", simulated((HtmlPage(500), EVERY)), web(500)),
    Case("HTTP 400 without a word", simulated((AnswerStatus(400), EVERY)), web(400)),
    Case("HTTP 404", simulated((AnswerStatus(404), EVERY)), web(404)),
    Case("HTTP 503", simulated((AnswerStatus(503), EVERY)), UNAVAILABLE),
    Case("sends us elsewhere", redirected, web(307), check=went_nowhere),
    Case("SSH", scripted(says(b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n")), NO_HTTP),
    Case("a head without end", scripted(says(OK_HEAD + b"X: y\r\n" * 500)), UNREADABLE),
    Case("a line without end", scripted(says(OK_HEAD + b"X: " + b"y" * 70_000)), UNREADABLE),
    Case(
        "100 MB, announced",
        scripted(pours(b"Content-Length: 104857600\r\n", b"x" * 65_536, 1600)),
        UNREADABLE,
    ),
    Case(
        "100 MB in chunks",
        scripted(
            pours(b"Transfer-Encoding: chunked\r\n", b"10000\r\n" + b"x" * 65_536 + b"\r\n", 1600)
        ),
        UNREADABLE,
    ),
    Case(
        "100 MB until the end",
        scripted(pours(b"Connection: close\r\n", b"x" * 65_536, 1600)),
        UNREADABLE,
    ),
    Case("a gzip bomb", scripted(says(GZIPPED)), UNREADABLE),
    Case("a broken boundary", simulated((BadEncryptionFrame(), EVERY)), UNREADABLE),
    Case("a turned bit", simulated((BadSeal(), EVERY)), UNREADABLE),
    Case(
        "a frame of another length",
        simulated(framed(lambda data: re.sub(rb"Length=\d+", b"Length=7", data))),
        UNREADABLE,
    ),
    Case("an empty frame", simulated(framed(lambda data: b"")), UNREADABLE),
    Case("half a frame", simulated(framed(lambda data: data[: len(data) // 2])), UNREADABLE),
    Case(
        "a signature of 4 GB",
        simulated(
            framed(
                lambda data: data.replace(
                    b"octet-stream\r\n\x10\0\0\0", b"octet-stream\r\n" + b"\xff" * 4
                )
            )
        ),
        UNREADABLE,
    ),
    Case(
        "a clear answer to a sealed request",
        simulated((WrongType("application/soap+xml;charset=UTF-8"), EVERY)),
        UNREADABLE,
    ),
)

XML = (
    Case("no XML", simulated((GarbageBody(), EVERY)), UNREADABLE),
    Case("a document type", simulated((DoctypeBody(), EVERY)), UNREADABLE),
    Case("an entity bomb", simulated((EntityBombBody(), EVERY)), UNREADABLE),
    Case("20 MB in one text", simulated((HugeBody(20 * MIB), EVERY)), UNREADABLE),
    Case(
        "100,000 elements deep",
        simulated(replaced(lambda _: ENVELOPE % (b"<a>" * 100_000))),
        UNREADABLE,
    ),
    Case(
        "200 values deep",
        simulated(
            replaced(
                body(
                    b"<p:X_OUTPUT xmlns:p='u'>"
                    + b"<p:a>" * 200
                    + b"</p:a>" * 200
                    + b"</p:X_OUTPUT>"
                )
            )
        ),
        UNREADABLE,
    ),
    Case(
        "a million elements wide",
        simulated(replaced(lambda _: ENVELOPE % (b"<a/>" * 1_000_000))),
        UNREADABLE,
    ),
    Case(
        "100,000 attributes",
        simulated(
            replaced(
                lambda _: ENVELOPE % (b"<a %s/>" % b" ".join(b'a%d=""' % n for n in range(100_000)))
            )
        ),
        UNREADABLE,
    ),
    Case(
        "SOAP 1.1",
        simulated(
            rewritten(
                r"http://www.w3.org/2003/05/soap-envelope",
                "http://schemas.xmlsoap.org/soap/envelope/",
            )
        ),
        UNREADABLE,
    ),
    Case(
        "enumeration in a wrong namespace",
        simulated(rewritten(r"ws/2004/09/enumeration\"", 'ws/2044/09/enumeration"')),
        UNREADABLE,
    ),
    Case(
        "no UTF-8",
        simulated(replaced(lambda soap: soap.replace(b"web01", b"web\xff\xfe"))),
        UNREADABLE,
    ),
    Case(
        "another encoding than it says",
        simulated(replaced(lambda soap: b"<?xml version='1.0' encoding='UTF-7'?>" + soap)),
        None,
    ),
    Case("UTF-16", simulated(replaced(lambda soap: soap.decode().encode("utf-16"))), None),
    Case("NUL bytes", simulated(replaced(lambda soap: soap + b"\0" * 9)), UNREADABLE),
    Case(
        "comments and instructions everywhere",
        simulated(
            replaced(
                lambda soap: soap.replace(b"<s:Body>", b"<!-- x --><?php x?><s:Body><!-- x -->")
            )
        ),
        None,
    ),
    Case(
        "the answer to somebody else",
        simulated(
            rewritten(r"(<a:RelatesTo>)[^<]+", r"\g<1>uuid:00000000-0000-0000-0000-000000000000")
        ),
        UNREADABLE,
    ),
    Case(
        "an answer to another question",
        simulated(
            replaced(
                body(
                    b"<wsmid:IdentifyResponse xmlns:wsmid='http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd'/>"
                )
            )
        ),
        UNREADABLE,
    ),
    Case("a body without content", simulated(replaced(body(b""))), UNREADABLE),
)

VALUES = (
    Case(
        "words for numbers",
        simulated(rewritten(r"(<(?:p:)?(?:EnabledState|UpTime|HealthState)>)\d+", r"\g<1>many")),
        None,
    ),
    Case(
        "numbers of 5,000 digits",
        simulated(
            rewritten(r"(<(?:p:)?(?:ProcessorLoad|MemoryUsage)>)\d+", r"\g<1>" + "9" * 5_000)
        ),
        None,
    ),
    Case(
        "numbers below zero",
        simulated(
            rewritten(
                r"(<(?:p:)?(?:ProcessorLoad|UpTime|NumberOfProcessors|MemoryUsage)>)(\d+)",
                r"\g<1>-\g<2>",
            )
        ),
        None,
    ),
    Case(
        "nil in every name",
        simulated(
            rewritten(
                r"<((?:p:)?ElementName)>[^<]*</[^>]+>",
                r'<\g<1> xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>',
            )
        ),
        None,
    ),
    Case(
        "nil in every identifier of the summary",
        simulated(
            rewritten(
                r"<(Name)>[^<]*</Name>",
                r'<\g<1> xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>',
                PULL,
            ),
            rewritten(
                r"<(Name)>[^<]*</Name>",
                r'<\g<1> xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>',
                STATES,
            ),
        ),
        None,
    ),
    Case(
        "every VM twice",
        simulated(
            replaced(
                lambda soap: re.sub(
                    rb"(<w:XmlFragment.*</w:XmlFragment>)", rb"\1\1", soap, flags=re.DOTALL
                ),
                PULL,
            ),
            replaced(
                lambda soap: re.sub(
                    rb"(<w:XmlFragment.*</w:XmlFragment>)", rb"\1\1", soap, flags=re.DOTALL
                )
            ),
        ),
        None,
    ),
    Case(
        "unknown classes among the VMs",
        simulated(
            replaced(
                lambda soap: re.sub(
                    rb"(<[wn]:Items>)",
                    rb'\1<q:Msvm_OfTheFuture xmlns:q="http://future/Msvm_OfTheFuture"><q:Name>x</q:Name></q:Msvm_OfTheFuture>',
                    soap,
                ),
                Scope(class_name=SUMMARY),
            )
        ),
        None,
    ),
    Case(
        "properties that nobody knows",
        simulated(
            replaced(
                lambda soap: soap.replace(
                    b"</w:XmlFragment>",
                    b"<Future>1</Future><Nested><x>1</x></Nested></w:XmlFragment>",
                ),
                EVERY,
            )
        ),
        None,
    ),
    Case(
        "arrays where one value belongs",
        simulated(rewritten(r"(<(p:)?ElementName>[^<]*</(p:)?ElementName>)", r"\g<1>\g<1>")),
        None,
    ),
    Case(
        "objects where text belongs",
        simulated(rewritten(r"<Notes>[^<]*</Notes>", "<Notes><x>1</x></Notes>")),
        None,
    ),
    Case(
        "states from the future",
        simulated(
            rewritten(
                r"(<(?:p:)?(?:EnabledState|OperationalStatus|HealthState|Heartbeat)>)\d+",
                r"\g<1>64999",
            )
        ),
        None,
    ),
    Case(
        "times of another age",
        simulated(
            rewritten(r"(<(?:p:|cim:)?Datetime>)[^<]*", r"\g<1>9999-12-31T23:59:59Z"),
            rewritten(r"(<(?:p:)?UpTime>)\d+", r"\g<1>18446744073709551615"),
        ),
        None,
    ),
)

LISTS = (
    Case(
        "a list without end",
        simulated((EndlessEnumeration(), STATES)),
        UNREADABLE,
        is_hasty=False,
        check=has_no_enumeration,
    ),
    Case(
        "a slow list without end",
        simulated((EndlessEnumeration(), STATES), (Delay(0.2), PULL)),
        ENDLESS,
        is_hasty=True,
    ),
    Case(
        "empty lists without end",
        simulated(
            (EndlessEnumeration(), STATES),
            replaced(
                lambda soap: re.sub(
                    rb"<[wn]:Items>.*</[wn]:Items>", b"<n:Items/>", soap, flags=re.DOTALL
                ),
                PULL,
            ),
        ),
        UNREADABLE,
    ),
    Case(
        "no way to go on",
        simulated(rewritten(r"<n:EnumerationContext>[^<]*</n:EnumerationContext>", "", STATES)),
        UNREADABLE,
    ),
    Case("the list is dropped in the middle", simulated((ExpireContexts(), PULL)), EXPIRED),
    Case(
        "the list has timed out",
        refuses(says_no(codes.ENUMERATION_TIMED_OUT, "n:TimedOut"), PULL),
        EXPIRED,
    ),
    Case(
        "restarts in the middle of a list",
        simulated(made=restarts(Scope(operation="Pull", class_name=SUMMARY, times=1))),
        LOST,
    ),
)

FAULTS = (
    Case(
        "too many operations of the user",
        refuses(says_no(codes.QUOTA_MAX_OPERATIONS, "w:QuotaLimit")),
        QUOTA,
    ),
    Case("the user's quota", refuses(says_no(codes.QUOTA_USER)), QUOTA),
    Case("the system's quota", refuses(says_no(codes.QUOTA_SYSTEM)), QUOTA),
    Case("the plug-in's quota", refuses(says_no(codes.QUOTA_PLUGIN_FIRST)), QUOTA),
    Case("WMI's quota", refuses(says_no(codes.WBEM_QUOTA_VIOLATION)), QUOTA),
    Case("a quota without a number", refuses(says_no(0, "w:QuotaLimit")), QUOTA),
    Case(
        "a quota in the middle of a list", refuses(says_no(codes.QUOTA_MAX_OPERATIONS), PULL), QUOTA
    ),
    Case("gives up by itself", refuses(says_no(codes.OPERATION_TIMED_OUT, "w:TimedOut")), BUSY),
    Case("denies access", refuses(says_no(codes.ACCESS_DENIED, "w:AccessDenied")), FORBIDDEN),
    Case(
        "denies access deep in WMI",
        refuses(says_no(0x80338105, wmi_code=codes.WBEM_ACCESS_DENIED, provider=True)),
        FORBIDDEN,
    ),
    Case(
        "has no such namespace",
        refuses(
            says_no(
                codes.CANNOT_PROCESS_FILTER, wmi_code=codes.WBEM_INVALID_NAMESPACE, provider=True
            )
        ),
        NO_ROLE,
    ),
    Case(
        "a fault that nobody knows",
        refuses(says_no(0x80990011)),
        Says(
            WsmanFault,
            "The host reports error 0x80990011: no",
            "Copy the details and look the code up, or report them.",
        ),
    ),
)

CHANGES = (
    Case(
        "a job that fails",
        starting(JobFault.FAILS),
        Says(OperationFailed, "The host refused: 'web01' failed to start.", COPY),
        order=PowerAction.START,
    ),
    Case(
        "a start without memory",
        starting(JobFault.NOT_ENOUGH_MEMORY),
        Says(
            OperationFailed,
            "The host refused: 'web01' failed to start.",
            "Free memory on the host, or give the machine less.",
        ),
        order=PowerAction.START,
    ),
    Case(
        "a method that says no",
        simulated((RefuseMethod(32775), Scope(method="RequestStateChange")), vms=(START, DB)),
        Says(
            OperationFailed,
            "The virtual machine's state does not allow this now.",
            "Refresh, wait until nothing else runs on it, and try again.",
        ),
        order=PowerAction.START,
    ),
    Case(
        "a method with a code of its own",
        simulated((RefuseMethod(4711), Scope(method="RequestStateChange")), vms=(START, DB)),
        Says(OperationFailed, "The host refused with error 4711.", COPY),
        order=PowerAction.START,
    ),
    Case(
        "a method without a result",
        simulated(
            rewritten(
                r"<p:ReturnValue>\d+</p:ReturnValue>", "", Scope(method="RequestStateChange")
            ),
            vms=(START, DB),
        ),
        UNKNOWN_OUTCOME,
        order=PowerAction.START,
    ),
    Case(
        "the answer to a change is lost",
        simulated((Reset(), Scope(method="RequestStateChange")), vms=(START, DB)),
        UNKNOWN_OUTCOME,
        order=PowerAction.START,
    ),
    Case(
        "the answer to a change is garbage",
        simulated((GarbageBody(), Scope(method="RequestStateChange")), vms=(START, DB)),
        UNKNOWN_OUTCOME,
        order=PowerAction.START,
    ),
    Case(
        "a job that vanishes",
        slowly_starting(
            (AnswerFault(says_no(codes.DESTINATION_UNREACHABLE, "a:DestinationUnreachable")), LOOK)
        ),
        UNKNOWN_OUTCOME,
        order=PowerAction.START,
    ),
    Case(
        "a job that cannot be looked at",
        slowly_starting((GarbageBody(), LOOK)),
        UNKNOWN_OUTCOME,
        order=PowerAction.START,
    ),
    Case(
        "quotas while a job runs",
        slowly_starting((AnswerFault(says_no(codes.QUOTA_USER)), LOOK)),
        UNKNOWN_OUTCOME,
        order=PowerAction.START,
    ),
    Case(
        "restarts in the middle of a job",
        slowly_starting(made=restarts(Scope(operation="Get", times=1))),
        None,
        order=PowerAction.START,
    ),
    Case(
        "goes away in the middle of a job",
        slowly_starting((Reset(), LOOK)),
        UNKNOWN_OUTCOME,
        order=PowerAction.START,
    ),
)

CASES = (*CONNECTING, *SIGNING_IN, *ANSWERING, *XML, *VALUES, *LISTS, *FAULTS, *CHANGES)
