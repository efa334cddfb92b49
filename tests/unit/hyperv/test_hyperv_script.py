import pytest

from console.hyperv.script import power_script, quoted, set_service_script
from console.model.power import PowerAction
from console.model.service import ServiceKind


def test_a_service_is_picked_by_its_guid():
    assert set_service_script("web01", ServiceKind.TIME_SYNC, False) == (
        "Get-VMIntegrationService -VMName 'web01' | "
        "Where-Object Id -like '*2497F4DE-E9FA-4204-80E4-4B75C46419C0' | "
        "Disable-VMIntegrationService"
    )
    assert set_service_script("x", ServiceKind.VSS, True).endswith("| Enable-VMIntegrationService")


@pytest.mark.parametrize(
    ("action", "line"),
    [
        (PowerAction.START, "Start-VM -Name 'web01'"),
        (PowerAction.SHUTDOWN, "Stop-VM -Name 'web01'"),
        (PowerAction.RESTART, "Restart-VM -Name 'web01' -Type Reboot"),
        (PowerAction.SAVE, "Save-VM -Name 'web01'"),
        (PowerAction.PAUSE, "Suspend-VM -Name 'web01'"),
        (PowerAction.RESUME, "Resume-VM -Name 'web01'"),
        (PowerAction.RESET, "Restart-VM -Name 'web01' -Type Reset -Force"),
        (PowerAction.TURN_OFF, "Stop-VM -Name 'web01' -TurnOff -Force"),
    ],
)
def test_power(action, line):
    assert power_script("web01", action) == line


def test_only_gentle_actions_take_force():
    assert power_script("a", PowerAction.SHUTDOWN, force=True) == "Stop-VM -Name 'a' -Force"
    assert power_script("a", PowerAction.START, force=True) == "Start-VM -Name 'a'"


@pytest.mark.parametrize("quote", list("'\u2018\u2019\u201a\u201b"))
def test_every_quote_of_powershell_is_doubled(quote):
    assert quoted(f"it{quote}; Remove-Item") == f"'it{quote}{quote}; Remove-Item'"


def test_nothing_is_expanded_and_no_line_ends():
    assert quoted("$(calc) `n {0}\n; x") == "'$(calc) `n {0} ; x'"
    assert power_script("{name}", PowerAction.START) == "Start-VM -Name '{name}'"


def test_wildcards_of_a_name_are_escaped():
    assert power_script("web[1]*", PowerAction.START) == "Start-VM -Name 'web`[1`]`*'"
