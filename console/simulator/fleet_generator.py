"""Make up a fleet: the same seed makes the same one.

The mix is that of a small data centre: seven in ten run, Windows and Linux, both generations, about
thirty checkpoints to a hundred VMs, and now and then something is not well. What is planted for a
console to find is in ``fleet_traits``.
"""

import random
from dataclasses import dataclass

from console.simulator.descriptions import (
    ChangeStyle,
    CheckpointDescription,
    FleetDescription,
    Health,
    HostDescription,
    JobFault,
    ServiceFault,
    ShutdownStyle,
    StartState,
    VmDescription,
)
from console.simulator.fleet_traits import with_traits

_BUILDS = (20348, 26100, 17763, 20348, 14393, 9600)
_FILES = (
    ("C:\\ISO\\ubuntu-24.04-live-server-amd64.iso", 2_754_981_888),
    ("C:\\Tools\\agent-7.2.1.msi", 48_234_496),
    ("C:\\Tools\\hosts.txt", 2_114),
)
_MODELS = ("PowerEdge R650", "ProLiant DL380 Gen10", "ThinkSystem SR650", "PRIMERGY RX2540 M6")


@dataclass(frozen=True, slots=True)
class Role:
    """What a VM is for: the beginnings of its name, and what usually runs in it."""

    names: tuple[str, ...]
    guests: tuple[str, ...]
    memory_gb: tuple[int, ...]
    note: str = ""
    tags: tuple[str, ...] = ()


_SERVERS = ("windows-server-2022", "windows-server-2019", "windows-server-2025")
_OLD = ("windows-server-2016", "windows-server-2012r2")
_LINUX = ("ubuntu-24.04", "debian-12", "rhel-9", "sles-15")
_ROLES = (
    Role(
        ("DC", "dc-", "ADDS"),
        _SERVERS,
        (4,),
        "Domain controller. Never restore a checkpoint.",
        ("dc",),
    ),
    Role(
        ("SQL-PROD-", "sql", "SQL-TEST-"),
        _SERVERS + _OLD,
        (16, 32),
        "Backup window 02:00-03:30",
        ("sql",),
    ),
    Role(("FS", "file-", "Dateiserver "), _SERVERS, (8,)),
    Role(("Exchange ", "MAIL"), _SERVERS, (24, 32)),
    Role(("RDS-", "Terminal Server "), _SERVERS, (16, 24)),
    Role(("WSUS", "sccm-"), _SERVERS + _OLD, (8,)),
    Role(("web-", "www", "nginx-"), _LINUX, (2, 4), "", ("web",)),
    Role(("k8s-node-", "worker-"), _LINUX, (8, 16), "Managed by the platform team", ("ntp",)),
    Role(("postgres-", "mariadb-", "redis-"), _LINUX, (4, 8)),
    Role(("gitlab-runner-", "Build Agent ", "ci-"), (*_LINUX, *_SERVERS), (4, 8)),
    Role(("VDI-", "W11-", "Desktop "), ("windows-11", "windows-10"), (4, 8)),
    Role(("fw-", "vpn-", "Appliance "), ("appliance", "freebsd-14", "alpine-no-daemons"), (1, 2)),
    Role(("Prüfstand ", "测试服务器", "Zoë's lab ", "legacy & old "), _OLD + _LINUX, (2, 4)),
)
_MOMENTS = ("before update", "clean install", "Vor dem Update", "before migration", "known good")


def generate(
    hosts: int = 1, vms: int = 30, seed: int = 1, locale: str = "en-US"
) -> FleetDescription:
    """Make up a fleet.

    Args:
        hosts: How many hosts.
        vms: How many VMs on each.
        seed: Decides everything else.
        locale: The language of all hosts.
    """
    return FleetDescription(tuple(_host(n, vms, seed, locale) for n in range(hosts)))


