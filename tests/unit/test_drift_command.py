"""Parts of ``hvconsole drift``: exit codes, what may go to a terminal, a host half read."""

import pytest

from console.app.commands.drift import exit_code
from console.app.commands.drift_json import drift_object
from console.app.commands.drift_reading import Asked, Target
from console.app.commands.drift_table import aligned, lines, shown
from console.app.exit_codes import ExitCode, exit_code_of
from console.fleet.drift import judge
from console.fleet.drift_report import DriftReport, JudgedVm, Reason
from console.hyperv.reading import HostReading, PartKind
from console.model.connection import Credential, Endpoint
from console.model.errors import (
    ConsoleError,
    ProfileInvalid,
    QuotaExceeded,
    Refused,
    RefusedReason,
    SettingsInvalid,
    Unreachable,
    UnreachableReason,
)
from console.model.identity import VmId
from console.model.service import ServiceKind
from console.model.vm import VmSnapshot
from console.settings.places import find_places
from console.settings.profile import EVERY_VM, Profile, Rule

AWAY = Unreachable(UnreachableReason.PORT_CLOSED, "h")
REFUSED = Refused(RefusedReason.BAD_CREDENTIAL, "h")
TARGET = Target("http://hv1/", Endpoint("hv1"), Credential("u"))
PROFILE = Profile("P", "", "p.toml", (Rule("r", "w", 1, EVERY_VM, {ServiceKind.VSS: True}),))


@pytest.mark.parametrize(
    ("errors", "code"),
    [
        ([], ExitCode.OK),
        ([AWAY, REFUSED], ExitCode.UNREACHABLE),
        ([REFUSED, AWAY], ExitCode.REFUSED),
        ([QuotaExceeded(1)], ExitCode.UNSUITABLE),
        ([ConsoleError("x")], ExitCode.UNSUITABLE),
    ],
)
def test_one_always_means_drift(errors, code):
    assert exit_code(DriftReport(), errors) is code


@pytest.mark.parametrize("error", [ProfileInvalid("p", 1, "x"), SettingsInvalid("p", 1, "x")])
def test_a_broken_file_is_wrong_use(error):
    assert exit_code_of(error) is ExitCode.USAGE


def test_a_host_whose_switches_were_not_read_is_no_host_without_drift():
    vm = VmSnapshot(VmId("A"), "web")
    error = QuotaExceeded(7)
    reading = HostReading(None, (vm,), frozenset(), {PartKind.SWITCHES: error})
    asked = Asked(TARGET, reading, reading.failed.get(PartKind.SWITCHES))
    report = judge([PROFILE], [JudgedVm(asked.face, vm)])
    assert [each.reason for each in report.not_judged] == [Reason.NOT_READ]
    assert exit_code(report, [error]) is ExitCode.UNSUITABLE
    (host,) = drift_object([PROFILE], [asked], report)["hosts"]
    assert (host["vms"], host["error"]["kind"], host["name"]) == (1, "QuotaExceeded", "hv1")
    text = "\n".join(lines([asked], report))
    assert "services not read" in text
    assert text.endswith(
        "0 drifts, 0 conflicts, 1 not judged; 1 vms on 1 hosts, 1 of them not read"
    )


def test_columns_are_aligned_by_cells():
    rows = aligned([("a", "b", "c"), ("测试", "x", ""), ("abcdef", "y", "z ")])
    assert rows == ["a       b  c", "测试    x", "abcdef  y  z"]


def test_nothing_that_commands_a_terminal_is_shown():
    assert shown("Prüf 测试 x") == "Prüf 测试 x"
    assert shown("a\x1b[2J\n\u202eb\x9b") == "a\\x1b[2J\\n\\u202eb\\x9b"


def test_where_profiles_and_tags_are_kept(tmp_path):
    places = find_places({"HVCONSOLE_HOME": str(tmp_path)})
    assert places.profiles_file == tmp_path / "config" / "profiles.toml"
    assert places.tags_file == tmp_path / "config" / "tags.toml"
