"""Which hosts and VMs the tree shows while it is filtered: pure."""

from console.model.host import HostSnapshot
from console.model.identity import VmKey
from console.model.vm import VmSnapshot
from console.search.document import Document
from console.search.fold import fold
from console.search.query import Query
from console.search.subject import known_host


def wanted_vms(host: HostSnapshot, query: Query, now: float) -> list[VmSnapshot] | None:
    """Return the VMs to show below a host, ``None`` when the host is not to be shown.

    A host whose own name, address or folder has every word is shown with all of its VMs.
    """
    if not query.terms:
        return list(host.vms)
    head = fold(f"{host.label}\n{host.address}\n{host.folder}")
    if len(query.words) == len(query.terms) and all(word in head for word in query.words):
        return list(host.vms)
    side = known_host(host)
    found = [vm for vm in host.vms if query.accepts(Document(VmKey(host.id, vm.id), vm, side), now)]
    return found or None
