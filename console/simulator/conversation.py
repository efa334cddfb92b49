"""One connection's way from HTTP to the endpoint and back: sign-in, sealing, faults, the log.

A message comes sealed (NTLM, Kerberos or CredSSP over HTTP), or in clear over TLS, or in clear over
HTTP where the host allows it; else a clear message is answered by 401, as clients in the field
report of hosts with
``AllowUnencrypted=false``. An empty POST only carries the handshake. A sealed message that does
not open is answered by 400 and ends the context, and with it all that follows on this connection:
that is what a client meets that goes on with old keys.
"""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spnego.exceptions import SpnegoError

from console.simulator.accounts import Account, AccountBook
from console.simulator.delivery import (
    SOAP_TYPE,
    SOAP_TYPE_UTF16,
    HttpAnswer,
    spoil_answer,
    spoil_soap,
)
from console.simulator.endpoint import Endpoint
from console.simulator.failures import Caller
from console.simulator.faults import AnyFault, FaultPlan, Situation, prevents
from console.simulator.http import HttpReply, HttpRequest
from console.simulator.reply_writer import Answer
from console.simulator.sealing import (
    BadFrame,
    content_type,
    goes_in_parts,
    is_sealed,
    protocol_of,
)
from console.simulator.security import ConnectionSecurity
from console.simulator.traffic import RequestRecord, TrafficLog
from console.wsman.message import Identify, Invoke, Request

_UTF16_STARTS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0")
NTLM_ONLY = frozenset({"ntlm"})


@dataclass(frozen=True, slots=True)
class HostProfile:
    """How a simulated host presents itself.

    Attributes:
        name: Its name, for NTLM and for faults.
        methods: Ways to sign in, words of ``security.KNOWN_METHODS``.
        allow_unencrypted: ``AllowUnencrypted`` of the WinRM service; opens Basic over HTTP too.
        is_tls: Whether it speaks HTTPS.
        latency_s: Added before each answer, the handshake's included.
        open_identify: Answer an Identify that asks for no sign-in.
    """

    name: str = "HV01"
    methods: frozenset[str] = NTLM_ONLY
    allow_unencrypted: bool = False
    is_tls: bool = False
    latency_s: float = 0.0
    open_identify: bool = True


@dataclass(frozen=True, slots=True)
class HostServices:
    """What all connections of one host share."""

    profile: HostProfile
    endpoint: Endpoint
    accounts: AccountBook
    plan: FaultPlan = field(default_factory=FaultPlan)
    log: TrafficLog = field(default_factory=TrafficLog)


@dataclass(slots=True)
class _Turn:
    """One request on its way."""

    http: HttpRequest
    account: Account | None = None
    handshake: tuple[tuple[str, str], ...] = ()
    sealed: bool = False
    utf16: bool = False
    is_refusal: bool = False
    request: Request | None = None
    fault_code: int = 0
    faults: tuple[AnyFault, ...] = ()


