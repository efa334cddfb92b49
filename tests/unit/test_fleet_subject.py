"""What each kind of change means: its PowerShell and its inverse; pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.fleet.operation import (
    FileCopy,
    GuestItemChange,
    ItemEdit,
    NetworkChange,
    PowerChange,
    ServiceChange,
)
from console.fleet.outcome import method_of
from console.fleet.subject import inverse_of, script_of
from console.model.guest import GuestItem, ItemSource
from console.model.identity import VmId
from console.model.network import GuestNetwork
from console.model.power import PowerAction
from console.model.service import ServiceKind, ServiceSnapshot
from console.model.vm import VmSnapshot

ITEM = GuestItem("it's", "a$b", ItemSource.HOST_ONLY)
NETWORK = GuestNetwork("id", dhcp=False, addresses=("10.0.0.5",), subnets=("255.255.255.0",))

items = st.builds(GuestItem, st.text(max_size=5), st.text(max_size=5), st.sampled_from(ItemSource))
networks = st.builds(GuestNetwork, st.text(max_size=5), dhcp=st.booleans())
invertible = st.one_of(
    st.builds(GuestItemChange, st.sampled_from([ItemEdit.ADD, ItemEdit.REMOVE]), items),
    st.builds(GuestItemChange, st.just(ItemEdit.CHANGE), items, st.text(max_size=5)),
    st.builds(NetworkChange, networks, networks),
)


@given(invertible)
def test_the_inverse_of_an_inverse_is_the_change(subject):
    inverse = inverse_of(None, subject)
    assert inverse is not None
    assert inverse_of(None, inverse) == subject


@pytest.mark.parametrize(
    ("enabled", "on", "expected"),
    [
        (True, False, ServiceChange(ServiceKind.KVP, on=True)),
        (False, True, ServiceChange(ServiceKind.KVP, on=False)),
        (True, True, None),
        (None, True, None),
    ],
)
def test_a_service_goes_back_only_to_what_it_is_known_to_have_been(enabled, on, expected):
    vm = VmSnapshot(VmId("V"), "v", services=(ServiceSnapshot(ServiceKind.KVP, enabled),))
    assert inverse_of(vm, ServiceChange(ServiceKind.KVP, on)) == expected
    assert inverse_of(None, ServiceChange(ServiceKind.KVP, on)) is None


@pytest.mark.parametrize("subject", [PowerChange(PowerAction.START), FileCopy("a", "b")])
def test_power_and_copies_are_not_taken_back(subject):
    assert inverse_of(None, subject) is None


@pytest.mark.parametrize(
    ("edit", "method"),
    [
        (ItemEdit.ADD, "AddKvpItems"),
        (ItemEdit.CHANGE, "ModifyKvpItems"),
        (ItemEdit.REMOVE, "RemoveKvpItems"),
    ],
)
def test_an_items_script_calls_the_method_that_we_call(edit, method):
    subject = GuestItemChange(edit, ITEM)
    script = script_of("web[1]", subject)
    assert f".{method}($vm, @($i.GetText(1)))" in script
    assert "$i.Name = 'it''s'; $i.Data = 'a$b'; $i.Source = 4" in script
    assert "ElementName -eq 'web[1]'" in script
    assert method_of(subject) == f"Msvm_VirtualSystemManagementService.{method}"


def test_a_networks_script_sets_what_we_set():
    script = script_of("web", NetworkChange(NETWORK))
    assert "$n.DHCPEnabled = $false" in script
    assert "$n.IPAddresses = @('10.0.0.5'); $n.Subnets = @('255.255.255.0')" in script
    assert "$n.DefaultGateways = @(); $n.DNSServers = @()" in script
    assert ".SetGuestNetworkAdapterConfiguration($vm, @($n.GetText(1)))" in script


def test_a_copys_script_says_what_may_be_replaced_and_made():
    plain = script_of("a*", FileCopy("C:\\a b", "C:\\c", create_folders=False))
    assert plain == (
        "Copy-VMFile -Name 'a`*' -SourcePath 'C:\\a b' -DestinationPath 'C:\\c' -FileSource Host"
    )
    whole = script_of("a", FileCopy("a", "b", overwrite=True))
    assert whole.endswith(" -FileSource Host -CreateFullPath -Force")


@given(st.text(), st.text())
def test_no_name_gets_out_of_its_quotes(name, data):
    script = script_of(name, GuestItemChange(ItemEdit.ADD, GuestItem(name, data, ItemSource.HOST)))
    assert "\n" not in script
    for quote in "\u2018\u2019\u201a\u201b":
        script = script.replace(quote, "'")
    assert script.count("'") % 2 == 0
