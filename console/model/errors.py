"""What can go wrong, sorted by whose fault it is and what to do about it.

No error here carries a sentence for people: ``ui.texts`` turns the typed fields into sentences.
``details()`` gives what belongs in "Copy details". No field ever holds a secret.
"""

import enum
from typing import Final, Self

from console.model.certificate import CertificateSeen, Distrust

_MAX_CAUSES: Final = 64


class ConsoleError(Exception):
    """Base of every error that the console shows."""

    def details(self) -> tuple[tuple[str, str], ...]:
        """Return names and values for "Copy details", in a fixed order."""
        return (("error", type(self).__name__), ("message", str(self)))

    def without_frames(self) -> Self:
        """Let go of where this error came about, and where its causes did; return itself.

        Errors are kept, to be shown for as long as a host is away. Their tracebacks would keep the
        frames, and those what was in them: replies of many megabytes, and passwords.
        """
        error: BaseException | None = self
        for _ in range(_MAX_CAUSES):
            if error is None:
                break
            error.__traceback__ = None
            if error.__cause__ is not None:
                error.__context__ = None
            error = error.__cause__ or error.__context__
        return self


class UnreachableReason(enum.Enum):
    """Why no connection came about."""

    NAME_UNKNOWN = "name_unknown"
    PORT_CLOSED = "port_closed"
    NO_ROUTE = "no_route"
    CONNECTION_LOST = "connection_lost"
    PROXY = "proxy"
    NO_KDC = "no_kdc"
    """No Kerberos server of the account's realm answers; the host itself was reached."""
    NO_TLS = "no_tls"
    """Something answers, but not with TLS, or with no version of it that we take."""
    OTHER = "other"


class Unreachable(ConsoleError):
    """The host cannot be reached, or the connection broke.

    Attributes:
        reason: Why.
        address: Name or address of the host.
        detail: What the system said, for "Copy details".
        may_have_arrived: Whether the host may have got the request, and so may have done it.
    """

    def __init__(
        self,
        reason: UnreachableReason,
        address: str,
        detail: str = "",
        *,
        may_have_arrived: bool = False,
    ) -> None:
        super().__init__(f"{address}: {reason.value}" + (f" ({detail})" if detail else ""))
        self.reason = reason
        self.address = address
        self.detail = detail
        self.may_have_arrived = may_have_arrived


class TimedOut(ConsoleError):
    """The host did not answer in time.

    Attributes:
        phase: ``"connect"``, ``"read"``, ``"operation"`` (the host itself gave up) or ``"list"``
            (each answer came in time, but there was no end of them).
        seconds: The bound that was passed.
        address: Name or address of the host.
        may_have_arrived: Whether the host may have got the request, and so may have done it.
    """

    def __init__(
        self, phase: str, seconds: float, address: str = "", *, may_have_arrived: bool = False
    ) -> None:
        super().__init__(f"{address}: no answer within {seconds:g} s ({phase})")
        self.phase = phase
        self.seconds = seconds
        self.address = address
        self.may_have_arrived = may_have_arrived


class Untrusted(ConsoleError):
    """The host's certificate is not to be believed; no credential was sent to it.

    Attributes:
        address: Name or address of the host.
        detail: What the system said, for "Copy details".
        why: Why it is not believed.
        certificate: What it says of itself; ``None`` where it could not be looked at.
        pin: With ``CHANGED``: SHA-256 of the one that is trusted.
    """

    def __init__(
        self,
        address: str,
        detail: str = "",
        why: Distrust = Distrust.OTHER,
        certificate: CertificateSeen | None = None,
        pin: str = "",
    ) -> None:
        super().__init__(f"{address}: certificate not trusted" + (f" ({detail})" if detail else ""))
        self.address = address
        self.detail = detail
        self.why = why
        self.certificate = certificate
        self.pin = pin

    def details(self) -> tuple[tuple[str, str], ...]:
        """Return names and values for "Copy details"."""
        return (
            ("error", "Untrusted"),
            ("address", self.address),
            ("why", self.why.value),
            ("detail", self.detail),
            ("trusted sha256", self.pin),
            *(self.certificate.details() if self.certificate else ()),
        )


