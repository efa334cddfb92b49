"""The steps with an account: sign in once, then see what it may do, what is there, which limits.

A password is tried once. The exchange that signed in is the one that reads afterwards.
"""

import re
from dataclasses import replace
from typing import Final

from console.doctor.finding import Cause, Circumstances, Patient
from console.doctor.network import is_address
from console.doctor.verdict import Verdict, amber, green, red
from console.hyperv.presence import count_vms, read_limits, shows_management
from console.model.connection import AuthMethod, Credential
from console.model.errors import (
    ClassMissing,
    ConsoleError,
    Forbidden,
    HostBusy,
    NamespaceMissing,
    ObjectGone,
    QuotaExceeded,
    Refused,
    RefusedReason,
    TimedOut,
    Unreachable,
    UnreachableReason,
    Untrusted,
    WsmanFault,
)
from console.transport.exchange import Exchange
from console.transport.host_clock import TOLERANCE_S
from console.transport.sign_in import ways_to_sign_in
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE

USUAL_ENVELOPE_KB: Final = 500
"""``MaxEnvelopeSizekb`` since Windows 8 and Server 2012 (MS-WSMV 2.2.4.10, note 8)."""

OLDEST_WINDOWS: Final = (6, 3)
"""Windows Server 2012 R2."""

_VERSION: Final = re.compile(r"OS:\s*(\d+)\.(\d+)\.(\d+)")

_REFUSED: Final = {
    RefusedReason.BAD_CREDENTIAL: Cause.BAD_CREDENTIAL,
    RefusedReason.CLOCK_OFF: Cause.CLOCK_OFF,
    RefusedReason.NOT_TRIED: Cause.NOT_TRIED,
    RefusedReason.METHOD_NOT_OFFERED: Cause.METHOD_NOT_OFFERED,
    RefusedReason.METHOD_NOT_INSTALLED: Cause.METHOD_NOT_INSTALLED,
    RefusedReason.ENCRYPTION_REQUIRED: Cause.ENCRYPTION_REQUIRED,
    RefusedReason.PLAIN_BASIC: Cause.BASIC_WOULD_BE_CLEAR,
    RefusedReason.NO_CREDENTIAL: Cause.NO_CREDENTIAL,
    RefusedReason.NO_TICKET: Cause.NO_TICKET,
    RefusedReason.NO_REALM: Cause.NO_REALM,
    RefusedReason.ACCOUNT_UNKNOWN: Cause.ACCOUNT_UNKNOWN,
    RefusedReason.ACCOUNT_LOCKED: Cause.ACCOUNT_LOCKED,
    RefusedReason.PASSWORD_EXPIRED: Cause.CREDENTIAL_EXPIRED,
    RefusedReason.SERVICE_UNKNOWN: Cause.SERVICE_UNKNOWN,
    RefusedReason.DOMAIN_CLOCK_OFF: Cause.DOMAIN_CLOCK_OFF,
    RefusedReason.TICKET_REFUSED: Cause.TICKET_REFUSED,
    RefusedReason.KERBEROS_FAILED: Cause.KERBEROS_FAILED,
}


class Once(Exchange):
    """An exchange that is never asked to repeat: a sign-in that failed stays the only one."""

    def __init__(self, inner: Exchange) -> None:
        self._inner = inner

    def send(self, request: bytes, *, repeatable: bool) -> bytes:
        """Send, and never a second time."""
        del repeatable
        return self._inner.send(request, repeatable=False)

    def close(self) -> None:
        """Drop the connection."""
        self._inner.close()


