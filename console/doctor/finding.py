"""The doctor's words: steps, causes, and what was found at each step. Values only.

A cause is a word without a sentence: ``ui.sentences.doctor`` has those, ``fix`` the scripts.
"""

import enum
from dataclasses import dataclass, field

from console.model.certificate import CertificateSeen
from console.model.connection import (
    HTTP_PORT,
    HTTPS_PORT,
    AuthMethod,
    Credential,
    Endpoint,
    Timeouts,
)

CONSOLE_PORT = 2179
"""Where Hyper-V opens the consoles of VMs (``Msvm_TerminalServiceSettingData.ListenerPort``)."""


class Step(enum.Enum):
    """What is looked at, in this order; the value is its word in JSON."""

    NAME = "name"
    ADDRESS = "address"
    PORT = "port"
    TLS = "tls"
    HTTP = "http"
    IDENTIFY = "identify"
    AUTHENTICATION = "authentication"
    AUTHORISATION = "authorisation"
    NAMESPACE = "namespace"
    HYPER_V = "hyper_v"


class StepState(enum.Enum):
    """How a step came out."""

    GREEN = "green"
    AMBER = "amber"
    """It works, but something about it is not as it should be; the walk goes on."""
    RED = "red"
    """The walk ends here."""
    SKIPPED = "skipped"


