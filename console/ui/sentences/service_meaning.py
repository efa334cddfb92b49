"""What an integration service means: what it does, who relies on it, what fails without it."""

from dataclasses import dataclass
from typing import Final

from console.model.service import ServiceKind
from console.ui.text_context import QT_TRANSLATE_NOOP, Context

Meaning = Context("Meaning")


@dataclass(frozen=True, slots=True)
class ServiceMeaning:
    """One service explained, each part a sentence or two.

    Attributes:
        does: What it does.
        relied_on: Who relies on it.
        without: What no longer works when it is off.
        needs: What it needs inside the guest.
    """

    does: str
    relied_on: str
    without: str
    needs: str


_MEANINGS: Final = {
    ServiceKind.TIME_SYNC: ServiceMeaning(
        QT_TRANSLATE_NOOP(
            "Meaning",
            "Keeps the guest's clock at the host's time, also after the "
            "virtual machine was paused, saved or moved.",
        ),
        QT_TRANSLATE_NOOP("Meaning", "Guests that have no time source of their own."),
        QT_TRANSLATE_NOOP(
            "Meaning",
            "The clock drifts, and stands wrong after a saved state or a "
            "checkpoint, unless the guest asks a time server.",
        ),
        QT_TRANSLATE_NOOP(
            "Meaning",
            "Windows: its time synchronization service. Linux: hv_utils, "
            "and chrony with the clock /dev/ptp_hyperv. Domain controllers, and "
            "guests with NTP of their own, should have it off: two masters make "
            "the clock jump.",
        ),
    ),
    ServiceKind.HEARTBEAT: ServiceMeaning(
        QT_TRANSLATE_NOOP("Meaning", "Lets the guest tell every two seconds that it is alive."),
        QT_TRANSLATE_NOOP(
            "Meaning", "The heartbeat watch, failover clusters, and whoever looks at this list."
        ),
        QT_TRANSLATE_NOOP("Meaning", "A guest that hangs cannot be told from one that works."),
        QT_TRANSLATE_NOOP("Meaning", "Windows: its heartbeat service. Linux: hv_utils."),
    ),
    ServiceKind.KVP: ServiceMeaning(
        QT_TRANSLATE_NOOP(
            "Meaning",
            "Exchanges small facts: the guest's name, system and "
            "addresses, and items that host and guest leave for each other.",
        ),
        QT_TRANSLATE_NOOP(
            "Meaning",
            "Addresses and systems in the lists, the search, profiles for "
            "a guest system, and setting addresses from outside.",
        ),
        QT_TRANSLATE_NOOP(
            "Meaning",
            "Name, system and addresses of the guest stay unknown, and "
            "its network cannot be set from here.",
        ),
        QT_TRANSLATE_NOOP("Meaning", "Windows: its data exchange service. Linux: hv_kvp_daemon."),
    ),
    ServiceKind.SHUTDOWN: ServiceMeaning(
        QT_TRANSLATE_NOOP(
            "Meaning",
            "Passes on the wish to shut down or restart, so that the "
            "guest ends its programs first.",
        ),
        QT_TRANSLATE_NOOP(
            "Meaning",
            "“Shut Down” and “Restart” here, hosts that shut down or "
            "restart after updates, and uninterruptible power supplies.",
        ),
        QT_TRANSLATE_NOOP(
            "Meaning",
            "Only “Turn Off” is left, which cuts the guest off as a power "
            "failure does; a host that restarts must save or cut it off.",
        ),
        QT_TRANSLATE_NOOP("Meaning", "Windows: its guest shutdown service. Linux: hv_utils."),
    ),
    ServiceKind.VSS: ServiceMeaning(
        QT_TRANSLATE_NOOP(
            "Meaning",
            "Brings the guest's applications and file systems to rest for "
            "the moment of a backup or a production checkpoint.",
        ),
        QT_TRANSLATE_NOOP("Meaning", "Backups and production checkpoints."),
        QT_TRANSLATE_NOOP(
            "Meaning",
            "Backups catch the guest as if its power had failed; databases "
            "and directories may need repair after a restore.",
        ),
        QT_TRANSLATE_NOOP(
            "Meaning",
            "Windows: its shadow copy requestor. Linux: hv_vss_daemon, "
            "which freezes file systems only.",
        ),
    ),
    ServiceKind.GUEST_SERVICE: ServiceMeaning(
        QT_TRANSLATE_NOOP("Meaning", "Lets the host copy files into the guest, without a network."),
        QT_TRANSLATE_NOOP(
            "Meaning",
            "“Copy File into Guest” here; it switches the service on only "
            "for the copy when it is off.",
        ),
        QT_TRANSLATE_NOOP("Meaning", "Nothing else: off is the default, and the safer state."),
        QT_TRANSLATE_NOOP(
            "Meaning", "Windows: its guest service interface. Linux: hv_fcopy_daemon."
        ),
    ),
}

_BEFORE_OFF: Final = {
    ServiceKind.SHUTDOWN: QT_TRANSLATE_NOOP(
        "Meaning",
        "Shut Down, Restart and host restarts rely on it: without it the guest can "
        "only be cut off.",
    ),
    ServiceKind.VSS: QT_TRANSLATE_NOOP(
        "Meaning", "Backups rely on it: without it they catch the guest as after a power failure."
    ),
    ServiceKind.HEARTBEAT: QT_TRANSLATE_NOOP(
        "Meaning", "The heartbeat watch and clusters rely on it."
    ),
}


def service_meaning(kind: ServiceKind) -> ServiceMeaning:
    """Return a service explained in the language of now."""
    source = _MEANINGS[kind]
    return ServiceMeaning(
        Meaning.marked(source.does),
        Meaning.marked(source.relied_on),
        Meaning.marked(source.without),
        Meaning.marked(source.needs),
    )


def before_off(kind: ServiceKind) -> str:
    """Return what to know before a service is switched off; empty where nothing relies on it."""
    text = _BEFORE_OFF.get(kind)
    return Meaning.marked(text) if text else ""
