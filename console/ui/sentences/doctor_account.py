"""The doctor's sentences about accounts: sign-in, rights, Hyper-V and its limits."""

from collections.abc import Mapping
from typing import Final

from console.doctor.finding import Cause
from console.ui.sentences.doctor_way import CauseText
from console.ui.text_context import QT_TRANSLATE_NOOP

ACCOUNT_CAUSES: Final[Mapping[Cause, CauseText]] = {
    Cause.NO_CREDENTIAL: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "The way to %1 is open, but no account or password is known, so nothing was tried.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Enter the account and its password, then run this again.",
        ),
        ("host",),
    ),
    Cause.METHOD_NOT_INSTALLED: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "This computer lacks the library for this way of signing in (%1).",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Install it with the script, or choose NTLM, which needs nothing else.",
        ),
        ("method",),
    ),
    Cause.METHOD_NOT_OFFERED: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 does not offer this way of signing in (%2); it offers: %3.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Choose one of those, or switch yours on at the host with the script.",
        ),
        ("host", "method", "offered"),
    ),
    Cause.BASIC_WOULD_BE_CLEAR: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Basic without TLS would send your password in clear text, so nothing was tried.",
        ),
        QT_TRANSLATE_NOOP("DoctorCauses", "Turn on TLS for this host, or choose another method."),
    ),
    Cause.BASIC_IN_CLEAR: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Your password went to %1 in clear text: you allowed Basic without TLS for this host.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Turn on TLS for this host, or choose another method; then change the password.",
        ),
        ("host",),
    ),
    Cause.ENCRYPTION_REQUIRED: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "%1 accepts only encrypted messages."),
        QT_TRANSLATE_NOOP("DoctorCauses", "Use NTLM, Kerberos or CredSSP, or connect with TLS."),
        ("host",),
    ),
    Cause.OWN_CERTIFICATE_UNREADABLE: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "Your certificate or its key cannot be read (%1)."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Choose the right files and the key's password in the host's settings; the script "
            "shows what is in the file.",
        ),
        ("own_certificate",),
    ),
    Cause.OWN_CERTIFICATE_REFUSED: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "%1 does not take your certificate."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Map it to a local account of the host; the script shows which certificates are "
            "mapped.",
        ),
        ("host",),
    ),
    Cause.BAD_CREDENTIAL: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 did not accept the account “%2” or its password; it was tried once.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Enter the password again and write the account as DOMAIN\\name or HOST\\name; the "
            "script shows whether it is active or locked.",
        ),
        ("host", "user"),
    ),
    Cause.NOT_TRIED: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "The password of “%2” was not tried again at %1: it was refused before, and accounts "
            "lock after a few wrong ones.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Enter the right password, or connect again to try this one once more; the script "
            "shows whether the account is locked.",
        ),
        ("host", "user"),
    ),
    Cause.CLOCK_OFF: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "The clock of %1 differs from this computer's by %2; Kerberos allows 5 minutes.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Set both clocks with the scripts; if they are right and the sign-in fails, check "
            "the password.",
        ),
        ("host", "skew"),
    ),
    Cause.NO_TICKET: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "Kerberos has no ticket for %1 (%2)."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Get one with your account and realm, and see that the host's service name is known "
            "in the domain.",
        ),
        ("host", "spn"),
    ),
    Cause.NO_REALM: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Kerberos does not know which realm the account “%2” belongs to.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Write it as name@REALM, or set the realm in the host's settings.",
        ),
        ("host", "user"),
    ),
    Cause.NO_KDC: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "No Kerberos server of the account's realm answers (%2).",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Connect the network or VPN of the domain; the script shows which servers the name "
            "server knows.",
        ),
        ("host", "said"),
    ),
    Cause.ACCOUNT_UNKNOWN: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "The Kerberos realm knows no account “%2”."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Check the spelling and the realm; the script shows whether the domain has it.",
        ),
        ("host", "user"),
    ),
    Cause.ACCOUNT_LOCKED: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "The account “%2” is locked, disabled or expired."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "See what holds it with the first script, and unlock it with the second; wait before "
            "you try again.",
        ),
        ("host", "user"),
    ),
    Cause.CREDENTIAL_EXPIRED: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "The password of “%2” has expired and must be changed."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Change it with the script, then enter the new one here.",
        ),
        ("host", "user"),
    ),
    Cause.SERVICE_UNKNOWN: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "The Kerberos realm knows no service %2."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Use the host's full name; where nobody has the service name, the second script "
            "gives it to the host.",
        ),
        ("host", "spn"),
    ),
    Cause.DOMAIN_CLOCK_OFF: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "This computer's clock is more than five minutes from that of the Kerberos server.",
        ),
        QT_TRANSLATE_NOOP("DoctorCauses", "Set this computer's clock with the script."),
    ),
    Cause.TICKET_REFUSED: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "Kerberos gave a ticket for %2, but %1 did not take it."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "See that the service name belongs to this host alone and that the account may sign "
            "in there; the script shows who has the name.",
        ),
        ("host", "spn"),
    ),
    Cause.KERBEROS_FAILED: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "Kerberos failed for %1: %2"),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Try to get a ticket with the script; what it says is often clearer.",
        ),
        ("host", "said"),
    ),
    Cause.KERBEROS_NEEDS_NAME: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Kerberos knows hosts by name only, and %1 is an address.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Use the host's full name, which the script shows there, or choose NTLM.",
        ),
        ("host",),
    ),
    Cause.HOST_NOT_PROVEN: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "%1 could not prove that it is this host (%2)."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "See that the service name belongs to this host alone; the script shows who has it.",
        ),
        ("host", "spn"),
    ),
    Cause.SIGN_IN_SILENT: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "%1 did not answer the sign-in within %2 s."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Start the host's WinRM service anew; it may also wait for its domain controller.",
        ),
        ("host", "seconds"),
    ),
    Cause.SIGN_IN_BROKEN: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "The sign-in at %1 broke off (%2)."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Run this again; if it stays so, the host's log says more.",
        ),
        ("host", "said"),
    ),
    Cause.NOT_REMOTE_USER: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "The account “%2” signed in, but WinRM on %1 does not serve it.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Add it to the groups “Remote Management Users” and “Hyper-V Administrators”; for a "
            "local administrator, the second script gives it its full rights over the network.",
        ),
        ("host", "user"),
    ),
    Cause.NAMESPACE_DENIED: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "The account “%2” may use WinRM on %1, but not Hyper-V's namespace "
            "(root/virtualization/v2).",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Add it to the host's groups with the script; its owner can also grant “Remote "
            "Enable” on the namespace (wmimgmt.msc).",
        ),
        ("host", "user"),
    ),
    Cause.NOT_HYPER_V_ADMIN: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 shows nothing of Hyper-V to the account “%2”: it is no Hyper-V administrator.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Add it to the group “Hyper-V Administrators” with the script, then sign in anew.",
        ),
        ("host", "user"),
    ),
    Cause.HYPER_V_MISSING: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 is a Windows computer without Hyper-V: its management interface is missing.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Install the role: the first script is for Windows Server, the second for Windows 10 "
            "and 11. Or choose another host.",
        ),
        ("host",),
    ),
    Cause.HYPER_V_TOO_OLD: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 runs Windows %2; Windows Server 2012 R2 or newer is needed for all functions.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Some things will be missing; the host should be updated.",
        ),
        ("host", "version"),
    ),
    Cause.QUOTA_REACHED: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "A limit of the WinRM service on %1 is reached (%2)."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Close other remote sessions or wait; the script shows the limits, and restarting "
            "the service ends all sessions.",
        ),
        ("host", "said"),
    ),
    Cause.ENVELOPE_SMALL: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "WinRM on %1 sends messages of %2 KB at most; 500 KB is usual, and large hosts need "
            "that.",
        ),
        QT_TRANSLATE_NOOP("DoctorCauses", "Set the usual size with the script."),
        ("host", "value"),
    ),
    Cause.ANSWER_SILENT: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 let us in but did not answer within the time allowed.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "The host may be very busy; if it stays so, start its services anew.",
        ),
        ("host",),
    ),
    Cause.ANSWER_BROKEN: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "%1 let us in, but its answer cannot be used (%2)."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Run this again; if it stays so, the host's log says more.",
        ),
        ("host", "said"),
    ),
    Cause.HOST_FAULT: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "%1 reports error %2: %3"),
        QT_TRANSLATE_NOOP("DoctorCauses", "Look the code up; the host's log says more."),
        ("host", "code", "said"),
    ),
}