def before_sign_in(patient: Patient, seen: Circumstances) -> Verdict | None:
    """Return why signing in is of no use, before a password is shown to anybody."""
    credential, endpoint = patient.credential, patient.endpoint
    if credential is None:
        return red(Cause.NO_CREDENTIAL, f"offered: {_offers(seen)}; nothing was tried", seen)
    if credential.method is AuthMethod.KERBEROS:
        if is_address(endpoint.host) and not credential.spn:
            return red(Cause.KERBEROS_NEEDS_NAME, f"no SPN for {endpoint.host}", seen)
        if _is_clock_off(seen):
            return red(Cause.CLOCK_OFF, f"SPN {seen.spn}, {_clock(seen)}", seen)
    try:
        ways = ways_to_sign_in(endpoint, credential)
    except Refused as refused:
        return red(_refusal(refused, credential), f"method {credential.method.value}", seen)
    wanted = frozenset[str]().union(*(way.schemes for way in ways))
    offered = {scheme.lower() for scheme in seen.offered}
    if (offered or seen.status == 401) and wanted and not wanted & offered:
        return red(
            Cause.METHOD_NOT_OFFERED,
            f"offered: {_offers(seen)}; wanted: {', '.join(sorted(wanted))}",
            seen,
        )
    return None


def sign_in(patient: Patient, seen: Circumstances, client: WsmanClient) -> Verdict:
    """Sign in, once, by an Identify that is not let through without."""
    credential = patient.credential or Credential("")
    tried = f"offered: {_offers(seen)}; tried {_tried(credential, seen)}"
    try:
        reply = client.identify()
    except ConsoleError as error:
        return _not_signed_in(error, credential, tried, seen)
    found = _VERSION.search(reply.product_version)
    seen = replace(seen, version=".".join(found.groups()) if found else "")
    detail = f"{tried}; {reply.product_version}; {_clock(seen)}"
    if (
        credential.method is AuthMethod.BASIC
        and patient.endpoint.allow_plain_basic
        and not seen.tls
    ):
        return amber(Cause.BASIC_IN_CLEAR, detail, seen)
    if _is_clock_off(seen):
        return amber(Cause.CLOCK_OFF, detail, seen)
    return green(detail, seen)


def _not_signed_in(
    error: ConsoleError, credential: Credential, tried: str, seen: Circumstances
) -> Verdict:
    detail = f"{tried}; {error}"
    match error:
        case Refused():
            said = error.detail or error.reason.value
            seen = replace(seen, offered=error.offered or seen.offered, said=said)
            return red(_refusal(error, credential), detail, seen)
        case Unreachable(reason=UnreachableReason.NO_KDC):
            return red(Cause.NO_KDC, detail, replace(seen, said=error.detail))
        case Untrusted():
            return red(Cause.HOST_NOT_PROVEN, detail, replace(seen, said=error.detail))
        case TimedOut():
            return red(Cause.SIGN_IN_SILENT, detail, replace(seen, seconds=error.seconds))
        case WsmanFault():
            return red(_fault_cause(error), detail, _with_fault(seen, error))
        case _:
            return red(Cause.SIGN_IN_BROKEN, detail, replace(seen, said=str(error)))


def _refusal(error: Refused, credential: Credential) -> Cause:
    if credential.method is AuthMethod.CERTIFICATE:
        if error.reason is RefusedReason.NO_CREDENTIAL:
            return Cause.OWN_CERTIFICATE_UNREADABLE
        if error.reason is RefusedReason.BAD_CREDENTIAL:
            return Cause.OWN_CERTIFICATE_REFUSED
    if credential.method is AuthMethod.KERBEROS and error.reason is RefusedReason.NO_CREDENTIAL:
        return Cause.NO_TICKET
    return _REFUSED.get(error.reason, Cause.SIGN_IN_BROKEN)


def check_rights(_patient: Patient, seen: Circumstances, client: WsmanClient) -> Verdict:
    """See whether the account may read Hyper-V's namespace: others get refusals or nothing."""
    try:
        is_shown = shows_management(client)
    except (NamespaceMissing, ClassMissing, ObjectGone) as missing:
        return green(f"not told apart: {missing.reason}", _with_fault(seen, missing))
    except ConsoleError as error:
        return unread(error, seen)
    if not is_shown:
        detail = f"{HYPERV_NAMESPACE}: the management service is not shown"
        return red(Cause.NOT_HYPER_V_ADMIN, detail, seen)
    return green(f"{HYPERV_NAMESPACE}: the management service is shown", seen)


