"""Query text, and that nothing in it can be more than a value or a name."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.wsman import wql
from console.wsman.paths import ObjectPath

# The machine may be busy: time is no property of a codec.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

VM = ObjectPath(
    "Msvm_ComputerSystem", (("CreationClassName", "Msvm_ComputerSystem"), ("Name", "4C4C"))
)


def test_quote():
    assert wql.quote("a'b\\c\"d") == "'a\\'b\\\\c\"d'"


@PATIENT
@given(st.text(max_size=30))
def test_a_literal_ends_where_it_should(text: str):
    literal = wql.quote(text)
    inner = literal[1:-1]
    assert literal[0] == literal[-1] == "'"
    plain = inner.replace("\\\\", "").replace("\\'", "")
    assert "'" not in plain
    assert not plain.endswith("\\")


def test_literals():
    assert [wql.literal(value) for value in ("x", 5, True, False)] == ["'x'", "5", "TRUE", "FALSE"]


def test_conditions():
    assert wql.equals("Name", "x") == "Name = 'x'"
    assert wql.any_of("Name", ["x"]) == "Name = 'x'"
    assert wql.any_of("Name", ["x", 2]) == "(Name = 'x' OR Name = 2)"
    with pytest.raises(ValueError, match="no value"):
        wql.any_of("Name", [])


def test_select():
    assert wql.select("Msvm_X") == "SELECT * FROM Msvm_X"
    assert (
        wql.select("Msvm_X", ("Name", "EnabledState"), wql.equals("EnabledState", 2))
        == "SELECT Name, EnabledState FROM Msvm_X WHERE EnabledState = 2"
    )


def test_associators():
    start = (
        'ASSOCIATORS OF {Msvm_ComputerSystem.CreationClassName="Msvm_ComputerSystem",Name="4C4C"}'
    )
    assert wql.associators(VM) == start
    assert (
        wql.associators(
            VM,
            association_class="Msvm_SettingsDefineState",
            result_class="Msvm_VirtualSystemSettingData",
            role="ManagedElement",
            result_role="SettingData",
        )
        == start
        + " WHERE AssocClass = Msvm_SettingsDefineState"
        " ResultClass = Msvm_VirtualSystemSettingData Role = ManagedElement"
        " ResultRole = SettingData"
    )


def test_references():
    assert wql.references(VM, result_class="Msvm_X", role="Dependent").startswith("REFERENCES OF {")
    assert wql.references(VM, result_class="Msvm_X", role="Dependent").endswith(
        "} WHERE ResultClass = Msvm_X Role = Dependent"
    )


@pytest.mark.parametrize("name", ["", "a b", "a;b", "1a", "a'", "Náme", "a\n"])
def test_names_are_identifiers(name: str):
    for build in (
        lambda: wql.equals(name, 1),
        lambda: wql.select(name or " "),
        lambda: wql.select("X", [name]),
        lambda: wql.associators(VM, role=name or " "),
        lambda: wql.references(VM, role=name or " "),
    ):
        with pytest.raises(ValueError, match="identifier"):
            build()
