"""``hvconsole simulate``: run simulated Hyper-V hosts on this computer."""

import argparse
import asyncio
import sys

from console.app.commands.account import (
    UsageError,
    ask_password,
    can_ask,
    password_from_descriptor,
)
from console.app.commands.report import guarded
from console.simulator.fleets import FleetInvalid
from console.simulator.security import CERTIFICATE, KERBEROS, KNOWN_METHODS
from console.simulator.simulate import SimulateOptions, simulate
from console.simulator.texts import LOCALES
from console.simulator.trouble import NAMES

_METHODS = tuple(sorted(KNOWN_METHODS))


def run_simulate(arguments: argparse.Namespace) -> int:
    """Run the hosts until a signal comes, or standard input closes when that was asked for."""
    return guarded(lambda: _run(arguments))


def _run(arguments: argparse.Namespace) -> int:
    if arguments.certificate_file is not None and not arguments.tls:
        raise UsageError("--certificate-file needs --tls")
    options = SimulateOptions(
        user=arguments.user,
        password=_password(arguments),
        vms=arguments.vms,
        hosts=arguments.hosts,
        port=arguments.port,
        methods=_methods(arguments),
        keytab=arguments.keytab,
        client_certificate=arguments.client_certificate,
        tls=arguments.tls,
        certificate_file=arguments.certificate_file,
        locale=_locale(arguments.locale),
        latency_ms=arguments.latency_ms,
        seed=arguments.seed,
        fleet_file=arguments.fleet,
        console_port=_console_port(arguments.console_port),
        until_stdin_closes=arguments.until_stdin_closes,
        troubles=_troubles(arguments.trouble),
    )
    try:
        return asyncio.run(simulate(options, sys.stdout))
    except BrokenPipeError:
        raise  # nobody waits for the line any more
    except (OSError, ValueError, OverflowError, FleetInvalid) as problem:
        raise UsageError(str(problem)) from problem


def _methods(arguments: argparse.Namespace) -> frozenset[str]:
    text = str(arguments.auth)
    wanted = frozenset(word.strip().lower() for word in text.split(",") if word.strip())
    unknown = sorted(wanted.difference(_METHODS))
    if unknown or not wanted:
        raise UsageError(f"--auth takes {', '.join(_METHODS)}; not {', '.join(unknown) or text!r}")
    if KERBEROS in wanted and arguments.keytab is None:
        raise UsageError("--auth kerberos needs --keytab")
    if CERTIFICATE in wanted and not (arguments.tls and arguments.client_certificate):
        raise UsageError("--auth certificate needs --tls and --client-certificate")
    return wanted


def _troubles(wanted: list[str]) -> tuple[str, ...]:
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        raise UsageError(f"--trouble takes {', '.join(NAMES)}; not {unknown[0]!r}")
    return tuple(wanted)


def _console_port(text: str) -> int | None:
    if text == "off":
        return None
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise UsageError(f"--console-port takes 0 to 65535 or off; not {text!r}")
    return int(text)


def _locale(text: str) -> str:
    if text not in LOCALES:
        raise UsageError(f"--locale takes {', '.join(LOCALES)}; not {text!r}")
    return text


def _password(arguments: argparse.Namespace) -> str:
    if arguments.password_fd is not None:
        return password_from_descriptor(arguments.password_fd)
    if arguments.password_file is not None:
        try:
            lines = arguments.password_file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as problem:
            raise UsageError(f"cannot read {arguments.password_file}") from problem
        if not lines or not lines[0]:
            raise UsageError(f"{arguments.password_file} holds no password")
        return lines[0]
    if not can_ask():
        raise UsageError("--password-file or --password-fd is needed where nobody can be asked")
    return ask_password(f"Password for {arguments.user}: ")
