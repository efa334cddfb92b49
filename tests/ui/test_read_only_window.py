"""Read-only in the living program: greyed with the reason, marked, and nothing reaches the host."""

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel

from console.fleet.operation import OperationPhase
from console.model.errors import NotPossible
from console.model.power import PowerAction
from console.model.service import ServiceKind
from console.settings.hosts import HostBook
from console.settings.preferences import PreferencesFile
from console.simulator.descriptions import StartState, VmDescription
from tests.ui.living import WITHIN_S, Setting, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

K = ServiceKind
HOSTS = (hosting(VmDescription("web01"), VmDescription("off01", state=StartState.OFF)),)
CHANGES = (
    "RequestStateChange",
    "ModifyGuestServiceSettings",
    "ModifyResourceSettings",
    "ModifySystemSettings",
    "ModifyServiceSettings",
    "InitiateShutdown",
    "TypeText",
    "TypeScancodes",
    "TypeCtrlAltDel",
    "AddKvpItems",
    "GrantInteractiveSessionAccess",
    "CopyFilesToGuest",
    "SetGuestNetworkAdapterConfiguration",
)


def changes_of(site):
    return {method: site.calls_of(method) for method in CHANGES if site.calls_of(method)}


async def ended(site, record):
    await until(lambda: not site.fleet.operations.record(record.id).is_pending, WITHIN_S)
    return site.fleet.operations.record(record.id)


async def refused(site, record):
    record = await ended(site, record)
    assert record.phase is OperationPhase.FAILED
    assert isinstance(record.error, NotPossible)
    assert record.error.why == "read_only"


def test_a_read_only_host_is_marked_and_nothing_reaches_it(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        site.select("off01")
        assert site.action("start").isEnabled()
        site.action("forbid-changes").trigger()
        await until(lambda: site.snapshot().is_read_only and site.snapshot().is_current, WITHIN_S)
        await until(lambda: "read-only" in site.note("HV01"), WITHIN_S)
        assert site.says("readOnlyStatus") == "Read-only"
        await until(lambda: not site.action("start").isEnabled(), WITHIN_S)
        assert "read-only here" in site.action("start").toolTip()
        site.select("web01")
        await until(lambda: not site.switch(K.KVP).isEnabled(), WITHIN_S)
        key = site.key("web01")
        await refused(site, site.fleet.set_service(key, K.KVP, False))
        await refused(site, site.fleet.change_power(key, PowerAction.RESET))
        for typed in ("ctrl_alt_del",):
            with pytest.raises(NotPossible, match="read_only"):
                await site.fleet.ask(key.host, lambda host, name=typed: getattr(host, name)(key.vm))
        assert not changes_of(site)
        assert HostBook(site.places.hosts_file).hosts()[0].read_only
        site.action("allow-changes").trigger()
        await until(lambda: site.snapshot().may_change, WITHIN_S)
        record = await ended(site, site.fleet.set_service(key, K.KVP, False))
        assert record.phase is OperationPhase.SUCCEEDED
        assert changes_of(site)

    run_program(qapp, tmp_path, story, Setting(HOSTS))


def test_the_preference_forbids_changes_everywhere(qapp, tmp_path):
    async def story(site):
        await site.filled(2)
        assert site.window.windowTitle() == "HV Console"
        site.action("preferences").trigger()
        dialog = await site.opened("preferencesDialog")
        dialog.findChild(QCheckBox, "readOnly").click()
        await until(lambda: site.window.windowTitle() == "HV Console (read-only)", WITHIN_S)
        await until(
            lambda: PreferencesFile(site.places.preferences_file).load().read_only, WITHIN_S
        )
        await refused(site, site.fleet.set_service(site.key("web01"), K.KVP, False))
        assert not changes_of(site)
        dialog.findChild(QCheckBox, "readOnly").click()
        await until(lambda: site.snapshot().may_change, WITHIN_S)
        dialog.reject()
        await site.closed("preferencesDialog")
        assert isinstance(site.find(QLabel, "readOnlyStatus"), QLabel)

    run_program(qapp, tmp_path, story, Setting(HOSTS))
