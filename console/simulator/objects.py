"""What the endpoint needs of the objects behind it; ``repository.Repository`` has it."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from console.simulator.failures import Caller
from console.wsman.cim import CimInstance, CimReference, CimValue
from console.wsman.message import AssociationFilter, Item


class Objects(Protocol):
    """CIM objects of one host. Every method may raise ``CimFailure``, lazy ones while they run."""

    def query(self, namespace: str, wql: str, caller: Caller) -> Iterator[Item]:
        """Answer a WMI query."""
        ...

    def enumerate(self, namespace: str, class_name: str, caller: Caller) -> Iterator[Item]:
        """Return the objects of a class and of those below it."""
        ...

    def get(
        self,
        namespace: str,
        class_name: str,
        selectors: Mapping[str, str | CimReference],
        caller: Caller,
    ) -> CimInstance:
        """Return one object."""
        ...

    def associated(
        self, namespace: str, association: AssociationFilter, caller: Caller
    ) -> Iterator[Item]:
        """Follow associations from an object."""
        ...

    def invoke(  # noqa: PLR0917 -- so many parts has the call of a WMI method
        self,
        namespace: str,
        class_name: str,
        selectors: Mapping[str, str | CimReference],
        method: str,
        arguments: Mapping[str, CimValue],
        caller: Caller,
    ) -> CimInstance:
        """Call a method; ``ReturnValue`` is among the output."""
        ...
