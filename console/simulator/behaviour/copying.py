r"""Copying files of a host into a guest, through the guest service.

A copy takes its size's time. Twice a second it looks whether it still may: it fails when the
service is switched off or loses the guest in the middle. Nothing of a copy that failed is in the
guest.
Paths of Windows are compared without case and with either slash, those of other guests exactly.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from console.simulator.behaviour.components import can_talk
from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.integration_service import GUEST_SERVICE
from console.simulator.behaviour.jobs import ERROR_CODES, JobFailure, JobPlan
from console.simulator.behaviour.operations import INVALID_STATE, JOB_STARTED, Outcome
from console.simulator.behaviour.power import Power
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.descriptions import HostDescription, JobFault

JOB_CLASS = "Msvm_CopyFileToGuestJob"

NOT_AVAILABLE = 32777
_FAILED = 32768
_NOT_FOUND = 32779
_JOB_TYPE = 180
_BYTES_PER_S = 25_000_000
_SHORTEST_S = 2.0
_HALF = 0.5

_VARIABLE = re.compile(r"%(\w+)%")
_VARIABLES = {
    "systemroot": "C:\\Windows",
    "windir": "C:\\Windows",
    "systemdrive": "C:",
    "temp": "C:\\Windows\\Temp",
    "tmp": "C:\\Windows\\Temp",
    "public": "C:\\Users\\Public",
    "programdata": "C:\\ProgramData",
}
_WINDOWS_FOLDERS = ("C:", "C:\\Windows", "C:\\Windows\\Temp", "C:\\Users", "C:\\Users\\Public")
_OTHER_FOLDERS = ("", "/root", "/home", "/tmp", "/var/tmp", "/opt", "/srv", "/etc")  # noqa: S108


@dataclass(frozen=True, slots=True)
class CopyOrder:
    """One file to copy.

    Attributes:
        source: Path on the host.
        destination: Path in the guest, of the file or of a folder that is there.
        overwrite: Whether an existing file may be replaced.
        create_folders: Whether missing folders are made.
    """

    source: str
    destination: str
    overwrite: bool = False
    create_folders: bool = False


def copy_files(
    machine: SimulatedMachine,
    vm: SimulatedVm,
    orders: tuple[CopyOrder, ...],
    settings: tuple[str, ...],
    owner: str,
) -> Outcome:
    """Start copying; whatever is wrong with the files shows in the job.

    Args:
        machine: The host.
        vm: Whose guest.
        orders: What to copy; all of it or nothing.
        settings: The same as the caller wrote it, for the job.
        owner: Who asks.
    """
    fault = vm.job_fault("copy")
    if fault is JobFault.REFUSED:
        return Outcome(ERROR_CODES[fault])
    closed = _closed(machine, vm)
    if closed is not None:
        return Outcome(closed.code)
    sizes = [file_size(machine.description, order.source) or 0 for order in orders]
    plan = JobPlan(
        "copy",
        _JOB_TYPE,
        max(_SHORTEST_S, sum(sizes) / _BYTES_PER_S) * machine.description.pace,
        fault,
        lambda: _arrive(machine, vm, orders),
        lambda: None,
        fault_at=_HALF,
        watch=lambda: _closed(machine, vm) or _first_problem(machine, vm, orders),
        is_watched=True,
        class_name=JOB_CLASS,
        settings=settings,
    )
    return Outcome(JOB_STARTED, machine.jobs.start(plan, vm, owner))


def _closed(machine: SimulatedMachine, vm: SimulatedVm) -> JobFailure | None:
    if vm.power is not Power.RUNNING:
        return JobFailure(INVALID_STATE, "not_running")
    if not vm.settings.is_on(GUEST_SERVICE):
        return JobFailure(INVALID_STATE, "service_off")
    if not can_talk(vm, GUEST_SERVICE, machine.now):
        return JobFailure(NOT_AVAILABLE, "no_contact")
    return None


def _first_problem(
    machine: SimulatedMachine, vm: SimulatedVm, orders: tuple[CopyOrder, ...]
) -> JobFailure | None:
    for order in orders:
        if file_size(machine.description, order.source) is None:
            return JobFailure(_NOT_FOUND, "source_missing")
        path = target_path(vm, order)
        if _spelling(vm, path) is not None and not order.overwrite:
            return JobFailure(_FAILED, "destination_exists")
        if not order.create_folders and not _is_folder(vm, _split(path)[0]):
            return JobFailure(_NOT_FOUND, "folder_missing")
    return None


def _arrive(machine: SimulatedMachine, vm: SimulatedVm, orders: tuple[CopyOrder, ...]) -> None:
    for order in orders:
        path = target_path(vm, order)
        vm.files[_spelling(vm, path) or path] = file_size(machine.description, order.source) or 0


def file_size(host: HostDescription, path: str) -> int | None:
    """Return the size of a file of a host, ``None`` when it has no such file."""
    wanted = _folded(_expanded(path))
    for name, size in host.files:
        if _folded(name) == wanted:
            return size
    return _staged_size(host, path) if host.staging else None


def _staged_size(host: HostDescription, path: str) -> int | None:
    folder, mapped = Path(host.staging).resolve(), _folded(host.staging_path) + "\\"
    place = Path(path)
    if _folded(path).startswith(mapped):
        place = folder.joinpath(*path.replace("/", "\\")[len(mapped) :].split("\\"))
    place = place.resolve()
    if not place.is_relative_to(folder) or not place.is_file():
        return None
    return place.stat().st_size


def target_path(vm: SimulatedVm, order: CopyOrder) -> str:
    """Return where a file will be: in a folder it keeps its name."""
    path = _expanded(order.destination) if vm.guest.is_windows else order.destination
    if path.endswith(("\\", "/")) or _is_folder(vm, path):
        slash = "\\" if vm.guest.is_windows else "/"
        return path.rstrip("\\/") + slash + _split(order.source)[1]
    return path


def _is_folder(vm: SimulatedVm, path: str) -> bool:
    known = _WINDOWS_FOLDERS if vm.guest.is_windows else _OTHER_FOLDERS
    wanted = _comparable(vm, path)
    if any(_comparable(vm, folder) == wanted for folder in known):
        return True
    slash = "\\" if vm.guest.is_windows else "/"
    return any(_comparable(vm, name).startswith(wanted + slash) for name in vm.files)


def _spelling(vm: SimulatedVm, path: str) -> str | None:
    """Return how a file of a guest is written, ``None`` when there is no such file."""
    wanted = _comparable(vm, path)
    return next((name for name in vm.files if _comparable(vm, name) == wanted), None)


def _comparable(vm: SimulatedVm, path: str) -> str:
    return _folded(path) if vm.guest.is_windows else path.rstrip("/")


def _folded(path: str) -> str:
    return path.replace("/", "\\").rstrip("\\").casefold()


def _expanded(path: str) -> str:
    return _VARIABLE.sub(lambda found: _VARIABLES.get(found[1].lower(), found[0]), path)


def _split(path: str) -> tuple[str, str]:
    place = max(path.rfind("\\"), path.rfind("/"))
    return (path[:place], path[place + 1 :]) if place >= 0 else ("", path)
