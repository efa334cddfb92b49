"""What sets the VMs of a made-up fleet apart besides their hardware: tags, drift, data, habits.

Each VM has dice of its own, thrown with the fleet's seed and its place, so that what is added here
never moves what ``fleet_generator`` has thrown. Some of it is planted for a console to find: domain
controllers that still get their time from the host, old integration components, guests whose data
comes late, and now and then a guest that writes mischief into its items.
"""

import random
from dataclasses import dataclass, replace

from console.simulator.behaviour.guests import GUESTS
from console.simulator.descriptions import IntegrationState, VmDescription

DRIFTING_CONTROLLERS = 0.3
"""Share of the domain controllers whose time synchronization is on, though it should be off."""

_VARIANTS = {
    "ubuntu-24.04": ("ubuntu-24.04", "ubuntu-24.04", "ubuntu-22.04"),
    "debian-12": ("debian-12", "debian-12", "debian-12", "debian-12-no-daemons"),
    "rhel-9": ("rhel-9", "rocky-9", "almalinux-9", "fedora-40"),
    "sles-15": ("sles-15", "opensuse-15", "arch"),
    "alpine-no-daemons": ("alpine-no-daemons", "alpine"),
}
"""What may run instead of a guest: relatives of it."""

_KINDS = (("windows", ""), ("appliance", "appliance"), ("freebsd", "freebsd"))
"""Tags by the beginnings of guests; all others are Linux."""

_OLD_VERSIONS = ("6.3.9600.16384", "6.3.9600.18907", "10.0.14393.0")
_ITEMS = (
    ("Owner", "platform team"),
    ("PatchWindow", "Sun 02:00-04:00"),
    ("CostCentre", "4711"),
    ("BackupAgent", "7.2.1"),
    ("维护窗口", "周日 02:00"),
)
_FOLDERS = (
    "D:\\VMs",
    "C:\\ClusterStorage\\Volume1",
    "C:\\ClusterStorage\\Volume2",
    "\\\\nas\\vms",
)
_MISCHIEF = (
    ("<b>Owner</b>", "]]><script>alert(1)</script>"),
    ("OSName", "Windows 95"),
    ("\u202eeman", "line one\nline two\ttab"),
    ("long", "x" * 2000),
)


@dataclass(frozen=True, slots=True)
class Dice:
    """The dice of one VM."""

    random: random.Random

    def happens(self, share: float) -> bool:
        """Throw: true in this share of all throws."""
        return self.random.random() < share


def with_traits(vm: VmDescription, tags: tuple[str, ...], key: str) -> VmDescription:
    """Return a VM with everything that this module adds.

    Args:
        vm: As thrown so far.
        tags: What it is for, without ``#``; ``dc`` marks domain controllers.
        key: Names the fleet's seed and the VM's place; the same key gives the same traits.
    """
    dice = Dice(random.Random(f"{key}/traits"))  # noqa: S311 -- figures of a play, no secrets
    guest = dice.random.choice(_VARIANTS.get(vm.guest, (vm.guest,)))
    is_windows = GUESTS[guest].is_windows
    vm = replace(
        vm,
        guest=guest,
        notes=_notes(vm.notes, _tags(dice, tags, guest)),
        services=_services(dice, dict(vm.services), tags),
        guest_items=_items(dice),
        kvp_delay_s=round(dice.random.uniform(30, 240)) if dice.happens(0.1) else 0.0,
        dhcp=dice.happens(0.5 if is_windows else 0.7),
    )
    vm = _with_devices(Dice(random.Random(f"{key}/devices")), vm)  # noqa: S311 -- as above
    return _with_versions(dice, vm) if is_windows else vm


def _with_devices(dice: Dice, vm: VmDescription) -> VmDescription:
    switch = dice.random.choices(("External", "DMZ", "Internal", ""), (80, 10, 8, 2))[0]
    vlans = dice.random.choices(((), (20,), (30,), (100,), (1, 20, 30)), (60, 15, 10, 10, 5))[0]
    folder = dice.random.choice(_FOLDERS)
    disks = [f"{folder}\\{vm.name}\\{vm.name}.vhdx"]
    if dice.happens(0.2):
        disks.append(f"{folder}\\{vm.name}\\data.vhdx")
    if dice.happens(0.1):
        disks.append("C:\\ISO\\ubuntu-24.04-live-server-amd64.iso")
    return replace(vm, switch=switch, vlans=vlans if switch else (), disks=tuple(disks))


def _tags(dice: Dice, tags: tuple[str, ...], guest: str) -> tuple[str, ...]:
    kind = next((tag for start, tag in _KINDS if guest.startswith(start)), "linux")
    stage = dice.random.choices(("prod", "test", "dev", ""), (55, 20, 15, 10))[0]
    return tuple(filter(None, (*tags, kind, stage)))


def _notes(notes: str, tags: tuple[str, ...]) -> str:
    marks = " ".join(f"#{tag}" for tag in dict.fromkeys(tags))
    return "\n".join(filter(None, (notes, marks)))


def _services(
    dice: Dice, services: dict[str, bool], tags: tuple[str, ...]
) -> tuple[tuple[str, bool], ...]:
    if "dc" in tags:
        services["time_sync"] = dice.happens(DRIFTING_CONTROLLERS)
    elif "ntp" in tags and dice.happens(0.6):
        services["time_sync"] = False
    if dice.happens(0.02):
        services["heartbeat"] = False
    return tuple(services.items())


def _items(dice: Dice) -> tuple[tuple[str, str], ...]:
    items = [item for item in _ITEMS if dice.happens(0.15)]
    if dice.happens(0.01):
        items.extend(_MISCHIEF)
    return tuple(items)


def _with_versions(dice: Dice, vm: VmDescription) -> VmDescription:
    if dice.happens(0.06):
        version = dice.random.choice(_OLD_VERSIONS)
        return replace(vm, integration_version=version, integration_state=IntegrationState.MISMATCH)
    if dice.happens(0.04):
        return replace(vm, integration_state=IntegrationState.UNKNOWN)
    return vm
