from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.hyperv.assemble import apply_parts, assemble, facts_among, with_services
from console.hyperv.reading import (
    AddressReading,
    CheckpointReading,
    ComponentReading,
    FactsReading,
    GuestReading,
    SettingsRow,
    StateRow,
    StatesReading,
    SwitchReading,
)
from console.model.guest import GuestFacts
from console.model.host import HostFacts
from console.model.identity import VmId
from console.model.service import ServiceDetail, ServiceKind, ServiceSnapshot, ServiceStatus
from console.model.vm import Heartbeat, VmState

A, B = VmId("A"), VmId("B")
ROW = StateRow(
    A, "alpha", VmState.RUNNING, heartbeat=Heartbeat.OK, os_name="Linux", version="9.0",
    generation=2, notes="n",
)  # fmt: skip
OK = (ServiceStatus.OK, ServiceDetail.NONE)
SWITCHES = SwitchReading({(A, kind): True for kind in ServiceKind})
COMPONENTS = ComponentReading({(A, kind): OK for kind in ServiceKind})
GUESTS = GuestReading({A: GuestFacts("Linux", "6.1", "alpha.example", "4", ("10.0.0.1",))})
ADDRESSES = AddressReading({A: ("10.0.0.1", "fe80::1")})
CHECKPOINTS = CheckpointReading({A: 3})
ALL = (SWITCHES, COMPONENTS, GUESTS, ADDRESSES, CHECKPOINTS)


def states(*rows: StateRow) -> StatesReading:
    return StatesReading(rows or (ROW,))


def full():
    return assemble(states(), ALL)


def test_everything_comes_together():
    (vm,) = full()
    assert (vm.name, vm.state, vm.checkpoints) == ("alpha", VmState.RUNNING, 3)
    assert (vm.version, vm.generation, vm.notes) == ("9.0", 2, "n")
    assert [s.kind for s in vm.services] == list(ServiceKind)
    assert vm.guest == GuestFacts("Linux", "6.1", "alpha.example", "4", ("10.0.0.1", "fe80::1"))


def test_the_same_reading_again_gives_the_same_objects():
    before = full()
    again = assemble(states(), ALL, before)
    assert again[0] is before[0]


def test_a_change_keeps_what_did_not_change():
    before = full()
    (vm,) = assemble(states(replace(ROW, cpu_percent=50)), ALL, before)
    assert vm is not before[0]
    assert vm.guest is before[0].guest
    assert vm.services is before[0].services


def test_one_changed_service_leaves_the_others():
    before = full()
    switches = SwitchReading({**SWITCHES.enabled, (A, ServiceKind.VSS): False})
    (vm,) = apply_parts(before, [switches])
    changed = [
        new.kind for new, old in zip(vm.services, before[0].services, strict=True) if new is not old
    ]
    assert changed == [ServiceKind.VSS]


def test_a_refresh_keeps_what_it_does_not_read():
    before = full()
    (vm,) = assemble(
        states(replace(ROW, uptime_s=9, version=None, generation=None, notes=None)), (), before
    )
    assert vm == replace(before[0], uptime_s=9)


def test_vms_come_and_go():
    other = replace(ROW, id=B, name="beta")
    before = full()
    both = assemble(states(ROW, other), (), before)
    assert [vm.id for vm in both] == [A, B]
    assert both[0] is before[0]
    assert both[1].services == ()
    assert [vm.id for vm in assemble(states(other), (), both)] == [B]


def test_a_vm_that_stops_loses_what_only_a_running_one_has():
    (vm,) = assemble(states(replace(ROW, state=VmState.OFF, os_name="")), (), full())
    assert vm.guest == GuestFacts()
    assert vm.heartbeat is Heartbeat.NONE
    assert {s.status for s in vm.services} == {ServiceStatus.NOT_RUNNING}
    assert all(s.enabled for s in vm.services)
    assert vm.checkpoints == 3


def test_a_vm_that_starts_has_not_been_heard_yet():
    stopped = assemble(states(replace(ROW, state=VmState.OFF)), (), full())
    (vm,) = assemble(states(replace(ROW, heartbeat=Heartbeat.NO_CONTACT)), (), stopped)
    assert {s.status for s in vm.services} == {ServiceStatus.UNKNOWN}
    assert vm.heartbeat is Heartbeat.NO_CONTACT


def test_without_the_switches_no_service_is_claimed_to_be_missing():
    (vm,) = assemble(states(), [COMPONENTS])
    assert vm.services == ()


def test_switches_alone_leave_the_status_open():
    (vm,) = assemble(states(), [SWITCHES])
    assert {s.status for s in vm.services} == {ServiceStatus.UNKNOWN}