class Cause(enum.Enum):
    """Why a step is red or amber; the value is its word in JSON."""

    NAME_INVALID = "name_invalid"
    NAME_UNKNOWN = "name_unknown"
    NAME_SERVER_SILENT = "name_server_silent"
    ADDRESS_UNUSABLE = "address_unusable"
    NO_ROUTE = "no_route"
    PORT_CLOSED = "port_closed"
    PORT_SILENT = "port_silent"
    PORT_NO_ROUTE = "port_no_route"
    ONLY_HTTPS_OPEN = "only_https_open"
    ONLY_HTTP_OPEN = "only_http_open"
    CONSOLE_PORT_CLOSED = "console_port_closed"
    NOT_TLS = "not_tls"
    TLS_BROKEN = "tls_broken"
    TLS_SILENT = "tls_silent"
    TLS_VERSION = "tls_version"
    CA_FILE_UNREADABLE = "ca_file_unreadable"
    CERTIFICATE_SELF_SIGNED = "certificate_self_signed"
    CERTIFICATE_ISSUER_UNKNOWN = "certificate_issuer_unknown"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_NOT_YET_VALID = "certificate_not_yet_valid"
    CERTIFICATE_WRONG_NAME = "certificate_wrong_name"
    CERTIFICATE_CHANGED = "certificate_changed"
    CERTIFICATE_REFUSED = "certificate_refused"
    CERTIFICATE_UNCHECKED = "certificate_unchecked"
    HTTP_SILENT = "http_silent"
    HTTP_BROKEN = "http_broken"
    SPEAKS_TLS = "speaks_tls"
    NOT_HTTP = "not_http"
    REDIRECTED = "redirected"
    PROXY = "proxy"
    SERVICE_UNAVAILABLE = "service_unavailable"
    NOT_WINRM = "not_winrm"
    IDENTIFY_REFUSED = "identify_refused"
    NOT_WSMAN = "not_wsman"
    OTHER_VENDOR = "other_vendor"
    NO_CREDENTIAL = "no_credential"
    METHOD_NOT_INSTALLED = "method_not_installed"
    METHOD_NOT_OFFERED = "method_not_offered"
    BASIC_WOULD_BE_CLEAR = "basic_would_be_clear"
    BASIC_IN_CLEAR = "basic_in_clear"
    ENCRYPTION_REQUIRED = "encryption_required"
    OWN_CERTIFICATE_UNREADABLE = "own_certificate_unreadable"
    OWN_CERTIFICATE_REFUSED = "own_certificate_refused"
    BAD_CREDENTIAL = "bad_credential"
    NOT_TRIED = "not_tried"
    CLOCK_OFF = "clock_off"
    NO_TICKET = "no_ticket"
    NO_REALM = "no_realm"
    NO_KDC = "no_kdc"
    ACCOUNT_UNKNOWN = "account_unknown"
    ACCOUNT_LOCKED = "account_locked"
    CREDENTIAL_EXPIRED = "credential_expired"
    SERVICE_UNKNOWN = "service_unknown"
    DOMAIN_CLOCK_OFF = "domain_clock_off"
    TICKET_REFUSED = "ticket_refused"
    KERBEROS_FAILED = "kerberos_failed"
    KERBEROS_NEEDS_NAME = "kerberos_needs_name"
    HOST_NOT_PROVEN = "host_not_proven"
    SIGN_IN_SILENT = "sign_in_silent"
    SIGN_IN_BROKEN = "sign_in_broken"
    NOT_REMOTE_USER = "not_remote_user"
    NAMESPACE_DENIED = "namespace_denied"
    NOT_HYPER_V_ADMIN = "not_hyper_v_admin"
    HYPER_V_MISSING = "hyper_v_missing"
    HYPER_V_TOO_OLD = "hyper_v_too_old"
    QUOTA_REACHED = "quota_reached"
    ENVELOPE_SMALL = "envelope_small"
    ANSWER_SILENT = "answer_silent"
    ANSWER_BROKEN = "answer_broken"
    HOST_FAULT = "host_fault"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What was seen so far: sentences and scripts take their particulars from here.

    Everything that came from the host is as it came, and must be made safe by whoever shows it.

    Attributes:
        host: As the user wrote it.
        port: The WinRM port in question.
        tls: Whether TLS was wanted.
        addresses: What the name stands for.
        user: The account.
        method: The way to sign in.
        spn: Kerberos' name of the service.
        realm: Kerberos' realm of the account, where it is given apart.
        ca_file: As configured.
        own_certificate: The file of our own certificate.
        other_port: A port that is open, or closed, instead.
        certificate: What the host showed.
        offered: Ways to sign in that the host offers.
        status: HTTP status of the last answer.
        server: Its ``Server`` line.
        location: Where a redirect leads.
        vendor: What Identify told of the product.
        version: The Windows version, such as ``10.0.20348``.
        skew_s: Seconds that the host's clock is ahead of ours; ``None`` while unknown.
        code: Number of a fault.
        said: The host's or the system's own words.
        seconds: How long we waited.
        value: A setting of the host that was read.
        open_ports: Those that let us connect.
        vms: How many VMs were seen; ``None`` while unknown.
    """

    host: str
    port: int
    tls: bool = False
    addresses: tuple[str, ...] = ()
    user: str = ""
    method: AuthMethod = AuthMethod.NTLM
    spn: str = ""
    realm: str = ""
    ca_file: str = ""
    own_certificate: str = ""
    other_port: int = 0
    certificate: CertificateSeen | None = None
    offered: tuple[str, ...] = ()
    status: int = 0
    server: str = ""
    location: str = ""
    vendor: str = ""
    version: str = ""
    skew_s: float | None = None
    code: int = 0
    said: str = ""
    seconds: float = 0.0
    value: str = ""
    open_ports: tuple[int, ...] = ()
    vms: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """How one step came out.

    Attributes:
        step: Which.
        state: How.
        cause: Why, when it is red or amber.
        detail: What was seen, in plain technical English; never translated.
        milliseconds: How long the step took.
        seen: What is known after it.
    """

    step: Step
    state: StepState
    cause: Cause | None
    detail: str
    milliseconds: float
    seen: Circumstances


@dataclass(frozen=True, slots=True)
class Patient:
    """Who is examined.

    Attributes:
        endpoint: Where, and with what trust.
        credential: Who we are; ``None``: no password is known, so we stop before signing in.
        user: The account, also when there is no password.
        method: The way to sign in, also when there is no password.
        timeouts: Bounds of each connection and answer.
        console_port: Where consoles are; ``None``: not looked at.
        usual_ports: WinRM's own ports, HTTP and HTTPS: looked at to see what is open instead.
    """

    endpoint: Endpoint
    credential: Credential | None = None
    user: str = ""
    method: AuthMethod = AuthMethod.NTLM
    timeouts: Timeouts = field(default_factory=lambda: Timeouts(operation=15.0, margin=5.0))
    console_port: int | None = CONSOLE_PORT
    usual_ports: tuple[int, int] = (HTTP_PORT, HTTPS_PORT)


def diagnosis(findings: tuple[Finding, ...]) -> Finding | None:
    """Return what to deal with first: the red one, else the first amber one, else nothing."""
    for state in (StepState.RED, StepState.AMBER):
        for finding in findings:
            if finding.state is state:
                return finding
    return None
