"""Which scripts help against which cause: one table, pure."""

import sys
from collections.abc import Callable, Mapping
from typing import Final

from console.doctor import fix_account as account
from console.doctor import fix_way as way
from console.doctor.finding import Cause, Circumstances, Finding
from console.doctor.script import Script

_Builder = Callable[[Circumstances, str], tuple[Script, ...]]


def fix_of(finding: Finding, platform: str = sys.platform) -> tuple[Script, ...]:
    """Return the scripts against what a step found; none where nothing is wrong.

    Args:
        finding: What a step found.
        platform: What this computer runs, as ``sys.platform`` says.
    """
    return scripts_for(finding.cause, finding.seen, platform) if finding.cause else ()


def scripts_for(
    cause: Cause, seen: Circumstances, platform: str = sys.platform
) -> tuple[Script, ...]:
    """Return the scripts against a cause; see ``fix_of``."""
    build = _FIXES.get(cause)
    return build(seen, platform) if build else ()


_FIXES: Final[Mapping[Cause, _Builder]] = {
    Cause.NAME_INVALID: way.names,
    Cause.NAME_UNKNOWN: way.names_and_lookup,
    Cause.NAME_SERVER_SILENT: way.names_and_lookup,
    Cause.ADDRESS_UNUSABLE: way.names,
    Cause.NO_ROUTE: way.route,
    Cause.PORT_CLOSED: way.open_winrm,
    Cause.PORT_SILENT: way.open_firewall,
    Cause.PORT_NO_ROUTE: way.route,
    Cause.ONLY_HTTPS_OPEN: way.use_tls,
    Cause.ONLY_HTTP_OPEN: way.no_tls,
    Cause.CONSOLE_PORT_CLOSED: way.open_consoles,
    Cause.NOT_TLS: way.no_tls,
    Cause.TLS_BROKEN: way.new_listener,
    Cause.TLS_SILENT: way.restart,
    Cause.TLS_VERSION: way.allow_tls_12,
    Cause.CA_FILE_UNREADABLE: way.read_ca_file,
    Cause.CERTIFICATE_SELF_SIGNED: way.compare_and_trust,
    Cause.CERTIFICATE_ISSUER_UNKNOWN: way.compare_and_trust,
    Cause.CERTIFICATE_EXPIRED: way.new_listener,
    Cause.CERTIFICATE_NOT_YET_VALID: account.set_clocks,
    Cause.CERTIFICATE_WRONG_NAME: way.new_listener,
    Cause.CERTIFICATE_CHANGED: way.fingerprints,
    Cause.CERTIFICATE_REFUSED: way.compare_and_trust,
    Cause.CERTIFICATE_UNCHECKED: way.compare_and_trust,
    Cause.HTTP_SILENT: way.restart,
    Cause.HTTP_BROKEN: way.restart,
    Cause.SPEAKS_TLS: way.use_tls,
    Cause.NOT_HTTP: way.listeners,
    Cause.REDIRECTED: way.listeners,
    Cause.PROXY: way.route,
    Cause.SERVICE_UNAVAILABLE: way.restart,
    Cause.NOT_WINRM: way.listeners,
    Cause.IDENTIFY_REFUSED: way.listeners,
    Cause.NOT_WSMAN: way.listeners,
    Cause.OTHER_VENDOR: way.names,
    Cause.NO_CREDENTIAL: account.give_account,
    Cause.METHOD_NOT_INSTALLED: account.install_method,
    Cause.METHOD_NOT_OFFERED: account.offer_method,
    Cause.BASIC_WOULD_BE_CLEAR: account.basic_over_tls,
    Cause.BASIC_IN_CLEAR: account.basic_over_tls,
    Cause.ENCRYPTION_REQUIRED: account.seal,
    Cause.OWN_CERTIFICATE_UNREADABLE: way.read_own_certificate,
    Cause.OWN_CERTIFICATE_REFUSED: account.map_certificate,
    Cause.BAD_CREDENTIAL: account.look_at_account,
    Cause.NOT_TRIED: account.look_at_account,
    Cause.CLOCK_OFF: account.set_clocks,
    Cause.NO_TICKET: account.get_ticket,
    Cause.NO_REALM: account.get_ticket,
    Cause.NO_KDC: account.find_kdc,
    Cause.ACCOUNT_UNKNOWN: account.look_at_account,
    Cause.ACCOUNT_LOCKED: account.unlock,
    Cause.CREDENTIAL_EXPIRED: account.change_password,
    Cause.SERVICE_UNKNOWN: account.register_spn,
    Cause.DOMAIN_CLOCK_OFF: account.set_clocks,
    Cause.TICKET_REFUSED: account.check_spn,
    Cause.KERBEROS_FAILED: account.get_ticket,
    Cause.KERBEROS_NEEDS_NAME: way.names,
    Cause.HOST_NOT_PROVEN: account.check_spn,
    Cause.SIGN_IN_SILENT: way.restart,
    Cause.SIGN_IN_BROKEN: account.events,
    Cause.NOT_REMOTE_USER: account.let_in,
    Cause.NAMESPACE_DENIED: account.into_groups(account.HYPER_V_ADMINS, account.REMOTE_USERS),
    Cause.NOT_HYPER_V_ADMIN: account.into_groups(account.HYPER_V_ADMINS),
    Cause.HYPER_V_MISSING: account.install_hyper_v,
    Cause.HYPER_V_TOO_OLD: account.tell_version,
    Cause.QUOTA_REACHED: account.free_quota,
    Cause.ENVELOPE_SMALL: account.larger_envelope,
    Cause.ANSWER_SILENT: way.restart,
    Cause.ANSWER_BROKEN: account.events,
    Cause.HOST_FAULT: account.events,
}
