"""Runs simulated hosts for the command line, until a signal or the end of standard input.

When all hosts listen, one line of JSON goes to the output and is flushed:
``{"hosts": [{"name": "HV01", "url": "http://127.0.0.1:40123/wsman", "console_port": 40124}, …]}``;
``console_port`` is null where no consoles are opened. A host that its
description calls unreachable is named there too, with a port where nobody listens.
"""

import asyncio
import contextlib
import functools
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from console.simulator.accounts import Account
from console.simulator.clock import RealClock
from console.simulator.console.desktop_pool import DesktopPool
from console.simulator.conversation import NTLM_ONLY
from console.simulator.fleets import FleetDescription, HostDescription, build, generate, load
from console.simulator.security import BASIC
from console.simulator.server import LOOPBACK, HostSettings, SimulatedFleet, SimulatedHost
from console.simulator.tls import TlsIdentity
from console.simulator.trouble import bend, plant


@dataclass(frozen=True, slots=True)
class SimulateOptions:
    """What to simulate.

    Attributes:
        user: The account that may sign in to all hosts.
        password: Its password.
        vms: VMs on each host, when there is no fleet file.
        hosts: How many hosts, when there is no fleet file.
        port: Of the first host, the others follow; 0 takes free ones.
        methods: Ways to sign in, words of ``security.KNOWN_METHODS``. Basic without TLS allows
            clear traffic.
        keytab: The hosts' keys, for Kerberos.
        client_certificate: PEM of the certificate that is mapped to the account.
        tls: Speak HTTPS with a fresh certificate.
        certificate_file: Where to write that certificate (PEM), so that clients can trust it.
        locale: The hosts' language, when there is no fleet file.
        latency_ms: Added before each answer, on top of what a host's description says.
        seed: Equal seeds make equal fleets.
        fleet_file: A description (TOML) instead of a made-up fleet.
        console_port: Of the first host's consoles, the others follow; 0 takes free ones, ``None``
            opens none.
        until_stdin_closes: End when standard input ends, so that we cannot outlive our parent.
        troubles: What is wrong with every host, by its name in ``trouble``.
    """

    user: str
    password: str = field(repr=False)
    vms: int = 30
    hosts: int = 1
    port: int = 0
    methods: frozenset[str] = NTLM_ONLY
    tls: bool = False
    certificate_file: Path | None = None
    locale: str = "en-US"
    latency_ms: int = 0
    seed: int = 1
    fleet_file: Path | None = None
    console_port: int | None = 0
    until_stdin_closes: bool = False
    troubles: tuple[str, ...] = ()
    keytab: Path | None = None
    client_certificate: Path | None = None


async def simulate(options: SimulateOptions, out: TextIO, stop: asyncio.Event | None = None) -> int:
    """Run hosts until told to stop; return 0.

    Args:
        options: What to run.
        out: Gets the line of JSON.
        stop: Ends the run when set, besides SIGINT, SIGTERM and standard input.

    Raises:
        TroubleUnknown: A trouble has no such name.
        OSError: A port is taken, or the certificate cannot be written.
        FleetInvalid: The fleet file cannot be read or is wrong.
        ValueError: The account or a way to sign in is unusable, or two VMs of a host have one id.
    """
    stop = stop or asyncio.Event()
    description = _description(options)
    identity = _identity(options)
    desktops = DesktopPool()
    hosts = {
        index: _host(options, identity, index, host, desktops)
        for index, host in enumerate(description.hosts)
        if not host.unreachable
    }
    fleet = SimulatedFleet(tuple(hosts.values()))
    with _signals(stop), _watched_input(stop, wanted=options.until_stdin_closes):
        await fleet.start()
        try:
            lines = [
                {
                    "name": host.name,
                    "url": _url(options, index, hosts.get(index)),
                    "console_port": hosts[index].console_port if index in hosts else None,
                }
                for index, host in enumerate(description.hosts)
            ]
            out.write(json.dumps({"hosts": lines}) + "\n")
            out.flush()
            await stop.wait()
        finally:
            await fleet.close()
            await desktops.close()
    return 0


def _description(options: SimulateOptions) -> FleetDescription:
    if options.fleet_file is not None:
        return load(options.fleet_file)
    return generate(vms=options.vms, hosts=options.hosts, seed=options.seed, locale=options.locale)


def _identity(options: SimulateOptions) -> TlsIdentity | None:
    """Make the certificate, and write its public half where clients may look for it."""
    if not options.tls:
        return None
    identity = TlsIdentity.self_signed()
    if options.certificate_file is not None:
        options.certificate_file.write_bytes(identity.certificate)
    return identity


def _host(
    options: SimulateOptions,
    identity: TlsIdentity | None,
    index: int,
    description: HostDescription,
    desktops: DesktopPool,
) -> SimulatedHost:
    clock = RealClock()
    mapped = options.client_certificate.read_bytes() if options.client_certificate else b""
    wanted = HostSettings(
        description.name,
        (Account(options.user, options.password, certificate=mapped),),
        port=options.port + index if options.port else 0,
        methods=options.methods,
        keytab=options.keytab,
        tls=identity,
        allow_unencrypted=BASIC in options.methods and identity is None,
        latency_s=(options.latency_ms + description.latency_ms) / 1000,
        os_version=f"10.0.{description.build}" if description.build > 9600 else "6.3.9600",
        console_port=options.console_port + index if options.console_port else options.console_port,
        desktop=desktops.show,
    )
    settings = bend(wanted, options.troubles)
    host = SimulatedHost(build(description, clock), settings, clock)
    plant(host.plan, options.troubles)
    return host


def _url(options: SimulateOptions, index: int, host: SimulatedHost | None) -> str:
    if host is not None:
        return host.url
    scheme = "https" if options.tls else "http"
    return f"{scheme}://{LOOPBACK}:{options.port + index if options.port else _dead_port()}/wsman"


def _dead_port() -> int:
    """Return a port that was free a moment ago, so that nobody answers there."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def _signals(stop: asyncio.Event) -> Generator[None]:
    """Set the event on SIGINT and SIGTERM inside the block."""
    loop = asyncio.get_running_loop()
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears signals
        return

    def heard(_number: int, _frame: object) -> None:
        loop.call_soon_threadsafe(stop.set)

    undo: list[Callable[[], object]] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        if isinstance(loop, asyncio.SelectorEventLoop):
            loop.add_signal_handler(number, stop.set)
            undo.append(functools.partial(loop.remove_signal_handler, number))
        else:  # Windows' own loop
            former = signal.signal(number, heard)
            undo.append(functools.partial(signal.signal, number, former))
    try:
        yield
    finally:
        for take_back in undo:
            take_back()


@contextlib.contextmanager
def _watched_input(stop: asyncio.Event, *, wanted: bool) -> Generator[None]:
    """Set the event when standard input ends.

    A daemon thread waits in ``os.read``, without Python's buffers and their locks: it may still
    wait there when the process ends by a signal.
    """
    if wanted:
        loop = asyncio.get_running_loop()
        number = sys.stdin.fileno()
        threading.Thread(
            target=_wait_for_end, args=(number, loop, stop), name="stdin", daemon=True
        ).start()
    yield


def _wait_for_end(number: int, loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    with contextlib.suppress(OSError):
        while os.read(number, 4096):
            pass
    with contextlib.suppress(RuntimeError):  # the loop is closed: we are ending already
        loop.call_soon_threadsafe(stop.set)
