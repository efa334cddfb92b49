"""What goes wrong with Kerberos, as one sentence of cause and one of what to do next."""

from typing import Final

from console.model.errors import RefusedReason, UnreachableReason
from console.ui.text_context import QT_TRANSLATE_NOOP

_Pair = tuple[str, str]

NO_KDC: Final[dict[UnreachableReason, _Pair]] = {
    UnreachableReason.NO_KDC: (
        QT_TRANSLATE_NOOP(
            "Errors", "No Kerberos server (domain controller) answers, so there is no way into %1."
        ),
        QT_TRANSLATE_NOOP(
            "Errors",
            "Check the realm's spelling, your VPN and DNS, or name the server in krb5.conf.",
        ),
    ),
}

KERBEROS_REFUSALS: Final[dict[RefusedReason, _Pair]] = {
    RefusedReason.NO_TICKET: (
        QT_TRANSLATE_NOOP("Errors", "There is no valid Kerberos ticket to sign in to %1 with."),
        QT_TRANSLATE_NOOP(
            "Errors", "Run “kinit name@REALM” on this computer, or give the account's password."
        ),
    ),
    RefusedReason.NO_REALM: (
        QT_TRANSLATE_NOOP("Errors", "Kerberos does not know which realm the account for %1 is in."),
        QT_TRANSLATE_NOOP(
            "Errors",
            "Write the account as name@REALM, or fill in the realm in the host's settings.",
        ),
    ),
    RefusedReason.ACCOUNT_UNKNOWN: (
        QT_TRANSLATE_NOOP("Errors", "The Kerberos realm does not know the account for %1."),
        QT_TRANSLATE_NOOP(
            "Errors", "Check its spelling and realm; for an account of the host itself use NTLM."
        ),
    ),
    RefusedReason.ACCOUNT_LOCKED: (
        QT_TRANSLATE_NOOP("Errors", "The account for %1 is locked, disabled or expired."),
        QT_TRANSLATE_NOOP(
            "Errors", "Have an administrator of the domain unlock it, then try again."
        ),
    ),
    RefusedReason.PASSWORD_EXPIRED: (
        QT_TRANSLATE_NOOP("Errors", "The password of the account for %1 has expired."),
        QT_TRANSLATE_NOOP(
            "Errors", "Change it, for example with “kpasswd”, and enter the new one."
        ),
    ),
    RefusedReason.SERVICE_UNKNOWN: (
        QT_TRANSLATE_NOOP("Errors", "The Kerberos realm knows no service of the name %1."),
        QT_TRANSLATE_NOOP(
            "Errors",
            "Use the host's full name, or enter its service name (HTTP/name) in the host's "
            "settings; a host outside the domain needs NTLM.",
        ),
    ),
    RefusedReason.DOMAIN_CLOCK_OFF: (
        QT_TRANSLATE_NOOP(
            "Errors", "This computer's clock is minutes off from the domain's; %1 was not asked."
        ),
        QT_TRANSLATE_NOOP("Errors", "Set this computer's clock by the domain's time server."),
    ),
    RefusedReason.TICKET_REFUSED: (
        QT_TRANSLATE_NOOP("Errors", "%1 did not take the Kerberos ticket that was made for it."),
        QT_TRANSLATE_NOOP(
            "Errors",
            "On a computer of the domain run “setspn -Q HTTP/name” with the host's name: exactly "
            "one account, the host's own, must have it; then check the host's clock.",
        ),
    ),
    RefusedReason.KERBEROS_FAILED: (
        QT_TRANSLATE_NOOP("Errors", "Kerberos failed on the way into %1."),
        QT_TRANSLATE_NOOP(
            "Errors", "Copy the details to see what it says; NTLM may work meanwhile."
        ),
    ),
}