def test_a_service_without_a_setting_is_not_available():
    switches = SwitchReading({(A, ServiceKind.VSS): False})
    (vm,) = assemble(states(), [switches, COMPONENTS])
    assert vm.service(ServiceKind.VSS).enabled is False
    assert vm.service(ServiceKind.KVP).enabled is None


def test_a_disabled_heartbeat_is_told_so_and_comes_back_when_enabled():
    off = SwitchReading({**SWITCHES.enabled, (A, ServiceKind.HEARTBEAT): False})
    before = assemble(states(), [off, COMPONENTS])
    assert before[0].heartbeat is Heartbeat.DISABLED
    (vm,) = apply_parts(before, [SWITCHES])
    assert vm.heartbeat is Heartbeat.OK


def test_a_later_tier_of_services_is_newer_than_the_states():
    lost = ComponentReading(
        {(A, ServiceKind.HEARTBEAT): (ServiceStatus.LOST_COMMUNICATION, ServiceDetail.NONE)}
    )
    (vm,) = apply_parts(full(), [lost])
    assert vm.heartbeat is Heartbeat.LOST_COMMUNICATION
    assert vm.service(ServiceKind.VSS).status is ServiceStatus.UNKNOWN


def test_services_read_back_replace_only_themselves():
    before = full()[0]
    vss = ServiceSnapshot(ServiceKind.VSS, False, *OK)
    after = with_services(before, (vss,))
    assert after.service(ServiceKind.VSS) == vss
    assert [s.kind for s in after.services] == list(ServiceKind)
    assert after.service(ServiceKind.KVP) is before.service(ServiceKind.KVP)
    assert with_services(after, (vss,)) is after


def test_a_heartbeat_read_back_is_shown():
    heartbeat = ServiceSnapshot(ServiceKind.HEARTBEAT, False, *OK)
    after = with_services(full()[0], (heartbeat,))
    assert after.heartbeat is Heartbeat.DISABLED
    assert with_services(after, (replace(heartbeat, enabled=True),)).heartbeat is Heartbeat.OK


def test_no_component_of_a_running_vm_means_nothing_is_known():
    vss = ServiceSnapshot(ServiceKind.VSS, True, ServiceStatus.NOT_RUNNING)
    after = with_services(full()[0], (vss,))
    assert after.service(ServiceKind.VSS).status is ServiceStatus.UNKNOWN


def test_the_order_of_the_same_addresses_does_not_matter():
    before = full()
    other = AddressReading({A: ("fe80::1", "10.0.0.1")})
    assert apply_parts(before, [other])[0] is before[0]


def test_addresses_that_vanish_are_gone():
    (vm,) = apply_parts(full(), [AddressReading({})])
    assert vm.guest.addresses == ()
    assert vm.guest.computer_name == "alpha.example"


def test_the_hosts_own_word_for_the_guests_system_wins():
    told = GuestReading({A: GuestFacts(os_name="something else")})
    assert assemble(states(), [told])[0].guest.os_name == "Linux"
    assert assemble(states(replace(ROW, os_name="")), [told])[0].guest.os_name == "something else"


def test_settings_fill_what_the_summary_left_out():
    settings = {A: SettingsRow(1, "5.0", "old notes")}
    reading = CheckpointReading({}, settings=settings)
    (vm,) = assemble(states(replace(ROW, version=None, generation=None, notes=None)), [reading])
    assert (vm.version, vm.generation, vm.notes) == ("5.0", 1, "old notes")


def test_a_row_by_the_name_of_a_checkpoint_is_no_vm():
    reading = CheckpointReading({A: 1}, own_ids=frozenset({B}))
    assert [v.id for v in assemble(states(ROW, replace(ROW, id=B)), [reading])] == [A]


def test_facts_are_found_among_the_parts():
    facts = HostFacts("hv01")
    assert facts_among([SWITCHES, FactsReading(facts)]) is facts
    assert facts_among([SWITCHES]) is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(VmState)),
            st.sampled_from(list(Heartbeat)),
            st.lists(st.sampled_from(ALL), max_size=5),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_a_reading_repeated_changes_nothing(steps):
    vms = ()
    for state, heartbeat, parts in steps:
        reading = states(replace(ROW, state=state, heartbeat=heartbeat))
        vms = assemble(reading, parts, vms)
        assert assemble(reading, parts, vms)[0] is vms[0]
        assert apply_parts(apply_parts(vms, parts), parts) == apply_parts(vms, parts)


@pytest.mark.parametrize("state", list(VmState))
def test_no_state_contradicts_its_services(state):
    (vm,) = assemble(states(replace(ROW, state=state)), ALL)
    is_quiet = state in (VmState.OFF, VmState.SAVED)
    assert all((s.status is ServiceStatus.NOT_RUNNING) == is_quiet for s in vm.services)
