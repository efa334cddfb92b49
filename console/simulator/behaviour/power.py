r"""The power of a VM as a table: what may be asked when, how long it takes, how it shows meanwhile.

::

              start (10)                   save (1 Saving)
        off ------------> running <-------------------------> saved
         ^  turn off (4)   |   ^        restore (10)            |
         +-----------------+   | resume (1 Resuming)            |
         |   pause (1 Quiescing) |                              |
         |                 +--> paused --- save ----------------+
         +-- turn off ----------+

Numbers in brackets are ``EnabledState`` during the change. A request for anything that the table
does not hold, also for the state that the VM is already in, is refused with 32775 (Hyper-V WMI v2
reference: "RequestStateChange method of the Msvm_ComputerSystem class"). 4 (shut down) and 10
(reboot) are left over from the v1 namespace, as are 32773 to 32777.
"""

import enum
from dataclasses import dataclass


class Power(enum.Enum):
    """A state that lasts; the value is ``EnabledState``."""

    RUNNING = 2
    OFF = 3
    SAVED = 6
    PAUSED = 9


REQUEST_RUN = 2
REQUEST_OFF = 3
REQUEST_SAVE = 6
REQUEST_PAUSE = 9
REQUEST_RESET = 11


@dataclass(frozen=True, slots=True)
class PowerChange:
    """A change that a host can make.

    Attributes:
        word: In texts.
        fault_word: Which of ``JOB_WORDS`` can go wrong here.
        target: Where it leads.
        enabled_state: ``EnabledState`` meanwhile.
        other_state: ``OtherEnabledState`` meanwhile.
        seconds: How long it takes.
        job_type: ``Msvm_ConcreteJob.JobType``.
    """

    word: str
    fault_word: str
    target: Power
    enabled_state: int
    other_state: str | None
    seconds: float
    job_type: int


START = PowerChange("start", "start", Power.RUNNING, 10, None, 3.0, 12)
RESTORE = PowerChange("restore", "start", Power.RUNNING, 10, None, 4.0, 15)
RESUME = PowerChange("resume", "resume", Power.RUNNING, 1, "Resuming", 1.0, 27)
SAVE = PowerChange("save", "save", Power.SAVED, 1, "Saving", 5.0, 14)
PAUSE = PowerChange("pause", "pause", Power.PAUSED, 1, "Quiescing", 1.0, 26)
RESET = PowerChange("reset", "reset", Power.RUNNING, 11, None, 1.0, 28)
TURN_OFF = PowerChange("turn_off", "turn_off", Power.OFF, 4, None, 1.5, 13)

ALLOWED: dict[tuple[Power, int], PowerChange] = {
    (Power.OFF, REQUEST_RUN): START,
    (Power.SAVED, REQUEST_RUN): RESTORE,
    (Power.PAUSED, REQUEST_RUN): RESUME,
    (Power.RUNNING, REQUEST_OFF): TURN_OFF,
    (Power.PAUSED, REQUEST_OFF): TURN_OFF,
    (Power.RUNNING, REQUEST_SAVE): SAVE,
    (Power.PAUSED, REQUEST_SAVE): SAVE,
    (Power.RUNNING, REQUEST_PAUSE): PAUSE,
    (Power.RUNNING, REQUEST_RESET): RESET,
}
"""What may be asked of a VM that is in no change."""

KNOWN_REQUESTS = frozenset({2, 3, 4, 6, 9, 10, 11, 32773, 32776, 32777, 32779, 32780})
"""Values that name something; any other is an invalid parameter rather than an invalid state."""


@dataclass(slots=True, eq=False)
class Transition:
    """A change under way.

    Attributes:
        change: Which.
        origin: Where the VM returns to when it fails or is cancelled.
        is_guest: Whether the guest stops by itself; then the host may still turn the VM off.
    """

    change: PowerChange
    origin: Power
    is_guest: bool = False
