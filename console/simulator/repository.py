"""The WMI of one simulated host: queries, objects, associations and methods, without any protocol.

Each call first lets everything happen that has become due on the host. Sets are lazy: an object is
read when it is asked for. Objects know nothing of who asks; rights are settled here: whoever is no
administrator of Hyper-V sees empty sets in its namespace and is refused by methods.
"""

from collections.abc import Iterator, Mapping

from console.simulator import association, selection
from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.failures import Caller, CimFailure, CimStatus
from console.simulator.methods.registry import call_method
from console.simulator.object_path import ObjectPath, normal_namespace
from console.simulator.store import NamespaceStore
from console.simulator.wql import Associators, Select, parse
from console.wsman.cim import CimInstance, CimReference, CimValue
from console.wsman.message import AssociationFilter, Item
from console.wsman.names import CIMV2_NAMESPACE, HYPERV_NAMESPACE

__all__ = ["Caller", "CimFailure", "CimStatus", "Repository"]


class Repository:
    """One host.

    Attributes:
        machine: The host behind it; tests look at it and change it.
    """

    def __init__(self, machine: SimulatedMachine) -> None:
        self.machine = machine
        names = [CIMV2_NAMESPACE]
        if machine.description.has_hyperv:
            names.append(HYPERV_NAMESPACE)
        self._stores = {name: NamespaceStore(machine, name) for name in names}

    def query(self, namespace: str, wql: str, caller: Caller) -> Iterator[Item]:
        """Answer a WMI query; what is wrong with it shows before the first row.

        Raises:
            CimFailure: The query, or what it names, is wrong.
        """
        store = self._store(namespace)
        query = parse(wql)
        self.machine.look()
        if isinstance(query, Select):
            return self._visible(store, caller, selection.select(store, query))
        return self._associated(store, query, caller)

    def enumerate(self, namespace: str, class_name: str, caller: Caller) -> Iterator[Item]:
        """Return the objects of a class and of those below it.

        Raises:
            CimFailure: ``INVALID_NAMESPACE``, ``INVALID_CLASS``.
        """
        store = self._store(namespace)
        self.machine.look()
        return self._visible(store, caller, selection.select(store, Select(class_name)))

    def associated(
        self, namespace: str, association: AssociationFilter, caller: Caller
    ) -> Iterator[Item]:
        """Follow associations from an object.

        Raises:
            CimFailure: The object does not exist, or a class does not.
        """
        store = self._store(namespace)
        self.machine.look()
        source = association.source
        keys = tuple((name, value) for name, value in source.selectors if isinstance(value, str))
        query = Associators(
            ObjectPath(source.class_name, keys),
            association.associations,
            "" if association.associations else association.association_class,
            association.association_class if association.associations else association.result_class,
            association.role,
            "" if association.associations else association.result_role,
        )
        return self._associated(store, query, caller)

    def get(
        self,
        namespace: str,
        class_name: str,
        selectors: Mapping[str, str | CimReference],
        caller: Caller,
    ) -> CimInstance:
        """Return one object; keys in any case, services by some of their keys.

        Raises:
            CimFailure: ``NOT_FOUND``, ``INVALID_CLASS``, ``INVALID_PARAMETER`` for wrong keys.
        """
        store = self._store(namespace)
        now = self.machine.look()
        found = store.find(class_name, selectors)
        if not self._may_see(store, caller):
            raise CimFailure(CimStatus.NOT_FOUND)
        item = selection.whole_item(found.rows, found.thing, now)
        return item.instance or CimInstance(found.rows.cim_class.name)

    def invoke(  # noqa: PLR0917 -- what a call consists of
        self,
        namespace: str,
        class_name: str,
        selectors: Mapping[str, str | CimReference],
        method: str,
        arguments: Mapping[str, CimValue],
        caller: Caller,
    ) -> CimInstance:
        """Call a method; ``ReturnValue`` is the last of the output.

        Raises:
            CimFailure: There is no such object, method or parameter, or no right to call it.
        """
        store = self._store(namespace)
        self.machine.look()
        return call_method(store, class_name, selectors, method, arguments, caller)

    def _store(self, namespace: str) -> NamespaceStore:
        store = self._stores.get(normal_namespace(namespace))
        if store is None:
            raise CimFailure(CimStatus.INVALID_NAMESPACE, f"Invalid namespace '{namespace:.100}'")
        return store

    def _may_see(self, store: NamespaceStore, caller: Caller) -> bool:
        return caller.is_hyperv_admin or store.namespace != HYPERV_NAMESPACE

    def _visible(
        self, store: NamespaceStore, caller: Caller, items: Iterator[Item]
    ) -> Iterator[Item]:
        return items if self._may_see(store, caller) else iter(())

    def _associated(
        self, store: NamespaceStore, query: Associators, caller: Caller
    ) -> Iterator[Item]:
        if not self._may_see(store, caller):
            return iter(())
        return association.associated(store, query)