class HostConversation:
    """Answers the requests of one connection.

    Args:
        services: What all connections share.
        certificate: The client's certificate (DER), verified by TLS, or empty.
    """

    def __init__(self, services: HostServices, certificate: bytes = b"") -> None:
        profile = services.profile
        self._services = services
        self._number = services.log.opened()
        self._clear_allowed = profile.is_tls or profile.allow_unencrypted
        self._security = ConnectionSecurity(
            services.accounts,
            profile.methods,
            allow_basic=self._clear_allowed,
            hostname=profile.name,
            certificate=certificate,
        )

    def respond(self, request: HttpRequest) -> HttpReply:
        """Answer a POST to ``/wsman``."""
        turn = _Turn(request)
        answer = self._answer(turn)
        if turn.faults:
            answer = self._challenging(spoil_answer(turn.faults, answer))
        self._services.log.add(self._record(turn, answer))
        return HttpReply(answer, turn.faults, self._services.profile.latency_s)

    def _answer(self, turn: _Turn) -> HttpAnswer:
        asks_openly = turn.http.header("wsmanidentify").lower() == "unauthenticated"
        asks_openly = asks_openly and self._services.profile.open_identify
        if not (asks_openly and turn.http.body and not turn.http.header("authorization")):
            refused = self._signed_in(turn)
            if refused is not None:
                return refused
        soap = self._opened(turn)
        if isinstance(soap, HttpAnswer):
            self._take_faults(turn)
            return soap
        return self._message(turn, soap)

    def _signed_in(self, turn: _Turn) -> HttpAnswer | None:
        """Return the answer to a request that is not let through, or has no message."""
        outcome = self._security.authorize(turn.http.header("authorization"))
        headers = tuple(("WWW-Authenticate", value) for value in outcome.headers)
        turn.account, turn.is_refusal = outcome.account, outcome.is_refusal
        if outcome.account is None:
            self._take_faults(turn)
            return HttpAnswer(401, headers=headers)
        turn.handshake = headers
        if not turn.http.body:
            self._take_faults(turn)
            return HttpAnswer(200, headers=headers)
        return None

    def _opened(self, turn: _Turn) -> bytes | HttpAnswer:
        """Return the SOAP text of a request, or the answer to one that has none to read."""
        kind = turn.http.header("content-type")
        if is_sealed(kind):
            turn.sealed = True
            try:
                return self._security.unseal(turn.http.body)
            except (BadFrame, SpnegoError):
                self._security.forget()
                return HttpAnswer(400)
        if not _is_soap(kind):
            return HttpAnswer(415)
        if not self._clear_allowed and turn.account is not None:
            return self._unauthorized()
        return turn.http.body

    def _unauthorized(self) -> HttpAnswer:
        offers = tuple(("WWW-Authenticate", offer) for offer in self._security.offers)
        return HttpAnswer(401, headers=offers)

    def _challenging(self, answer: HttpAnswer) -> HttpAnswer:
        """Let no 401 go without the ways to sign in."""
        has_offers = any(name == "WWW-Authenticate" for name, _ in answer.headers)
        if answer.status != 401 or has_offers:
            return answer
        return replace(answer, headers=(*answer.headers, *self._unauthorized().headers))

    def _message(self, turn: _Turn, soap: bytes) -> HttpAnswer:
        turn.utf16 = soap.startswith(_UTF16_STARTS)
        endpoint, machine = self._services.endpoint, self._machine(turn.http)
        read = endpoint.read(soap, machine)
        if isinstance(read, Answer):
            self._take_faults(turn, Situation(self._number))
            return self._wrapped(turn, read)
        turn.request = read
        if turn.account is None and not isinstance(read.body, Identify):
            self._take_faults(turn)
            return self._unauthorized()
        self._take_faults(turn, endpoint.situation(read, self._number))
        if prevents(turn.faults):
            return HttpAnswer(503)
        return self._wrapped(turn, endpoint.perform(read, _caller(turn), machine, turn.faults))

    def _take_faults(self, turn: _Turn, situation: Situation | None = None) -> None:
        situation = situation or Situation(self._number, handshake=True)
        turn.faults = self._services.plan.take(situation)

    def _wrapped(self, turn: _Turn, answer: Answer) -> HttpAnswer:
        turn.fault_code = answer.fault_code
        text = _in_utf16(answer.body) if turn.utf16 else answer.body
        soap, status = spoil_soap(turn.faults, text), answer.status
        if turn.sealed and self._security.can_seal:
            protocol = protocol_of(turn.http.header("content-type"))
            kind = content_type(protocol, in_parts=goes_in_parts(soap, protocol))
            return HttpAnswer(status, self._security.seal(soap, protocol), kind, turn.handshake)
        kind = SOAP_TYPE_UTF16 if turn.utf16 else SOAP_TYPE
        return HttpAnswer(status, soap, kind, turn.handshake)

    def _machine(self, request: HttpRequest) -> str:
        dialled = request.header("host").rpartition(":")
        return (dialled[0] or dialled[2]).strip("[]") or self._services.profile.name

    def _record(self, turn: _Turn, answer: HttpAnswer) -> RequestRecord:
        request = turn.request
        body = request.body if request else None
        return RequestRecord(
            connection=self._number,
            operation=type(body).__name__ if body else "",
            resource_uri=request.header.resource_uri if request else "",
            method=body.method if isinstance(body, Invoke) else "",
            status=answer.status,
            fault_code=turn.fault_code,
            bytes_in=len(turn.http.body),
            bytes_out=len(answer.body),
            user=turn.account.user if turn.account else "",
            auth=self._security.method,
            sealed=turn.sealed,
            refused=turn.is_refusal,
        )


def _caller(turn: _Turn) -> Caller | None:
    account = turn.account
    if account is None:
        return None
    return Caller(
        f"{account.domain}\\{account.user}", account.is_hyperv_admin, account.is_remote_user
    )


def _in_utf16(soap: bytes) -> bytes:
    """Answer in the character set of the request, which Windows' own clients may choose."""
    return codecs.BOM_UTF16_LE + soap.decode("utf-8", "replace").encode("utf-16-le")


def _is_soap(value: str) -> bool:
    """Tell whether a content type is SOAP 1.2 in a character set that is read here."""
    kind, _, parameters = value.partition(";")
    charset = _parameter(parameters.split(";"), "charset") or "utf-8"
    return kind.strip().lower() == "application/soap+xml" and charset.lower() in {"utf-8", "utf-16"}


def _parameter(parameters: Sequence[str], name: str) -> str:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == name:
            return value.strip().strip('"')
    return ""
