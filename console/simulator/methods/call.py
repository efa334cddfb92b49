"""What a method gets, what it gives back, and how methods are told apart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.behaviour.jobs import SimulatedJob
from console.simulator.behaviour.operations import Outcome
from console.simulator.failures import Caller
from console.simulator.store import NamespaceStore
from console.wsman.cim import CimInstance, CimReference, CimValue


class Family(Enum):
    """Which set of return values a method has; the value is its "invalid parameter".

    Hyper-V's own methods return numbers from 32768; those that come from the DMTF small ones.
    """

    MSVM = 32773
    DMTF = 4


@dataclass(frozen=True, slots=True)
class MethodCall:
    """One call.

    Attributes:
        store: The namespace.
        thing: What stands behind the object that was addressed.
        arguments: Input, as text mostly.
        caller: Who calls.
    """

    store: NamespaceStore
    thing: Any
    arguments: CimInstance
    caller: Caller

    @property
    def machine(self) -> SimulatedMachine:
        """The host."""
        return self.store.machine

    def job(self, job: SimulatedJob | None) -> CimReference | None:
        """Return the reference of a job for output."""
        if job is None:
            return None
        return self.store.bound(job.plan.class_name, job).reference(job, self.machine.now)

    def outcome(self, outcome: Outcome) -> dict[str, CimValue]:
        """Return the output of a method that may have started a job."""
        return {"Job": self.job(outcome.job), "ReturnValue": outcome.value}


Output = dict[str, CimValue]


@dataclass(frozen=True, slots=True)
class Method:
    """One method.

    Attributes:
        function: Does it and returns the output by name, without what stays null.
        parameters: Names of its input.
        outputs: Names of its output, in the order of the signature, without ``ReturnValue``;
            ``[]`` stands behind an array's.
        family: Its set of return values.
        since: First build that has it.
        required: Which input may not be left out.
    """

    function: Callable[[MethodCall], Output]
    parameters: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    family: Family = Family.MSVM
    since: int = 0
    required: tuple[str, ...] = ()


MethodTable = Mapping[str, Method]
