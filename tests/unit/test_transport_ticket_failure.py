"""The numbers of Kerberos' libraries, and what they mean for the next way to sign in."""

import pytest

from console.model.errors import Refused, RefusedReason, Unreachable, UnreachableReason
from console.transport.ticket_failure import failure_of

BASE = -1_765_328_384


class LibraryError(Exception):
    """An error of krb5 (err_code), GSSAPI (min_code, maj_code) or Windows (winerror)."""

    def __init__(self, **codes: int) -> None:
        super().__init__("what the library says")
        self.__dict__.update(codes)


class Wrapped(Exception):
    """As pyspnego wraps them."""

    def __init__(self, inner: Exception) -> None:
        super().__init__("wrapped")
        self.base_error = inner


@pytest.mark.parametrize(
    ("codes", "reason", "may_go_on"),
    [
        ({"err_code": BASE + 24}, RefusedReason.BAD_CREDENTIAL, False),
        ({"err_code": BASE + 18}, RefusedReason.ACCOUNT_LOCKED, False),
        ({"err_code": BASE + 23}, RefusedReason.PASSWORD_EXPIRED, False),
        ({"err_code": BASE + 6}, RefusedReason.ACCOUNT_UNKNOWN, True),
        ({"min_code": BASE + 7 + (1 << 32)}, RefusedReason.SERVICE_UNKNOWN, True),
        ({"min_code": BASE + 41 + (1 << 32)}, RefusedReason.TICKET_REFUSED, False),
        ({"min_code": BASE + 37 + (1 << 32)}, RefusedReason.DOMAIN_CLOCK_OFF, True),
        ({"min_code": BASE + 195 + (1 << 32)}, RefusedReason.NO_TICKET, True),
        ({"min_code": 1, "maj_code": 7 << 16}, RefusedReason.NO_TICKET, True),
        ({"min_code": 1, "maj_code": 11 << 16}, RefusedReason.NO_TICKET, True),
        ({"min_code": 1, "maj_code": 13 << 16}, RefusedReason.KERBEROS_FAILED, True),
        ({"winerror": 0x8009030C - (1 << 32)}, RefusedReason.BAD_CREDENTIAL, False),
        ({"winerror": 0x80090303}, RefusedReason.SERVICE_UNKNOWN, True),
        ({"winerror": 0x8009030E}, RefusedReason.NO_TICKET, True),
        ({"winerror": 0x80090324}, RefusedReason.DOMAIN_CLOCK_OFF, True),
        ({}, RefusedReason.KERBEROS_FAILED, True),
    ],
)
@pytest.mark.parametrize("wrap", [lambda error: error, Wrapped])
def test_refusals(codes, reason, may_go_on, wrap):
    failure = failure_of(wrap(LibraryError(**codes)), "hv01", "anna")
    assert isinstance(failure.error, Refused)
    assert (failure.error.reason, failure.error.address, failure.error.user) == (
        reason,
        "hv01",
        "anna",
    )
    assert failure.error.detail == "LibraryError: what the library says"
    assert failure.may_go_on is may_go_on
    assert failure.is_vague is (reason is RefusedReason.KERBEROS_FAILED)


@pytest.mark.parametrize(
    "codes",
    [{"err_code": BASE + 156}, {"err_code": BASE + 154}, {"winerror": 0x80090311 - (1 << 32)}],
)
def test_no_server(codes):
    failure = failure_of(LibraryError(**codes), "hv01", "anna")
    assert isinstance(failure.error, Unreachable)
    assert failure.error.reason is UnreachableReason.NO_KDC
    assert failure.may_go_on