def _host(number: int, vms: int, seed: int, locale: str) -> HostDescription:
    dice = random.Random(f"{seed}/{number}")  # noqa: S311 -- figures of a play, no secrets
    thrown = [_vm(dice, number, place) for place in range(vms)]
    made = tuple(
        with_traits(vm, role.tags, f"{seed}/{number}/{place}")
        for place, (vm, role) in enumerate(thrown)
    )
    memory = sum(vm.memory_mb for vm in made) * 3 // 2
    return HostDescription(
        name=f"HV{number + 1:02d}",
        build=_BUILDS[number % len(_BUILDS)],
        locale=locale,
        model=_MODELS[number % len(_MODELS)],
        processors=dice.choice((16, 32, 64)),
        memory_mb=max(65_536, memory // 16_384 * 16_384 + 16_384),
        up_days=dice.uniform(1, 120),
        files=_FILES,
        vms=made,
    )


def _vm(dice: random.Random, host: int, place: int) -> tuple[VmDescription, Role]:
    """Throw a VM, and say what it is for."""
    role = dice.choice(_ROLES)
    guest = dice.choice(role.guests)
    state = _state(dice)
    vm = VmDescription(
        name=f"{dice.choice(role.names)}{place + 1:02d}",
        guest=guest,
        generation=1 if guest in {*_OLD, "appliance", "freebsd-14"} else dice.choice((2, 2, 2, 1)),
        state=state,
        uptime_h=dice.uniform(0.2, 900.0) if state is not StartState.OFF else 0.0,
        processors=dice.choice((1, 2, 2, 4, 4, 8)),
        memory_mb=dice.choice(role.memory_gb) * 1024,
        dynamic_memory=dice.random() < 0.35,
        notes=role.note if dice.random() < 0.5 else "",
        addresses=_addresses(dice, host, place),
        services=_services(dice),
        faults=_faults(dice),
        job_faults=_job_faults(dice),
        changes=ChangeStyle.JOB if dice.random() < 0.3 else ChangeStyle.AT_ONCE,
        shutdown=_shutdown(dice),
        is_locked=dice.random() < 0.05,
        health=dice.choices((Health.OK, Health.LOW_DISK, Health.CRITICAL), (97, 2, 1))[0],
        checkpoints=_checkpoints(dice),
    )
    return vm, role


def _state(dice: random.Random) -> StartState:
    states = (StartState.RUNNING, StartState.OFF, StartState.SAVED, StartState.PAUSED)
    return dice.choices(states, (70, 23, 5, 2))[0]


def _addresses(dice: random.Random, host: int, place: int) -> tuple[str, ...]:
    v4 = f"10.{20 + host % 200}.{place // 250}.{place % 250 + 5}"
    link_local = f"fe80::{dice.randrange(1, 0xFFFF):x}:{dice.randrange(1, 0xFFFF):x}"
    return (v4, link_local)


def _services(dice: random.Random) -> tuple[tuple[str, bool], ...]:
    switches: list[tuple[str, bool]] = []
    if dice.random() < 0.25:
        switches.append(("guest_service", True))
    if dice.random() < 0.10:
        switches.append(("time_sync", False))
    if dice.random() < 0.06:
        switches.append((dice.choice(("vss", "kvp", "shutdown")), False))
    return tuple(switches)


def _faults(dice: random.Random) -> tuple[tuple[str, ServiceFault], ...]:
    if dice.random() >= 0.08:
        return ()
    word = dice.choice(("heartbeat", "kvp", "vss", "shutdown", "time_sync"))
    faults = [f for f in ServiceFault if f is not ServiceFault.APPLICATIONS_CRITICAL]
    critical = word == "heartbeat" and dice.random() < 0.3
    return ((word, ServiceFault.APPLICATIONS_CRITICAL if critical else dice.choice(faults)),)


def _job_faults(dice: random.Random) -> tuple[tuple[str, JobFault], ...]:
    if dice.random() >= 0.03:
        return ()
    return (dice.choice((("start", JobFault.NOT_ENOUGH_MEMORY), ("save", JobFault.HANGS))),)


def _shutdown(dice: random.Random) -> ShutdownStyle:
    styles = (ShutdownStyle.CLEAN, ShutdownStyle.IGNORED, ShutdownStyle.HANGS)
    return dice.choices(styles, (95, 3, 2))[0]


def _checkpoints(dice: random.Random) -> tuple[CheckpointDescription, ...]:
    count = dice.choices((0, 1, 2, 3), (80, 13, 4, 3))[0]
    ages = sorted((dice.uniform(2, 2000) for _ in range(count)), reverse=True)
    return tuple(
        CheckpointDescription(f"{dice.choice(_MOMENTS)} {n + 1}", age) for n, age in enumerate(ages)
    )
