"""Scripts against trouble on the way to a host: name, route, port, listener, TLS, certificate.

Sources: Microsoft's reference of the cmdlets, of the ``WSMan:`` drive, and of Schannel's registry.
"""

from typing import Final

from console.doctor.finding import Circumstances
from console.doctor.network import is_address
from console.doctor.script import Place, Script, Shell, again, here, in_ps, in_sh, on_host
from console.model.connection import HTTP_PORT, HTTPS_PORT

_PEM: Final = "host-certificate.pem"

NAMES: Final = (
    "[Net.Dns]::GetHostEntry('').HostName",
    "Get-NetIPAddress | Format-Table InterfaceAlias, IPAddress",
)
RESTART: Final = "Restart-Service -Name WinRM -Force"
LISTENERS: Final = (
    "winrm enumerate winrm/config/listener",
    "netsh http show servicestate",
)
_SHA256: Final = (
    "Get-ChildItem Cert:\\LocalMachine\\My | ForEach-Object {",
    "    $sha = [Security.Cryptography.SHA256]::Create()",
    (
        "    [BitConverter]::ToString($sha.ComputeHash($_.RawData)).Replace('-', '') + '  ' + "
        "$_.Subject"
    ),
    "}",
)


def names_and_lookup(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Ask the host for its names, and this computer for what it makes of the name."""
    sh = "dscacheutil -q host -a name" if platform == "darwin" else "getent hosts"
    lookup = f"Resolve-DnsName -Name {in_ps(seen.host)}"
    return on_host(*NAMES), here(platform, lookup, f"{sh} {in_sh(seen.host)}")


def names(_seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Ask the host for its names and addresses."""
    return (on_host(*NAMES),)


def route(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Show the way that this computer would take."""
    address = seen.addresses[0] if seen.addresses else seen.host
    sh = "route -n get" if platform == "darwin" else "ip route get"
    return (
        here(
            platform,
            f"Test-NetConnection -ComputerName {in_ps(address)} -TraceRoute",
            f"{sh} {in_sh(address)}",
        ),
    )


def open_winrm(seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Start WinRM and have it listen."""
    if seen.tls:
        return (on_host(*https_listener(seen)),)
    lines = ["Enable-PSRemoting -SkipNetworkProfileCheck -Force"]
    if seen.port != HTTP_PORT:
        lines.append(LISTENERS[0])
    return (on_host(*lines),)


def open_firewall(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Let WinRM's port through the host's firewall, and try it from here."""
    return (
        on_host("Start-Service -Name WinRM", _rule(seen.port)),
        here(
            platform,
            f"Test-NetConnection -ComputerName {in_ps(seen.host)} -Port {seen.port}",
            f"nc -vz -w 5 {in_sh(seen.host)} {seen.port}",
        ),
    )


def _rule(port: int) -> str:
    return (
        f"New-NetFirewallRule -DisplayName 'HV Console: TCP {port}' -Direction Inbound "
        f"-Protocol TCP -LocalPort {port} -Action Allow"
    )


def open_consoles(seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Start Hyper-V's management and let the port of consoles through."""
    return (on_host("Start-Service -Name vmms", _rule(seen.other_port)),)


def https_listener(seen: Circumstances) -> tuple[str, ...]:
    """A fresh certificate for the name that is dialled, and a listener that shows it."""
    port = seen.port if seen.tls else HTTPS_PORT
    port_part = "" if port == HTTPS_PORT else f" -Port {port}"
    if is_address(seen.host):
        names = f"-Subject {in_ps('CN=' + seen.host)} -TextExtension " + in_ps(
            "2.5.29.17={text}IPAddress=" + seen.host
        )
    else:
        names = f"-DnsName {in_ps(seen.host)}"
    return (
        (
            f"$certificate = New-SelfSignedCertificate {names} "
            "-CertStoreLocation Cert:\\LocalMachine\\My"
        ),
        (
            "Get-ChildItem WSMan:\\localhost\\Listener | "
            "Where-Object { $_.Keys -contains 'Transport=HTTPS' } | Remove-Item -Recurse -Force"
        ),
        (
            "New-Item -Path WSMan:\\localhost\\Listener -Transport HTTPS -Address * "
            f"-CertificateThumbPrint $certificate.Thumbprint{port_part} -Force"
        ),
        _rule(port),
    )


def new_listener(seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Renew the HTTPS listener."""
    return (on_host(*https_listener(seen)),)


def use_tls(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Try again with TLS."""
    return (again(seen, platform, "--tls", port=seen.other_port or seen.port),)


def no_tls(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Make the HTTPS listener that was wanted, or try again without TLS."""
    plain = again(seen, platform, port=seen.other_port or HTTP_PORT)
    return on_host(*https_listener(seen)), plain


def allow_tls_12(_seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Allow TLS 1.2 on an old Windows; it is on by default since 8 and Server 2012."""
    return (
        on_host(
            "$key = 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL"
            "\\Protocols\\TLS 1.2\\Server'",
            "New-Item -Path $key -Force",
            "New-ItemProperty -Path $key -Name Enabled -PropertyType DWord -Value 1 -Force",
            "New-ItemProperty -Path $key -Name DisabledByDefault -PropertyType DWord "
            "-Value 0 -Force",
            "Restart-Computer",
        ),
    )


def restart(_seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Start WinRM anew and see whether its companions run."""
    return (on_host(RESTART, "Get-Service -Name WinRM, Winmgmt, vmms"),)


def listeners(_seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Show where WinRM listens and who else uses Windows' web server."""
    return (on_host(*LISTENERS),)


def read_ca_file(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Look at the CA file."""
    sh = f"openssl x509 -in {in_sh(seen.ca_file)} -noout -subject -dates"
    return (here(platform, f"certutil -dump {in_ps(seen.ca_file)}", sh),)


def read_own_certificate(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Look at our own certificate."""
    sh = f"openssl x509 -in {in_sh(seen.own_certificate)} -noout -subject -dates"
    return (here(platform, f"certutil -dump {in_ps(seen.own_certificate)}", sh),)


def compare_and_trust(seen: Circumstances, platform: str) -> tuple[Script, ...]:
    """Show the fingerprints on the host, and give its certificate as CA file here."""
    scripts = [on_host(*_SHA256)]
    if platform != "win32":
        name = f"[{seen.host}]" if ":" in seen.host else seen.host
        door = in_sh(f"{name}:{seen.port}")
        fetch = f"openssl s_client -connect {door} </dev/null | openssl x509 -out {_PEM}"
        show = f"openssl x509 -in {_PEM} -noout -fingerprint -sha256"
        then = again(seen, platform, "--tls", f"--ca-file {_PEM}").text
        scripts.append(Script(Place.HERE, Shell.SH, f"{fetch}\n{show}\n{then}"))
    return tuple(scripts)


def fingerprints(_seen: Circumstances, _platform: str) -> tuple[Script, ...]:
    """Show the fingerprints of the host's certificates."""
    return (on_host(*_SHA256),)