class RefusedReason(enum.Enum):
    """Why the host did not let us in."""

    BAD_CREDENTIAL = "bad_credential"
    CLOCK_OFF = "clock_off"
    """Not let in, and the host's clock is more than five minutes from ours: Kerberos' limit."""
    METHOD_NOT_OFFERED = "method_not_offered"
    METHOD_NOT_INSTALLED = "method_not_installed"
    """This computer lacks the library that the method needs."""
    ENCRYPTION_REQUIRED = "encryption_required"
    PLAIN_BASIC = "plain_basic"
    """We refuse: Basic over plain HTTP would send the password in clear."""
    NO_CREDENTIAL = "no_credential"
    """No password is kept for this host and none was given."""
    NO_TICKET = "no_ticket"
    """Kerberos: this computer has no ticket for the account, and no password was given."""
    NO_REALM = "no_realm"
    """Kerberos: neither the account nor this computer names a realm."""
    ACCOUNT_UNKNOWN = "account_unknown"
    """Kerberos: the realm has no such account."""
    ACCOUNT_LOCKED = "account_locked"
    """Kerberos: the account is locked, disabled or expired."""
    PASSWORD_EXPIRED = "password_expired"  # noqa: S105 -- a word, no secret
    """Kerberos: the password was good once and must be changed."""
    SERVICE_UNKNOWN = "service_unknown"
    """Kerberos: the realm has no service of the host's name."""
    DOMAIN_CLOCK_OFF = "domain_clock_off"
    """Kerberos: the realm's clock is more than five minutes from ours."""
    TICKET_REFUSED = "ticket_refused"
    """Kerberos: the realm gave a ticket for the host, and the host did not take it."""
    KERBEROS_FAILED = "kerberos_failed"
    """Kerberos: anything else; ``detail`` has the library's words."""
    NOT_TRIED = "not_tried"
    """We hold back: this password was refused for this account elsewhere, and accounts lock."""


class Refused(ConsoleError):
    """The host, or we, refused this way of signing in.

    Attributes:
        reason: Why.
        address: Name or address of the host.
        user: The account.
        offered: The ways to sign in that the host named.
        detail: What a library said, for "Copy details"; never a secret.
    """

    def __init__(
        self,
        reason: RefusedReason,
        address: str,
        user: str = "",
        offered: tuple[str, ...] = (),
        detail: str = "",
    ) -> None:
        super().__init__(f"{address}: {reason.value}")
        self.reason = reason
        self.address = address
        self.user = user
        self.offered = offered
        self.detail = detail

    def details(self) -> tuple[tuple[str, str], ...]:
        """Return names and values for "Copy details"."""
        return (
            ("error", "Refused"),
            ("reason", self.reason.value),
            ("address", self.address),
            ("account", self.user),
            ("offered", ", ".join(self.offered)),
            *([("said", self.detail)] if self.detail else []),
        )


_COMES_BACK = frozenset({502, 503, 504})


class NotWsman(ConsoleError):
    """Something answered, but it does not speak WS-Management."""

    def __init__(self, address: str, status: int, content_type: str = "", server: str = "") -> None:
        super().__init__(f"{address}: HTTP {status} {content_type} {server}".rstrip())
        self.address = address
        self.status = status
        self.content_type = content_type
        self.server = server

    @property
    def may_pass(self) -> bool:
        """Whether the answer is one of a service that is not there just now (RFC 9110, 15.6)."""
        return self.status in _COMES_BACK


class Malformed(ConsoleError):
    """The host's answer cannot be read: broken XML, wrong types, too large, forbidden markup."""


