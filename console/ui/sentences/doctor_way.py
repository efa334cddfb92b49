"""The doctor's sentences about the way to a host: name, network, TLS, HTTP."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from console.doctor.finding import Cause
from console.ui.text_context import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class CauseText:
    """Sentences, marked for translation.

    Attributes:
        cause: What is wrong.
        next_step: What to do.
        names: Particulars for ``%1``, ``%2`` … in both (see ``sentences.doctor.particulars``).
    """

    cause: str
    next_step: str
    names: tuple[str, ...] = ()


WAY_CAUSES: Final[Mapping[Cause, CauseText]] = {
    Cause.NAME_INVALID: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "“%1” cannot be the name of a computer."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Write the name or the address alone, without blanks and slashes; the script shows "
            "both on the host.",
        ),
        ("host",),
    ),
    Cause.NAME_UNKNOWN: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "No computer named %1 can be found."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Check the spelling, use the full name, or the host's IP address; the script shows "
            "both on the host.",
        ),
        ("host",),
    ),
    Cause.NAME_SERVER_SILENT: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "The name %1 could not be looked up: the name server does not answer.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Check this computer's network or VPN, or use the host's IP address.",
        ),
        ("host",),
    ),
    Cause.ADDRESS_UNUSABLE: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 stands for an address that no computer can have (%2).",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Correct the entry in the name server or in this computer's list of names.",
        ),
        ("host", "addresses"),
    ),
    Cause.NO_ROUTE: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "This computer knows no way to %1 (%2)."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Connect the network or the VPN that leads there; the script shows which way is taken.",
        ),
        ("host", "addresses"),
    ),
    Cause.PORT_CLOSED: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "%1 is there, but nothing listens on port %2."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Turn Windows Remote Management on: run the script on the host as an administrator.",
        ),
        ("host", "port"),
    ),
    Cause.PORT_SILENT: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 does not answer on port %2 within %3 s: it is off, or a firewall drops the "
            "attempt.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "See that the host runs, then let the port through its firewall with the script.",
        ),
        ("host", "port", "seconds"),
    ),
    Cause.PORT_NO_ROUTE: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "The network reports that %1 cannot be reached (%2)."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "See that the host runs, and look at the network or VPN between here and there.",
        ),
        ("host", "addresses"),
    ),
    Cause.ONLY_HTTPS_OPEN: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 takes WinRM with TLS only: port %2 is closed, port %3 is open.",
        ),
        QT_TRANSLATE_NOOP("DoctorCauses", "Turn TLS on for this host and use port %3."),
        ("host", "port", "other_port"),
    ),
    Cause.ONLY_HTTP_OPEN: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 has no WinRM with TLS: port %2 is closed, port %3 is open.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Make an HTTPS listener on the host with the script, or connect without TLS on port "
            "%3; messages are encrypted there too.",
        ),
        ("host", "port", "other_port"),
    ),
    Cause.CONSOLE_PORT_CLOSED: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 can be managed, but consoles of VMs cannot be opened: port %2 does not answer.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Start Hyper-V's management service and let the port through the host's firewall.",
        ),
        ("host", "other_port"),
    ),
    Cause.NOT_TLS: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "Port %2 of %1 does not speak TLS."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Use the port of the HTTPS listener (5986), or connect without TLS.",
        ),
        ("host", "port"),
    ),
    Cause.TLS_BROKEN: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 broke TLS off on port %2: its listener may have no usable certificate.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Give the HTTPS listener a certificate, such as with the script, which makes a new "
            "one.",
        ),
        ("host", "port"),
    ),
    Cause.TLS_SILENT: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 took the connection on port %2 but did not begin TLS within %3 s.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Start the host's WinRM service anew; if that does not help, look at its load.",
        ),
        ("host", "port", "seconds"),
    ),
    Cause.TLS_VERSION: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 knows no version of TLS that this computer accepts (1.2 or newer).",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Allow TLS 1.2 on the host with the script; the host restarts.",
        ),
        ("host",),
    ),
    Cause.CA_FILE_UNREADABLE: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "The CA file %1 cannot be read as PEM."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Choose the right file in the host's settings; the script shows what is in it.",
        ),
        ("ca_file",),
    ),
    Cause.CERTIFICATE_SELF_SIGNED: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 shows a certificate that it made itself, so nobody vouches for it: SHA-256 %2.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Compare the fingerprint with the one that the script shows on the host; only if "
            "they are equal, trust it.",
        ),
        ("host", "fingerprint"),
    ),
    Cause.CERTIFICATE_ISSUER_UNKNOWN: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "The certificate of %1 was issued by somebody whom this computer does not know (%2): "
            "SHA-256 %3.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Give the issuer's certificate as CA file, or compare the fingerprint with the "
            "host's and trust this one.",
        ),
        ("host", "issuer", "fingerprint"),
    ),
    Cause.CERTIFICATE_EXPIRED: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "The certificate of %1 has expired on %2."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Renew it on the host; the script makes a new one. If the date is not over, correct "
            "this computer's clock.",
        ),
        ("host", "until"),
    ),
    Cause.CERTIFICATE_NOT_YET_VALID: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "The certificate of %1 is valid only from %2."),
        QT_TRANSLATE_NOOP("DoctorCauses", "One of the two clocks is wrong: set both."),
        ("host", "since"),
    ),
    Cause.CERTIFICATE_WRONG_NAME: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "The certificate of %1 is for another name (%2)."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Connect by a name that it holds, or make a certificate for this one with the script.",
        ),
        ("host", "names"),
    ),
    Cause.CERTIFICATE_CHANGED: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 shows another certificate than the one that you trusted: SHA-256 %2.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Somebody may stand between you and the host. Ask whoever keeps it; compare with "
            "what the script shows there.",
        ),
        ("host", "fingerprint"),
    ),
    Cause.CERTIFICATE_REFUSED: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "The certificate of %1 cannot be verified (%2): SHA-256 %3.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Give the issuer's certificate as CA file, or compare the fingerprint with the "
            "host's and trust this one.",
        ),
        ("host", "said", "fingerprint"),
    ),
    Cause.CERTIFICATE_UNCHECKED: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "The certificate of %1 is not checked, so anybody could pretend to be this host: "
            "SHA-256 %2.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Compare the fingerprint with the host's, then have the certificate checked again.",
        ),
        ("host", "fingerprint"),
    ),
    Cause.HTTP_SILENT: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 took the connection on port %2 but did not answer within %3 s.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Start the host's WinRM service anew; if that does not help, look at its load.",
        ),
        ("host", "port", "seconds"),
    ),
    Cause.HTTP_BROKEN: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "%1 ends the connection on port %2 without an answer."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Start the host's WinRM service anew, and look for a firewall that looks into "
            "connections.",
        ),
        ("host", "port"),
    ),
    Cause.SPEAKS_TLS: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Port %2 of %1 speaks TLS, and this connection does not.",
        ),
        QT_TRANSLATE_NOOP("DoctorCauses", "Turn TLS on for this host."),
        ("host", "port"),
    ),
    Cause.NOT_HTTP: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "What answers on port %2 of %1 is no web service at all.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Use the port of WinRM: 5985, or 5986 with TLS; the script shows where it listens.",
        ),
        ("host", "port"),
    ),
    Cause.REDIRECTED: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "%1 sends us elsewhere (%2), which is never followed: a password goes to no other "
            "address.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "WinRM does not do that: another server answers. Use WinRM's port, or remove the "
            "redirection.",
        ),
        ("host", "location"),
    ),
    Cause.PROXY: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "A proxy server answers in place of %1 and asks for an account of its own.",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Have the network let this computer reach the host directly; the script shows the "
            "way that is taken.",
        ),
        ("host",),
    ),
    Cause.SERVICE_UNAVAILABLE: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "The web server of %1 says that the service is not available (HTTP 503).",
        ),
        QT_TRANSLATE_NOOP("DoctorCauses", "Start the host's WinRM service anew."),
        ("host",),
    ),
    Cause.NOT_WINRM: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "A web server answers on port %2 of %1, but not WinRM (HTTP %3, %4).",
        ),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "Use the port of WinRM: 5985, or 5986 with TLS; the script shows where it listens.",
        ),
        ("host", "port", "status", "server"),
    ),
    Cause.IDENTIFY_REFUSED: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "%1 does not tell who it is before somebody signs in."),
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "This is unusual but does no harm; something may stand in front of WinRM.",
        ),
        ("host",),
    ),
    Cause.NOT_WSMAN: CauseText(
        QT_TRANSLATE_NOOP("DoctorCauses", "%1 answers like WinRM, but not in its language."),
        QT_TRANSLATE_NOOP("DoctorCauses", "See what listens on the port; the script shows it."),
        ("host",),
    ),
    Cause.OTHER_VENDOR: CauseText(
        QT_TRANSLATE_NOOP(
            "DoctorCauses",
            "What answers at %1 is not Windows' own service but that of %2.",
        ),
        QT_TRANSLATE_NOOP("DoctorCauses", "Hyper-V runs on Windows only: check the address."),
        ("host", "vendor"),
    ),
}
