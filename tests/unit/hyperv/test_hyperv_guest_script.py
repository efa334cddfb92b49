"""The PowerShell beside changes inside guests: the same values, whatever is in them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.hyperv.guest_script import copy_script, item_script, network_script
from console.model.guest import GuestItem, ItemSource
from console.model.network import AddressFamily, GuestNetwork

ADAPTER = (
    "Microsoft:GuestNetwork\\00000000-0000-4000-8000-000000000007"
    "\\00000000-0000-4000-8000-000000000008"
)
PIECE = re.compile(r"'((?:[^']|'')*)'|\[char\](\d+)")


def _value(script, name):
    """Return what PowerShell would make of a value: quoted pieces and characters by number."""
    expression = script.split(f"${name} = ", 1)[1]
    text, at = "", 1 if expression.startswith("(") else 0
    while piece := PIECE.match(expression, at):
        plain, number = piece.groups()
        text += chr(int(number)) if number else plain.replace("''", "'")
        at = piece.end() + (3 if expression.startswith(" + ", piece.end()) else 0)
        if at == piece.end():
            return text
    raise AssertionError(expression)


def test_a_text_of_several_lines_stays_one_line_to_paste():
    item = GuestItem("Notes", "it's\r\nhere", ItemSource.HOST)
    script = item_script("web", "AddKvpItems", item)
    assert "$i.Data = ('it''s' + [char]13 + '' + [char]10 + 'here');" in script
    assert len(script.splitlines()) == 1


SMART = "\u2018\u2019\u201a\u201b"


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters=SMART)))
def test_nothing_of_a_value_is_lost(data):
    script = item_script("web", "AddKvpItems", GuestItem("n", data, ItemSource.HOST_ONLY))
    assert _value(script, "i.Data") == data
    assert len(script.splitlines()) == 1
    assert "$i.Source = 4" in script


@pytest.mark.parametrize(
    ("addresses", "subnets", "family", "masks"),
    [
        (("10.0.0.5",), ("24",), 4096, "@('255.255.255.0')"),
        (("fd00::5",), ("/64",), 4097, "@('64')"),
        (("10.0.0.5", "fd00::5"), ("8", "64"), 4098, "@('255.0.0.0', '64')"),
        (("nonsense",), ("24",), 4096, "@('24')"),
    ],
)
def test_a_network_is_written_as_it_is_sent(addresses, subnets, family, masks):
    network = GuestNetwork(ADAPTER, dhcp=False, addresses=addresses, subnets=subnets)
    script = network_script("web", network)
    assert f"$n.ProtocolIFType = {family};" in script
    assert f"$n.Subnets = {masks};" in script
    assert f"InstanceID -eq '{ADAPTER}'" in script


def test_dhcp_writes_no_addresses():
    network = GuestNetwork(ADAPTER, family=AddressFamily.IPV6, addresses=("fd00::5",))
    script = network_script("web", network)
    assert "$n.ProtocolIFType = 4097; $n.DHCPEnabled = $true; $n.IPAddresses = @();" in script


def test_a_copy_is_a_cmdlet():
    line = copy_script("a", "C:\\it's", "/tmp", overwrite=False, create_folders=True)
    assert line == (
        "Copy-VMFile -Name 'a' -SourcePath 'C:\\it''s' -DestinationPath '/tmp' "
        "-FileSource Host -CreateFullPath"
    )
