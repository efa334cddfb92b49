"""Scripts against trouble with an account: how it signs in, what it may do, what is there.

Sources: Microsoft's reference of the cmdlets and of ``w32tm``, ``setspn`` and ``net user``; groups
by their SIDs (S-1-5-32-578, -580), as their names differ by language.
"""

from collections.abc import Callable, Mapping
from typing import Final

from console.doctor.finding import Circumstances
from console.doctor.fix_way import RESTART, https_listener
from console.doctor.script import Script, again, here, in_ps, in_sh, on_host
from console.model.connection import HTTPS_PORT, AuthMethod

HYPER_V_ADMINS: Final = "S-1-5-32-578"
REMOTE_USERS: Final = "S-1-5-32-580"
_EVENTS: Final = "Get-WinEvent -LogName Microsoft-Windows-WinRM/Operational -MaxEvents 20"


def set_clocks(_seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Set both clocks."""
    line = "w32tm /resync"
    sh = "sudo sntp -sS time.apple.com" if platform == "darwin" else "sudo timedatectl set-ntp true"
    return on_host(line, "w32tm /query /status"), here(platform, line, sh)


def give_account(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Try again with an account; the password is asked for."""
    if seen.user:
        return (again(seen, platform, *_tls_option(seen)),)
    quote = in_ps if platform == "win32" else in_sh
    user = f"--user {quote('HOST' + chr(92) + 'name')}"
    return (again(seen, platform, *_tls_option(seen), user),)


def _tls_option(seen: Circumstances) -> tuple[str, ...]:
    return ("--tls",) if seen.tls else ()


_PACKAGES: Final[Mapping[AuthMethod, str]] = {
    AuthMethod.KERBEROS: "pyspnego[kerberos]",
    AuthMethod.NEGOTIATE: "pyspnego[kerberos]",
    AuthMethod.CREDSSP: "pywinrm[credssp]",
}


def install_method(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Install what the way to sign in needs, or try again with NTLM."""
    package = _PACKAGES.get(seen.method, "pywinrm")
    line = f"python -m pip install '{package}'"
    return here(platform, line, line), again(seen, platform, *_tls_option(seen), "--auth ntlm")


_SWITCHES: Final[Mapping[AuthMethod, str]] = {
    AuthMethod.NEGOTIATE: "Negotiate",
    AuthMethod.NTLM: "Negotiate",
    AuthMethod.KERBEROS: "Kerberos",
    AuthMethod.BASIC: "Basic",
    AuthMethod.CERTIFICATE: "Certificate",
}
_BY_OFFER: Final[Mapping[str, AuthMethod]] = {
    "negotiate": AuthMethod.NTLM,
    "kerberos": AuthMethod.KERBEROS,
    "credssp": AuthMethod.CREDSSP,
    "basic": AuthMethod.BASIC,
}


def offer_method(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Switch the way to sign in on, or try again with one that is offered."""
    switch = _SWITCHES.get(seen.method)
    if switch is None:
        line = "Enable-WSManCredSSP -Role Server -Force"
    else:
        line = f"Set-Item -Path WSMan:\\localhost\\Service\\Auth\\{switch} -Value $true"
    scripts = [on_host(line)]
    known = (_BY_OFFER.get(word.lower()) for word in seen.offered)
    for method in known:
        if method is not None and method is not seen.method:
            option = f"--auth {method.value}"
            scripts.append(again(seen, platform, *_tls_option(seen), option))
            break
    return tuple(scripts)


def basic_over_tls(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Try again with TLS, which needs a listener."""
    return (
        again(seen, platform, "--tls", "--auth basic", port=HTTPS_PORT),
        on_host(*https_listener(seen)),
    )


def seal(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Try again with a way to sign in that encrypts messages."""
    return (again(seen, platform, "--auth ntlm"),)


def map_certificate(_seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Allow certificates and show which are mapped to accounts."""
    return (
        on_host(
            "Set-Item -Path WSMan:\\localhost\\Service\\Auth\\Certificate -Value $true",
            "Get-ChildItem WSMan:\\localhost\\ClientCertificate",
        ),
    )


def look_at_account(seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Show an account: is it there, active, locked."""
    domain, _, name = seen.user.rpartition("\\")
    name, _, realm = name.partition("@")
    is_local = domain.lower() in {"", ".", seen.host.partition(".")[0].lower()} and not realm
    return (on_host(f"net user {in_ps(name)}" + ("" if is_local else " /domain")),)


def get_ticket(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Get a ticket, and look whether the host's service name is known."""
    kinit = f"kinit {in_sh(_principal(seen))}"
    return (
        here(platform, "klist", f"{kinit}\nklist"),
        on_host(f"setspn -Q {in_ps(seen.spn)}"),
    )


def _principal(seen: Circumstances) -> str:
    """Return the account as Kerberos writes it; the host's domain is most likely the realm."""
    domain, _, name = seen.user.rpartition("\\")
    name, _, realm = name.partition("@")
    realm = seen.realm or realm or seen.host.partition(".")[2] or domain or "REALM"
    return f"{name or 'name'}@{realm.upper()}"


def check_spn(seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Look who owns the host's service name, and for doubles."""
    return (on_host(f"setspn -Q {in_ps(seen.spn)}", "setspn -X"),)


def register_spn(seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Look who owns the host's service name; where nobody does, give it to the host."""
    name = in_ps(seen.spn)
    return (on_host(f"setspn -Q {name}"), on_host(f"setspn -S {name} $env:COMPUTERNAME"))


def find_kdc(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Ask the name server for the Kerberos servers of the realm."""
    name = f"_kerberos._tcp.{_principal(seen).rpartition('@')[2]}"
    line = "nslookup -type=SRV "
    return (here(platform, line + in_ps(name), line + in_sh(name)),)


def unlock(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Show the account, then unlock it (both where the domain's cmdlets are)."""
    name = _principal(seen).partition("@")[0]
    return (
        *look_at_account(seen, platform),
        on_host(f"Unlock-ADAccount -Identity {in_ps(name)}"),
    )


def change_password(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Change the password; it is asked for."""
    name = _principal(seen)
    powershell = f"Set-ADAccountPassword -Identity {in_ps(name.partition('@')[0])}"
    return (here(platform, powershell, f"kpasswd {in_sh(name)}"),)


def into_groups(*groups: str) -> Callable[[Circumstances, str], tuple[Script, ...]]:
    """Return what puts the account into groups of the host."""

    def build(seen: Circumstances, _platform: str) -> tuple[Script, ...]:
        user = seen.user.removeprefix(".\\") or "HOST\\name"
        lines = (f"Add-LocalGroupMember -SID {sid} -Member {in_ps(user)}" for sid in groups)
        return (on_host(*lines),)

    return build


_WHOLE_RIGHTS: Final = (
    "New-ItemProperty -Path HKLM:\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System "
    "-Name LocalAccountTokenFilterPolicy -PropertyType DWord -Value 1 -Force"
)


def let_in(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Groups for an ordinary account, or the whole token for a local administrator."""
    groups = into_groups(REMOTE_USERS, HYPER_V_ADMINS)(seen, platform)
    return (*groups, on_host(_WHOLE_RIGHTS))


def install_hyper_v(_seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Install the role on a server, or the feature on a client."""
    return (
        on_host("Install-WindowsFeature -Name Hyper-V -IncludeManagementTools -Restart"),
        on_host("Enable-WindowsOptionalFeature -Online -FeatureName Microsoft-Hyper-V -All"),
    )


def free_quota(_seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Show the limits and what uses them up, then end all remote sessions."""
    return (
        on_host(
            "Get-ChildItem WSMan:\\localhost\\Service",
            "Get-ChildItem WSMan:\\localhost\\Shell",
            RESTART,
        ),
    )


def larger_envelope(_seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Set the size of messages that Windows has had since 2012."""
    return (on_host("Set-Item -Path WSMan:\\localhost\\MaxEnvelopeSizekb -Value 500"),)


def tell_version(_seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Show the version of Windows."""
    return (on_host("Get-CimInstance -ClassName Win32_OperatingSystem | Format-List Caption"),)


def events(_seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Start WinRM anew and show what it logged."""
    return (on_host(RESTART, _EVENTS),)
