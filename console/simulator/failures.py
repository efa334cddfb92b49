"""How WMI says no: the status codes that a repository raises, and who asks."""

import enum
from dataclasses import dataclass


class CimStatus(enum.IntEnum):
    """An answer of WMI other than success; the value is its HRESULT (WBEM error constants)."""

    FAILED = 0x80041001
    NOT_FOUND = 0x80041002
    ACCESS_DENIED = 0x80041003
    TYPE_MISMATCH = 0x80041005
    INVALID_PARAMETER = 0x80041008
    NOT_SUPPORTED = 0x8004100C
    INVALID_NAMESPACE = 0x8004100E
    INVALID_CLASS = 0x80041010
    INVALID_QUERY = 0x80041017
    QUERY_UNSUPPORTED = 0x80041018
    PROVIDER_NOT_CAPABLE = 0x80041024
    METHOD_NOT_FOUND = 0x8004102E
    INVALID_OBJECT_PATH = 0x8004103A


class CimFailure(Exception):
    """WMI refused.

    Attributes:
        status: Its reason as a number.
        text: Its reason in words, as it would stand in a fault.
    """

    def __init__(self, status: CimStatus, text: str = "") -> None:
        super().__init__(f"{status.name} (0x{status:08X}): {text}")
        self.status = status
        self.text = text or _TEXTS.get(status, status.name)


@dataclass(frozen=True, slots=True)
class Caller:
    r"""Who asks.

    Attributes:
        user: The account, as ``DOMAIN\user`` where a domain is known.
        is_hyperv_admin: Whether the account is among Hyper-V's administrators. Others see empty
            sets, not errors, and are refused by methods.
        is_remote_user: Whether WinRM serves the account at all; others are refused everything.
        locale: What the request asked for; Hyper-V's texts follow the host's language all the same.
    """

    user: str
    is_hyperv_admin: bool = True
    is_remote_user: bool = True
    locale: str = "en-US"


_TEXTS = {
    CimStatus.FAILED: "Generic failure",
    CimStatus.NOT_FOUND: "Not found",
    CimStatus.ACCESS_DENIED: "Access denied",
    CimStatus.TYPE_MISMATCH: "Type mismatch",
    CimStatus.INVALID_PARAMETER: "Invalid parameter",
    CimStatus.NOT_SUPPORTED: "Not supported",
    CimStatus.INVALID_NAMESPACE: "Invalid namespace",
    CimStatus.INVALID_CLASS: "Invalid class",
    CimStatus.INVALID_QUERY: "Invalid query",
    CimStatus.QUERY_UNSUPPORTED: "Invalid query type",
    CimStatus.PROVIDER_NOT_CAPABLE: "Provider is not capable of the attempted operation",
    CimStatus.INVALID_OBJECT_PATH: "Invalid object path",
    CimStatus.METHOD_NOT_FOUND: "Invalid method",
}
"""WMI's own words (wbemcli.h messages), in English as on an English host."""