class WsmanFault(ConsoleError):
    """The host answered with a fault.

    Attributes:
        code: ``WSManFault/@Code`` (a Windows error number), 0 when there is none.
        subcode: Local name of the SOAP subcode, such as ``DestinationUnreachable``.
        reason: The host's sentence, in the host's language.
        wmi_code: HRESULT of the WMI provider, 0 when there is none.
        wmi_text: What the provider said.
    """

    def __init__(
        self, code: int, subcode: str = "", reason: str = "", wmi_code: int = 0, wmi_text: str = ""
    ) -> None:
        super().__init__(f"fault {code} {subcode}: {reason}".strip())
        self.code = code
        self.subcode = subcode
        self.reason = reason
        self.wmi_code = wmi_code
        self.wmi_text = wmi_text

    def details(self) -> tuple[tuple[str, str], ...]:
        """Return names and values for "Copy details"."""
        return (
            ("error", type(self).__name__),
            ("wsman code", f"{self.code} (0x{self.code & 0xFFFFFFFF:08X})"),
            ("subcode", self.subcode),
            ("reason", self.reason),
            ("wmi code", f"0x{self.wmi_code & 0xFFFFFFFF:08X}" if self.wmi_code else ""),
            ("wmi text", self.wmi_text),
        )


class Forbidden(WsmanFault):
    """The account may not do this."""


class ObjectGone(WsmanFault):
    """The object does not exist (any more)."""


class NamespaceMissing(WsmanFault):
    """The WMI namespace does not exist: for Hyper-V's, the role is not installed."""


class ClassMissing(WsmanFault):
    """The host does not know this class."""


class QueryInvalid(WsmanFault):
    """The host does not understand this query, or lacks a property that it names."""


class QuotaExceeded(WsmanFault):
    """A limit of the host's WinRM service was hit; worth a retry after a while."""


class EnumerationExpired(WsmanFault):
    """The host dropped the enumeration before we had read it all."""


class HostBusy(WsmanFault):
    """The host gave up on the operation after the time we had allowed it (w:TimedOut)."""


class HyperVMissing(ConsoleError):
    """A Windows host without Hyper-V."""


class OperationFailed(ConsoleError):
    """A method or its job failed.

    Attributes:
        method: The method that was called.
        code: Return value or the job's error code (both families of codes occur).
        host_text: The host's own sentence, in the host's language; may be empty.
        more: Further sentences of the host, outermost first.
    """

    def __init__(
        self, method: str, code: int, host_text: str = "", more: tuple[str, ...] = ()
    ) -> None:
        super().__init__(f"{method}: {code} {host_text}".rstrip())
        self.method = method
        self.code = code
        self.host_text = host_text
        self.more = more

    def details(self) -> tuple[tuple[str, str], ...]:
        """Return names and values for "Copy details"."""
        return (
            ("error", "OperationFailed"),
            ("method", self.method),
            ("code", str(self.code)),
            ("host says", self.host_text),
            *((f"host says ({n})", text) for n, text in enumerate(self.more, 2)),
        )


class NotPossible(ConsoleError):
    """We did not even ask the host, because the VM's state does not allow it.

    Attributes:
        why: A stable word that ``ui.texts`` knows, such as ``"vm_not_running"``.
    """

    def __init__(self, why: str, subject: str = "") -> None:
        super().__init__(f"{why}: {subject}")
        self.why = why
        self.subject = subject


class Cancelled(ConsoleError):
    """The user, or the end of the program, cancelled this."""


class OutcomeUnknown(ConsoleError):
    """A change was sent, and then the connection was lost: it may or may not have happened."""


class SimulatorFailed(ConsoleError):
    """The simulated fleet of the demo did not start; the message is its last words."""


class SettingsInvalid(ConsoleError):
    """A settings file does not parse.

    Attributes:
        path: The file.
        line: Line number, 0 when unknown.
        problem: What was expected.
        kept_as: Where the broken file was set aside, empty when it stays in place.
    """

    def __init__(self, path: str, line: int, problem: str, kept_as: str = "") -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem
        self.kept_as = kept_as


class ProfileInvalid(ConsoleError):
    """A profile of integration services cannot be used; nothing of it is applied.

    Attributes:
        path: The file.
        line: Line number, 0 when unknown.
        problem: What was expected.
    """

    def __init__(self, path: str, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem
