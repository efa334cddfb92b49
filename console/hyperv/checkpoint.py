"""Count the checkpoints of all VMs, and fill what the summary left out, by one query."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from console.hyperv.capability import UNPROBED, Capabilities
from console.hyperv.query import (
    CHECKPOINT_COLUMNS,
    CHECKPOINT_ROWS,
    SETTINGS,
    SETTINGS_COLUMNS,
)
from console.hyperv.reading import CheckpointReading, SettingsRow
from console.hyperv.state import generation_of, notes_of
from console.hyperv.text import clean, vm_id
from console.hyperv.wire import word
from console.model.identity import VmId
from console.wsman.cim import CimInstance
from console.wsman.client import WsmanClient
from console.wsman.names import HYPERV_NAMESPACE
from console.wsman.wql import select

_PREFIX: Final = "microsoft:hyper-v:"
_REALIZED: Final = f"{_PREFIX}system:realized"
_COUNTED: Final = frozenset(
    f"{_PREFIX}snapshot:{word}" for word in ("realized", "recovery", "missing")
)
"""What an administrator sees as checkpoints of a VM: taken by hand or automatically, left behind by
a backup, or broken. Planned ones belong to VMs that do not exist yet; replica ones are recovery
points of Hyper-V Replica.
"""
_SNAPSHOT: Final = f"{_PREFIX}snapshot:"
MAX_NAMES: Final = 256
"""Of one VM; Hyper-V allows 50."""
MAX_NAME: Final = 256


def read_checkpoints(
    wsman: WsmanClient, known: Capabilities = UNPROBED, *, with_settings: bool = False
) -> CheckpointReading:
    """Count the checkpoints of every VM.

    Args:
        wsman: The host.
        known: Handed on unchanged.
        with_settings: Read the VMs' own settings too, for generation, version and notes that the
            summary did not tell.
    """
    wql = (
        select(SETTINGS, SETTINGS_COLUMNS)
        if with_settings
        else select(SETTINGS, CHECKPOINT_COLUMNS, CHECKPOINT_ROWS)
    )
    return count_checkpoints(wsman.query(HYPERV_NAMESPACE, wql), known)


def count_checkpoints(
    rows: Iterable[CimInstance], known: Capabilities = UNPROBED
) -> CheckpointReading:
    """Count the checkpoints among rows of ``Msvm_VirtualSystemSettingData``."""
    names: defaultdict[VmId, list[str]] = defaultdict(list)
    own_ids: set[VmId] = set()
    settings: dict[VmId, SettingsRow] = {}
    for row in rows:
        vm = vm_id(word(row, "VirtualSystemIdentifier"))
        kind = word(row, "VirtualSystemType").lower()
        if kind.startswith(_SNAPSHOT):
            own = vm_id(word(row, "InstanceID").partition(":")[2])
            if own is not None and own != vm:
                own_ids.add(own)
        if vm is not None and kind in _COUNTED:
            names[vm].append(clean(word(row, "ElementName"))[:MAX_NAME])
        elif vm is not None and kind == _REALIZED:
            settings[vm] = SettingsRow(
                generation_of(word(row, "VirtualSystemSubType")),
                clean(word(row, "Version")),
                notes_of(row) or "",
            )
    counts = {vm: len(each) for vm, each in names.items()}
    kept = {vm: tuple(each[:MAX_NAMES]) for vm, each in names.items()}
    return CheckpointReading(counts, kept, frozenset(own_ids), settings, known)
