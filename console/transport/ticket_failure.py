"""Why Kerberos gives no ticket, by the numbers of its libraries.

The numbers up to 127 past the table's base are those of RFC 4120, 7.5.9, the others MIT's own
(``krb5.h``); Windows' are those of SSPI (``winerror.h``).
"""

from typing import Final

from console.model.errors import (
    ConsoleError,
    Refused,
    RefusedReason,
    Unreachable,
    UnreachableReason,
)

_BASE: Final = -1_765_328_384
_NO_CREDENTIAL: Final = 7 << 16
"""GSS_S_NO_CRED (RFC 2744, 3.9.1)."""
_EXPIRED: Final = 11 << 16
"""GSS_S_CREDENTIALS_EXPIRED."""

_NO_KDC: Final = frozenset({_BASE + 154, _BASE + 156, _BASE + 220, 0x80090311})
_MIT: Final = {
    6: RefusedReason.ACCOUNT_UNKNOWN,
    7: RefusedReason.SERVICE_UNKNOWN,
    18: RefusedReason.ACCOUNT_LOCKED,
    23: RefusedReason.PASSWORD_EXPIRED,
    24: RefusedReason.BAD_CREDENTIAL,
    31: RefusedReason.BAD_CREDENTIAL,  # the reply opens by another password only
    32: RefusedReason.NO_TICKET,
    33: RefusedReason.DOMAIN_CLOCK_OFF,
    37: RefusedReason.DOMAIN_CLOCK_OFF,
    41: RefusedReason.TICKET_REFUSED,
    68: RefusedReason.ACCOUNT_UNKNOWN,
    135: RefusedReason.NO_REALM,  # no configuration at all
    141: RefusedReason.NO_TICKET,
    148: RefusedReason.DOMAIN_CLOCK_OFF,
    194: RefusedReason.NO_TICKET,
    195: RefusedReason.NO_TICKET,
    210: RefusedReason.BAD_CREDENTIAL,
    224: RefusedReason.NO_REALM,
}
_SSPI: Final = {
    0x8009030C: RefusedReason.BAD_CREDENTIAL,
    0x80090303: RefusedReason.SERVICE_UNKNOWN,
    0x8009030E: RefusedReason.NO_TICKET,
    0x80090322: RefusedReason.TICKET_REFUSED,
    0x80090324: RefusedReason.DOMAIN_CLOCK_OFF,
}
_REASONS: Final = {_BASE + number: reason for number, reason in _MIT.items()} | _SSPI

_FINAL: Final = frozenset(
    {
        RefusedReason.BAD_CREDENTIAL,
        RefusedReason.ACCOUNT_LOCKED,
        RefusedReason.PASSWORD_EXPIRED,
        RefusedReason.TICKET_REFUSED,
    }
)
"""The account was judged: to try it by another way too would count as one more attempt."""


class NoTicket(Exception):
    """Kerberos cannot sign in here; the host has not been shown anything that counts.

    Attributes:
        error: What to raise when no other way is left.
        may_go_on: Whether another way may be tried without risk to the account.
        is_vague: Whether the library's number says nothing that we know.
    """

    def __init__(self, error: ConsoleError) -> None:
        super().__init__(str(error))
        self.error = error
        reason = error.reason if isinstance(error, Refused) else None
        self.may_go_on = reason not in _FINAL
        self.is_vague = reason is RefusedReason.KERBEROS_FAILED


def failure_of(error: Exception, host: str, user: str) -> NoTicket:
    """Return what an error of krb5, GSSAPI or SSPI means."""
    cause = getattr(error, "base_error", None) or error
    codes = [_code(cause, name) for name in ("min_code", "err_code", "winerror")]
    said = f"{type(cause).__name__}: {cause}"
    if any(code in _NO_KDC for code in codes):
        return NoTicket(Unreachable(UnreachableReason.NO_KDC, host, said))
    found = [_REASONS[code] for code in codes if code in _REASONS]
    if not found and _code(cause, "maj_code") in {_NO_CREDENTIAL, _EXPIRED}:
        found = [RefusedReason.NO_TICKET]
    reason = found[0] if found else RefusedReason.KERBEROS_FAILED
    return NoTicket(Refused(reason, host, user, detail=said))


def _code(error: object, name: str) -> int:
    """Return an error's number: krb5's are negative, Windows' unsigned, whatever the library."""
    value = getattr(error, name, None)
    if not isinstance(value, int):
        return 0
    if name == "winerror":
        return value & 0xFFFF_FFFF
    return value - (1 << 32) if value >= 1 << 31 else value
