"""A simulated VM: its power, its guest's time since power-on, and its settings.

It holds no thread and no timer. Changes of power are ended by the host's agenda; everything that
the guest does is a function of the seconds since it was switched on.
"""

from collections.abc import Mapping
from types import MappingProxyType

from console.simulator.behaviour.guests import GUESTS, GuestProfile
from console.simulator.behaviour.hang import Hang
from console.simulator.behaviour.input_devices import InputDevices, VirtualKey
from console.simulator.behaviour.network_configuration import NetworkConfiguration
from console.simulator.behaviour.power import Power, Transition
from console.simulator.behaviour.settings import SettingsRecord
from console.simulator.descriptions import JobFault, ServiceFault, StartState, VmDescription

_NO_FAULTS: Mapping[str, ServiceFault] = MappingProxyType({})
_STATES = {
    StartState.RUNNING: Power.RUNNING,
    StartState.OFF: Power.OFF,
    StartState.SAVED: Power.SAVED,
    StartState.PAUSED: Power.PAUSED,
}

_RESTORED_S = 2.0  # until a guest that was restored answers again in full


class SimulatedVm:
    """One VM.

    Attributes:
        id: GUID in upper case: ``Msvm_ComputerSystem.Name``.
        seed: Makes its figures its own.
        description: How it began and what goes wrong; tests may replace it while it runs.
        settings: Its current settings.
        checkpoints: Oldest first.
        power: The last state that lasted.
        transition: The change under way.
        state_changed: Moment of the last change of ``EnabledState``.
        settings_changed: Moment of the last change of settings.
        guest_stops: Moment at which the guest will have stopped; ``None`` while it does not.
        pace: Factor on the guest's times.
        hang: When its guest hangs.
        network: What its guest's adapter was told; ``None`` while that is as described.
        files: In its guest: path and size in bytes; what is copied there is added.
        service_requests: What switches were asked for, in order: a service's word, and on or off.
        service_changes: Those of them that were carried out.
        console_users: Who may open its console, by the name in lower case.
        typed: What was typed into it by the host, in order: text, scancodes, or keys by number.
        input: Its keyboard and its mouse.
    """

    __slots__ = (
        "_head_start",
        "_on_since",
        "_up_before",
        "checkpoints",
        "console_users",
        "description",
        "faults",
        "files",
        "guest",
        "guest_stops",
        "hang",
        "id",
        "input",
        "network",
        "pace",
        "power",
        "seed",
        "service_changes",
        "service_requests",
        "settings",
        "settings_changed",
        "state_changed",
        "transition",
        "typed",
    )

    def __init__(
        self,
        settings: SettingsRecord,
        checkpoints: tuple[SettingsRecord, ...],
        seed: int,
        now: float,
        pace: float,
    ) -> None:
        description = settings.description
        self.id = settings.id
        self.seed = seed
        self.settings = settings
        self.checkpoints = checkpoints
        self.pace = pace
        self.power = _STATES[description.state]
        self.transition: Transition | None = None
        self.guest_stops: float | None = None
        uptime = description.uptime_h * 3600.0
        is_up = self.power in (Power.RUNNING, Power.PAUSED)
        self._on_since: float | None = now - uptime if self.power is Power.RUNNING else None
        self._up_before = uptime if is_up and self._on_since is None else 0.0
        self._head_start = 0.0
        self.state_changed = now - uptime
        self.settings_changed = now - uptime - 3600.0
        self.hang = Hang(now)
        self.network: NetworkConfiguration | None = None
        self.files: dict[str, int] = dict(description.files)
        self.console_users = {name.lower(): name for name in description.console_users}
        self.typed: list[str | bytes | VirtualKey] = []
        self.input = InputDevices()
        self.service_requests: list[tuple[str, bool]] = []
        self.service_changes: list[tuple[str, bool]] = []
        self.description = description
        self.describe(description)

    def describe(self, description: VmDescription) -> None:
        """Take a new description: its guest, faults and habits count from now on."""
        before, self.description = self.description, description
        if (before.addresses, before.dhcp) != (description.addresses, description.dhcp):
            self.network = None
        self.hang.plan(description)
        self.guest: GuestProfile = GUESTS[description.guest]
        self.faults: Mapping[str, ServiceFault] = (
            dict(description.faults) if description.faults else _NO_FAULTS
        )

    @property
    def is_paused(self) -> bool:
        """Whether it stands still."""
        return self.power is Power.PAUSED

    @property
    def has_components(self) -> bool:
        """Whether its devices and runtime components exist: it is neither off nor saved."""
        if self.power in (Power.RUNNING, Power.PAUSED):
            return True
        return self.transition is not None and self.transition.change.target is Power.RUNNING

    @property
    def enabled_state(self) -> int:
        """``EnabledState``."""
        change = self.transition
        return self.power.value if change is None else change.change.enabled_state

    @property
    def other_enabled_state(self) -> str | None:
        """``OtherEnabledState``: the word for a change that has no number."""
        return None if self.transition is None else self.transition.change.other_state

    def seconds_up(self, now: float) -> float:
        """Return the seconds since it was switched on, time in pause left out."""
        running = 0.0 if self._on_since is None else max(0.0, now - self._on_since)
        return self._up_before + running

    def guest_age(self, now: float) -> float:
        """Return how long the guest has been coming up; one from a saved state is there soon."""
        return self.seconds_up(now) + self._head_start

    def is_guest_stopping(self, now: float) -> bool:
        """Whether the guest has let go of its services because it shuts down."""
        return self.guest_stops is not None and now > self.guest_stops - self.shutdown_s / 2

    @property
    def shutdown_s(self) -> float:
        """How long the guest takes to stop."""
        return self.guest.shutdown_s * self.pace

    @property
    def kvp_s(self) -> float:
        """How long after power-on the guest tells about itself, at the usual pace."""
        return self.guest.kvp_s + self.description.kvp_delay_s

    @property
    def computer_name(self) -> str:
        """The guest's own name."""
        if self.description.computer_name:
            return self.description.computer_name
        plain = "".join(c for c in self.settings.name if c.isascii() and (c.isalnum() or c == "-"))
        return (plain or "guest").lower()[:15]

    def job_fault(self, word: str) -> JobFault | None:
        """Return what goes wrong with an operation."""
        for name, fault in self.description.job_faults:
            if name == word:
                return fault
        return None

    def begin(self, transition: Transition, now: float) -> None:
        """Start a change of power; what the guest was about to do is forgotten."""
        self.transition = transition
        if not transition.is_guest:
            self.guest_stops = None
        self.state_changed = now

    def settle(self, power: Power, now: float, *, fresh: bool = False) -> None:
        """End a change of power. ``fresh`` says that the guest starts from nothing."""
        was_up = self.seconds_up(now)
        self.transition = None
        self.guest_stops = None
        self.state_changed = now
        self.power = power
        if power in (Power.OFF, Power.SAVED):
            self._on_since, self._up_before = None, 0.0
        elif power is Power.PAUSED:
            self._on_since, self._up_before = None, was_up
        else:
            self._up_before = 0.0 if fresh else was_up
            self._head_start = 0.0 if fresh else self._head_start
            self._on_since = now
        if fresh:
            self.hang.started(now)
            self.input = InputDevices()

    def start_again(self, stopped: float, now: float) -> None:
        """End a restart of the guest that was to stop at a moment, if nothing came between."""
        if self.guest_stops == stopped and self.transition is None:
            self.settle(Power.RUNNING, now, fresh=True)

    def restore(self, now: float) -> None:
        """Run again from a saved state: the uptime counts anew, the guest is there in a moment."""
        hangs = self.hang.moment
        self.settle(Power.RUNNING, now, fresh=True)
        self.hang.moment = hangs  # what hung when it was saved hangs again
        there = max(self.guest.address_s, self.kvp_s)
        self._head_start = (there - _RESTORED_S) * self.pace
