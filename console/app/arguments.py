"""The command line: what ``hvconsole`` understands."""

import argparse
from pathlib import Path
from typing import Protocol

from console import __version__
from console.app.doctor_arguments import add_doctor_options
from console.model.connection import AuthMethod
from console.model.power import PowerAction
from console.model.service import ServiceKind

_EPILOG = """\
exit codes: 0 done · 1 the operation failed, or something drifts · 2 wrong use ·
3 the host cannot be reached · 4 not let in (account, rights, certificate) ·
5 no WS-Management or no Hyper-V there · 130 interrupted

Passwords come from a file descriptor (--password-fd), from the keyring, or from a prompt;
never from an argument.
"""


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="hvconsole",
        description="A desktop console for Microsoft Hyper-V. "
        "Without a command it opens the window.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"hvconsole {__version__}")
    parser.add_argument(
        "--language", metavar="CODE", default="", help="en or zh_CN; default: the preference"
    )
    parser.add_argument(
        "--read-only", action="store_true", help="change nothing on any host, whatever the command"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_demo(commands)
    _add_simulate(commands)
    _add_inventory(commands)
    _add_doctor(commands)
    _add_drift(commands)
    _add_service(commands)
    _add_power(commands)
    return parser


class _Commands(Protocol):
    """What ``add_subparsers`` returns: argparse has no public name for it."""

    def add_parser(self, name: str, *, help: str) -> argparse.ArgumentParser:  # noqa: A002
        """Add a command."""
        ...


def _add_demo(commands: _Commands) -> None:
    demo = commands.add_parser("demo", help="open the window on a simulated fleet")
    demo.add_argument(
        "--tour",
        type=Path,
        metavar="FOLDER",
        help="walk through the window by itself, save pictures into FOLDER, and end",
    )
    demo.add_argument("--fleet", type=Path, metavar="FILE", help="another fleet description (TOML)")


def _add_simulate(commands: _Commands) -> None:
    simulate = commands.add_parser("simulate", help="run simulated Hyper-V hosts on this computer")
    simulate.add_argument("--hosts", type=_host_count, default=1, metavar="N")
    simulate.add_argument("--vms", type=_count, default=30, metavar="N", help="VMs on each host")
    simulate.add_argument("--port", type=_port, default=0, help="of the first host; 0: free ones")
    simulate.add_argument(
        "--console-port",
        default="0",
        metavar="N",
        help="where the first host opens VMs' consoles; 0: free ports (default), off: nowhere",
    )
    simulate.add_argument("--user", default="admin")
    simulate.add_argument(
        "--password-file", type=Path, metavar="FILE", help="its first line; default: asked for"
    )
    simulate.add_argument("--password-fd", type=int, metavar="N")
    _add_simulated_ways(simulate)
    simulate.add_argument(
        "--locale",
        default="en-US",
        metavar="TAG",
        help="en-US, de-DE or zh-CN: the hosts' language",
    )
    simulate.add_argument("--latency-ms", type=_count, default=0, metavar="MS")
    simulate.add_argument("--seed", type=int, default=1)
    simulate.add_argument("--fleet", type=Path, metavar="FILE", help="a fleet description (TOML)")
    simulate.add_argument(
        "--trouble",
        action="append",
        default=[],
        metavar="NAME",
        help="what is wrong with the hosts, such as redirect, clock-off or no-hyper-v (another "
        "name lists them all); may be given several times",
    )
    simulate.add_argument(
        "--until-stdin-closes", action="store_true", help="end when standard input is closed"
    )


def _add_simulated_ways(simulate: argparse.ArgumentParser) -> None:
    """How simulated hosts are signed in to."""
    simulate.add_argument(
        "--auth",
        default="ntlm",
        metavar="LIST",
        help="what the hosts accept, joined by commas: ntlm, kerberos, credssp, certificate, basic "
        "(default: ntlm)",
    )
    simulate.add_argument(
        "--keytab",
        type=Path,
        metavar="FILE",
        help="with --auth kerberos: the hosts' keys, of HTTP/ and the name that clients use",
    )
    simulate.add_argument(
        "--client-certificate",
        type=Path,
        metavar="FILE",
        help="with --auth certificate and --tls: the certificate (PEM) that stands for the account",
    )
    simulate.add_argument("--tls", action="store_true", help="speak HTTPS with a fresh certificate")
    simulate.add_argument(
        "--certificate-file",
        type=Path,
        metavar="FILE",
        help="with --tls: write the certificate there (PEM), for --ca-file and other clients",
    )


def _add_host(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="http://host:5985/wsman, or just a name")
    _add_account(parser)


def _add_account(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--user", help="account, such as DOMAIN\\name or name")
    parser.add_argument(
        "--password-fd", type=int, metavar="N", help="read the password's line from descriptor N"
    )
    parser.add_argument(
        "--auth", choices=[method.value for method in AuthMethod], default=AuthMethod.NTLM.value
    )
    parser.add_argument(
        "--realm", default="", help="Kerberos: the realm of an account that is given without one"
    )
    parser.add_argument(
        "--spn",
        default="",
        metavar="HTTP/NAME",
        help="Kerberos: the service to ask a ticket for, when it is not HTTP/ and the host's name",
    )
    parser.add_argument(
        "--client-certificate", default="", metavar="PEM", help="with --auth certificate: your own"
    )
    parser.add_argument("--client-key", default="", metavar="PEM", help="its key")
    parser.add_argument(
        "--ca-file", default="", metavar="PEM", help="verify the certificate with it"
    )
    parser.add_argument(
        "--pin",
        default="",
        metavar="SHA256",
        help="believe exactly the certificate with this fingerprint, and no other",
    )
    parser.add_argument(
        "--insecure", action="store_true", help="do not verify the certificate (dangerous)"
    )
    parser.add_argument(
        "--allow-plain-basic",
        action="store_true",
        help="let Basic send the password in clear over HTTP (dangerous)",
    )
    parser.add_argument("--timeout", type=float, default=60.0, metavar="S", help="for one answer")


def _add_inventory(commands: _Commands) -> None:
    inventory = commands.add_parser("inventory", help="list the VMs of a host")
    _add_host(inventory)
    inventory.add_argument("--json", action="store_true", help="one JSON object")
    inventory.add_argument("--timing", action="store_true", help="also requests, bytes and seconds")
    inventory.add_argument(
        "--guest-names",
        action="store_true",
        help="read every guest's own name also on a large host (about one request for 23 guests)",
    )


def _add_doctor(commands: _Commands) -> None:
    doctor = commands.add_parser(
        "doctor",
        help="tell why a host cannot be reached or used; exit code 0 only when all is green",
    )
    _add_host(doctor)
    add_doctor_options(doctor)


def _add_drift(commands: _Commands) -> None:
    drift = commands.add_parser(
        "drift", help="tell which VMs differ from intent profiles; exit code 1 when some do"
    )
    drift.add_argument(
        "urls", nargs="+", metavar="URL", help="http://host:5985/wsman, or just a name"
    )
    _add_account(drift)
    drift.add_argument(
        "--profile",
        action="append",
        required=True,
        type=Path,
        dest="profiles",
        metavar="FILE",
        help="an intent profile (TOML); may be given several times",
    )
    drift.add_argument("--tags", type=Path, metavar="FILE", help="tags of VMs (tags.toml)")
    drift.add_argument(
        "--hosts",
        type=Path,
        metavar="FILE",
        help="the list (hosts.toml) that knows the hosts' labels and folders; "
        "default: the console's own, where rules ask for them",
    )
    drift.add_argument("--json", action="store_true", help="one JSON object")


def _add_service(commands: _Commands) -> None:
    service = commands.add_parser("service", help="switch an integration service of a VM")
    _add_host(service)
    service.add_argument("vm", metavar="VM", help="name or id")
    service.add_argument("service", choices=[kind.value for kind in ServiceKind])
    service.add_argument("switch", choices=["on", "off"])


def _add_power(commands: _Commands) -> None:
    power = commands.add_parser("power", help="start, stop, save, pause a VM")
    _add_host(power)
    power.add_argument("vm", metavar="VM", help="name or id")
    power.add_argument("action", choices=[action.value for action in PowerAction])
    power.add_argument(
        "--force", action="store_true", help="shut down even when applications object"
    )


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("must not be negative")
    return number


def _host_count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError("must be 0 to 65535")
    return number
