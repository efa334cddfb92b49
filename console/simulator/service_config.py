"""The WinRM service's own settings, which administrators may read (MS-WSMV 2.2.4.10).

Numbers are those of a current host; what this host lets through is told as it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

CONFIG_URI: Final = "http://schemas.microsoft.com/wbem/wsman/1/config"
_UNLIMITED: Final = 2**32 - 1
_FOR_EVER: Final = 2**31 - 1
_AUTH: Final = (
    ("Basic", "basic"),
    ("Kerberos", "kerberos"),
    ("Negotiate", "ntlm"),
    ("Certificate", "certificate"),
    ("CredSSP", "credssp"),
)
"""Name in the configuration, and our own word."""


@dataclass(frozen=True, slots=True)
class ServiceAuth:
    """Whom the service lets in, and how.

    Attributes:
        methods: Ways to sign in.
        allow_unencrypted: Whether clear messages are taken over HTTP.
    """

    methods: frozenset[str] = frozenset({"ntlm"})
    allow_unencrypted: bool = False


def is_config(uri: str) -> bool:
    """Tell whether a resource URI is that of the whole configuration."""
    return uri.partition("?")[0].lower() == CONFIG_URI


def config_text(
    envelope_size: int,
    batch_items: int,
    operations: int,
    enumeration_s: float = 240.0,
    auth: ServiceAuth | None = None,
) -> str:
    """Return the configuration as it stands in a reply.

    Args:
        envelope_size: Bytes of the largest message; told in units of 1,024.
        batch_items: Most items of a reply.
        operations: Most operations of a user.
        enumeration_s: How long an enumeration lives without a Pull.
        auth: Whom the service lets in.
    """
    top = (
        ("MaxEnvelopeSizekb", envelope_size // 1024),
        ("MaxTimeoutms", 60_000),
        ("MaxBatchItems", batch_items),
        ("MaxProviderRequests", _UNLIMITED),
    )
    inner = _elements(top) + _service(operations, enumeration_s, auth or ServiceAuth()) + _winrs()
    return f'<cfg:Config xmlns:cfg="{CONFIG_URI}" xml:lang="en-US">{inner}</cfg:Config>'


def _service(operations: int, enumeration_s: float, auth: ServiceAuth) -> str:
    quotas = (
        ("MaxConcurrentOperations", _UNLIMITED),
        ("MaxConcurrentOperationsPerUser", operations),
        ("EnumerationTimeoutms", int(enumeration_s * 1000)),
        ("MaxConnections", 300),
        ("MaxPacketRetrievalTimeSeconds", 120),
        ("AllowUnencrypted", _flag(auth.allow_unencrypted)),
    )
    ways = (
        *((name, _flag(word in auth.methods)) for name, word in _AUTH),
        ("CbtHardeningLevel", "Relaxed"),
    )
    return f"<cfg:Service>{_elements(quotas)}<cfg:Auth>{_elements(ways)}</cfg:Auth></cfg:Service>"


def _winrs() -> str:
    quotas = (
        ("AllowRemoteShellAccess", "true"),
        ("IdleTimeout", 7_200_000),
        ("MaxConcurrentUsers", 10),
        ("MaxShellRunTime", _FOR_EVER),
        ("MaxProcessesPerShell", 25),
        ("MaxMemoryPerShellMB", 1024),
        ("MaxShellsPerUser", 30),
    )
    return f"<cfg:Winrs>{_elements(quotas)}</cfg:Winrs>"


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _elements(settings: Iterable[tuple[str, int | str]]) -> str:
    return "".join(f"<cfg:{name}>{value}</cfg:{name}>" for name, value in settings)