def check_namespace(_patient: Patient, seen: Circumstances, client: WsmanClient) -> Verdict:
    """Read the computer systems: the host itself is among them."""
    try:
        vms = count_vms(client)
    except (NamespaceMissing, ClassMissing, ObjectGone) as missing:
        seen = _with_fault(seen, missing)
        return red(Cause.HYPER_V_MISSING, str(missing), seen)
    except ConsoleError as error:
        return unread(error, seen)
    return green(f"{HYPERV_NAMESPACE}: {vms} VMs", replace(seen, vms=vms))


def check_hyper_v(_patient: Patient, seen: Circumstances, client: WsmanClient) -> Verdict:
    """Judge the version of Windows and the limits of its WinRM service."""
    told = f"Windows {seen.version or 'of an unknown version'}"
    if seen.version and tuple(map(int, seen.version.split(".")[:2])) < OLDEST_WINDOWS:
        return amber(Cause.HYPER_V_TOO_OLD, told, seen)
    try:
        limits = read_limits(client)
    except (QuotaExceeded, TimedOut, Unreachable) as error:
        return unread(error, seen)
    except ConsoleError as error:  # only administrators may read them: no reason to complain
        return green(f"{told}; WinRM's limits cannot be read ({type(error).__name__})", seen)
    size = limits.envelope_kb
    told += f"; messages of {size} KB, {limits.timeout_ms} ms, {limits.batch_items} items"
    if size is None:
        return green(told, seen)
    seen = replace(seen, value=str(size))
    if size < USUAL_ENVELOPE_KB:
        return amber(Cause.ENVELOPE_SMALL, told, seen)
    return green(told, seen)


def unread(error: ConsoleError, seen: Circumstances) -> Verdict:
    """Return the red verdict for a reading that failed after the sign-in."""
    match error:
        case WsmanFault():
            return red(_fault_cause(error), str(error), _with_fault(seen, error))
        case TimedOut():
            return red(Cause.ANSWER_SILENT, str(error), replace(seen, seconds=error.seconds))
        case Refused():
            return red(Cause.NOT_REMOTE_USER, str(error), seen)
        case _:
            return red(Cause.ANSWER_BROKEN, str(error), replace(seen, said=str(error)))


def _fault_cause(fault: WsmanFault) -> Cause:
    """WinRM's own refusal is about its users; WMI's is about the namespace (its HRESULT is set)."""
    match fault:
        case Forbidden():
            return Cause.NAMESPACE_DENIED if fault.wmi_code else Cause.NOT_REMOTE_USER
        case QuotaExceeded():
            return Cause.QUOTA_REACHED
        case HostBusy():
            return Cause.ANSWER_SILENT
        case _:
            return Cause.HOST_FAULT


def _with_fault(seen: Circumstances, fault: WsmanFault) -> Circumstances:
    return replace(seen, code=fault.wmi_code or fault.code, said=fault.wmi_text or fault.reason)


def _offers(seen: Circumstances) -> str:
    return ", ".join(seen.offered) or "nothing"


def _tried(credential: Credential, seen: Circumstances) -> str:
    word = credential.method.value
    if credential.method in {AuthMethod.KERBEROS, AuthMethod.NEGOTIATE}:
        word += f" (SPN {seen.spn})"
    return f"{word} as {credential.user}" if credential.user else word


def _clock(seen: Circumstances) -> str:
    if seen.skew_s is None:
        return "the host's clock is not told"
    return f"the host's clock is {seen.skew_s:+.0f} s off"


def _is_clock_off(seen: Circumstances) -> bool:
    return seen.skew_s is not None and abs(seen.skew_s) > TOLERANCE_S
