"""VMs that several hosts show: counted by differences, as if counted anew."""

from hypothesis import given, settings
from hypothesis import strategies as st

from console.fleet.claims import ClaimBook
from console.fleet.diff import diff_vms
from console.fleet.store import HostChange, StoreChange
from console.model.host import HostSnapshot
from console.model.identity import HostId, VmId, VmKey
from console.model.vm import VmSnapshot

NAMES = ("hv1", "hv2", "hv3")
VMS = ("a", "b", "c")


def host(name, vms, label=""):
    rows = tuple(VmSnapshot(VmId(vm), vm) for vm in vms)
    return HostSnapshot(HostId(name), label or name.upper(), vms=rows)


def change_of(before, after):
    vms = diff_vms(before.vms if before else (), after.vms if after else ())
    name = (after or before).id
    return StoreChange({name: HostChange(before, after, vms)})


def key(name, vm):
    return VmKey(HostId(name), VmId(vm))


def test_two_hosts_show_one_vm_until_one_does_not():
    first, second = host("hv1", "ab"), host("hv2", "b")
    book = ClaimBook({first.id: first})
    assert book.rivals(key("hv1", "b")) == ()
    assert book.take(change_of(None, second)) == {"hv1"}
    assert book.rivals(key("hv1", "b")) == ("HV2",)
    assert book.rivals(key("hv2", "b")) == ("HV1",)
    assert book.rivals(key("hv1", "a")) == ()
    assert book.take(change_of(second, host("hv2", ""))) == {"hv1"}
    assert book.rivals(key("hv1", "b")) == ()


def test_a_new_label_is_told_to_the_others():
    first, second = host("hv1", "a"), host("hv2", "a")
    book = ClaimBook({first.id: first, second.id: second})
    assert book.take(change_of(second, host("hv2", "a", "Berlin"))) == {"hv1", "hv2"}
    assert book.rivals(key("hv1", "a")) == ("Berlin",)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.none() | st.frozensets(st.sampled_from(VMS))),
        max_size=12,
    )
)
def test_as_if_counted_anew(steps):
    hosts = {}
    book = ClaimBook(hosts)
    for name, vms in steps:
        before = hosts.get(name)
        after = None if vms is None else host(name, sorted(vms))
        if before is None and after is None:
            continue
        seen = {key(each, vm): book.rivals(key(each, vm)) for each in NAMES for vm in VMS}
        touched = book.take(change_of(before, after))
        hosts = {each: found for each, found in {**hosts, name: after}.items() if found}
        for each in hosts:
            for vm in hosts[each].vms:
                rivals = sorted(
                    other.label
                    for other_name, other in hosts.items()
                    if other_name != each and other.vm(vm.id)
                )
                assert book.rivals(key(each, vm.id)) == tuple(rivals)
                if each != name and tuple(rivals) != seen[key(each, vm.id)]:
                    assert each in touched
