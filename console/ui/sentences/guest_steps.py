"""What to do inside a guest whose half of a service does not answer, by the guest's own system.

Package and unit names: Debian's package ``hyperv-daemons`` was opened and looked at; those of Red
Hat and Oracle are documented by Oracle ("Hyper-V Daemons"); Microsoft documents Ubuntu's packages
and the names of the Windows services ("Hyper-V Integration Services"). Time, heartbeat and
shutdown are part of the kernel module ``hv_utils`` on Linux, so there is nothing to install.
"""

from dataclasses import dataclass
from typing import Final

from console.model.integration import GuestFamily
from console.model.service import ServiceKind
from console.ui.text_context import QT_TRANSLATE_NOOP, Context

GuestSteps = Context("GuestSteps")


@dataclass(frozen=True, slots=True)
class GuestStep:
    """What to do in a guest.

    Attributes:
        text: One or two sentences.
        commands: Lines for the guest's command line, to copy; empty where there are none.
    """

    text: str
    commands: str = ""


_WINDOWS_UNITS: Final = {
    ServiceKind.TIME_SYNC: "vmictimesync",
    ServiceKind.HEARTBEAT: "vmicheartbeat",
    ServiceKind.KVP: "vmickvpexchange",
    ServiceKind.SHUTDOWN: "vmicshutdown",
    ServiceKind.VSS: "vmicvss",
    ServiceKind.GUEST_SERVICE: "vmicguestinterface",
}
_DAEMONS: Final = {
    ServiceKind.KVP: "kvp",
    ServiceKind.VSS: "vss",
    ServiceKind.GUEST_SERVICE: "fcopy",
}
_INSTALL: Final = {
    GuestFamily.UBUNTU: "sudo apt install linux-cloud-tools-virtual",
    GuestFamily.DEBIAN: "sudo apt install hyperv-daemons",
    GuestFamily.RHEL: "sudo dnf install hyperv-daemons",
    GuestFamily.SUSE: "sudo zypper install hyper-v",
    GuestFamily.ARCH: "sudo pacman -S hyperv",
    GuestFamily.ALPINE: "doas apk add hvtools",
}
_ENABLE: Final = {
    GuestFamily.UBUNTU: "sudo systemctl enable --now hv-{}-daemon",
    GuestFamily.DEBIAN: "sudo systemctl enable --now hv-{}-daemon",
    GuestFamily.RHEL: "sudo systemctl enable --now hyperv{}d",
    GuestFamily.SUSE: "sudo systemctl enable --now hv_{}_daemon",
    GuestFamily.ARCH: "sudo systemctl enable --now hv_{}_daemon",
    GuestFamily.ALPINE: "doas rc-update add hv_{0}_daemon && doas rc-service hv_{0}_daemon start",
}
_MODULE: Final = (
    "sudo modprobe hv_utils && echo hv_utils | sudo tee /etc/modules-load.d/hyperv.conf"
)

_WINDOWS: Final = QT_TRANSLATE_NOOP(
    "GuestSteps",
    "In this Windows guest, start the service as an administrator. Where it is missing, install "
    "the integration components through Windows Update.",
)
_DAEMON: Final = QT_TRANSLATE_NOOP(
    "GuestSteps", "In this guest, install and start the daemon that answers for this service."
)
_KERNEL: Final = QT_TRANSLATE_NOOP(
    "GuestSteps", "In this guest, load the kernel module that answers for this service."
)
_FREEBSD: Final = QT_TRANSLATE_NOOP(
    "GuestSteps",
    "FreeBSD brings these services with its kernel and base system; update the guest, and see "
    "that its system log shows no error of hv_utils.",
)
_UNKNOWN: Final = QT_TRANSLATE_NOOP(
    "GuestSteps",
    "The guest has not told which system it runs. Windows: start the service %1. Linux: load the "
    "kernel module hv_utils, and install the distribution's Hyper-V daemons.",
)


def guest_step(family: GuestFamily, kind: ServiceKind) -> GuestStep:
    """Return what to do in a guest of this family so that a service answers."""
    if family is GuestFamily.WINDOWS:
        unit = _WINDOWS_UNITS[kind]
        lines = f"Set-Service {unit} -StartupType Manual\nStart-Service {unit}"
        return GuestStep(GuestSteps.marked(_WINDOWS), lines)
    if family is GuestFamily.FREEBSD:
        return GuestStep(GuestSteps.marked(_FREEBSD))
    if family is GuestFamily.UNKNOWN:
        text = GuestSteps.marked(_UNKNOWN).replace("%1", _WINDOWS_UNITS[kind])
        return GuestStep(text)
    daemon = _DAEMONS.get(kind)
    if daemon is None:
        return GuestStep(GuestSteps.marked(_KERNEL), _MODULE)
    install, enable = _INSTALL.get(family), _ENABLE.get(family)
    if install is None or enable is None:
        return GuestStep(GuestSteps.marked(_DAEMON))
    return GuestStep(GuestSteps.marked(_DAEMON), f"{install}\n{enable.format(daemon)}")
