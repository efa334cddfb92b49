"""Every way in which a host cannot be had: each with words of its own, the window alive."""

from dataclasses import dataclass
from html import escape

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from console.model.connection import Endpoint
from console.model.host import LinkState
from console.model.identity import HostId
from console.settings.schema import HostConfig
from console.simulator.descriptions import VmDescription
from console.simulator.faults import Hang, HtmlPage
from tests.ui.living import PASSWORD, SHORT, USER, WITHIN_S, Setting, fill_in, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

WEB = VmDescription("web01")
HOST = (hosting(WEB),)
NOBODY = HostConfig(HostId("h"), "HV01", Endpoint("no-such-host.invalid"), USER)
DEAF = HostConfig(HostId("h"), "HV01", Endpoint("127.0.0.1", 1), USER)
"""Nothing listens on this port."""


@dataclass(frozen=True)
class Trouble:
    """Why a host cannot be had, and what is said of it."""

    link: LinkState
    cause: str
    step: str
    details: str
    setting: Setting


TROUBLES = {
    "wrong password": Trouble(
        LinkState.REFUSED,
        "127.0.0.1 did not accept the account or its password.",
        "Enter the password again; write the account as DOMAIN\\name or HOST\\name.",
        "Refused",
        Setting(HOST, kept_password="wrong"),
    ),
    "wrong name": Trouble(
        LinkState.UNREACHABLE,
        "No computer named no-such-host.invalid can be found.",
        "Check the spelling, or enter the host's IP address instead.",
        "Unreachable",
        Setting(configs=(NOBODY,)),
    ),
    "closed port": Trouble(
        LinkState.UNREACHABLE,
        "127.0.0.1 is there, but nothing listens on its WinRM port.",
        "On the host, run “Enable-PSRemoting -Force” as an administrator, and check the port.",
        "Unreachable",
        Setting(configs=(DEAF,)),
    ),
    "never answers": Trouble(
        LinkState.UNREACHABLE,
        "127.0.0.1 took the request but did not answer within 1 s.",
        "The host may be very busy; try again in a moment.",
        "TimedOut",
        Setting(HOST, timeouts=SHORT, faults=(Hang(),)),
    ),
    "web page": Trouble(
        LinkState.UNSUITABLE,
        "A web server answers at 127.0.0.1:PORT, but not WinRM (HTTP status 200).",
        "Check the port: WinRM uses 5985, or 5986 with TLS.",
        "NotWsman",
        Setting(HOST, faults=(HtmlPage(),)),
    ),
    "no Hyper-V": Trouble(
        LinkState.UNSUITABLE,
        "This is a Windows computer without Hyper-V.",
        "Install the Hyper-V role there, or choose another host.",
        "HyperVMissing",
        Setting((hosting(has_hyperv=False),)),
    ),
    "no rights": Trouble(
        LinkState.FORBIDDEN,
        "The account may not do this on the host.",
        "Add it to the host's groups “Hyper-V Administrators” and “Remote Management Users”.",
        "Forbidden",
        Setting(HOST, account=(("is_hyperv_admin", False),)),
    ),
}


def test_each_trouble_has_words_of_its_own():
    causes = {trouble.cause for trouble in TROUBLES.values()}
    assert len(causes) == len(TROUBLES)


@pytest.mark.parametrize("name", TROUBLES)
def test_a_trouble_is_told_in_tree_panel_and_dialog(qapp, tmp_path, name):
    trouble = TROUBLES[name]

    async def story(site):
        await until(site.snapshot)
        config = site.program.desk.config(site.snapshot().id)
        await until(lambda: site.snapshot().link is trouble.link, WITHIN_S)
        await until(lambda: site.node("HV01") == "HV01")
        site.select_host("HV01")
        await until(lambda: site.says("outcomeCause", _panel(site)), WITHIN_S)
        cause = trouble.cause.replace("PORT", str(config.endpoint.port))
        assert site.says("outcomeCause", _panel(site)) == cause
        assert site.says("outcomeNext", _panel(site)) == trouble.step
        await until(lambda: escape(cause) in site.tooltip("HV01"))
        assert site.find(QPushButton, "hostPassword").isVisible() is (name == "wrong password")
        _copy(_panel(site))
        assert f"error: {trouble.details}" in QGuiApplication.clipboard().text()
        assert PASSWORD not in QGuiApplication.clipboard().text()

        site.action("add-host").trigger()
        dialog = await site.opened("addHostDialog")
        typed = {
            "address": config.endpoint.host,
            "port": config.endpoint.port,
            "user": config.user,
            "password": trouble.setting.kept_password,
            "label": "Mine",
        }
        fill_in(dialog, **typed)
        dialog.findChild(QPushButton, "testHost").click()
        assert "Signing in" in site.says("outcomeCause", dialog)
        await until(lambda: "Signing in" not in site.says("outcomeCause", dialog), WITHIN_S)
        assert site.says("outcomeCause", dialog) == cause
        assert site.says("outcomeNext", dialog) == trouble.step
        assert _typed(dialog, typed) == typed, "nothing typed is lost"
        assert dialog.findChild(QPushButton, "saveHost").isEnabled()
        dialog.reject()
        assert site.pulse.ticks
        assert site.pulse.longest_s < 0.5, "the window lived on"

    run_program(qapp, tmp_path, story, trouble.setting)


def _panel(site):
    return site.find(QWidget, "hostPanel")


def _copy(panel):
    panel.findChild(QPushButton, "copyDetails").click()


def _typed(dialog, fields):
    found = {}
    for name in fields:
        field = dialog.findChild(QWidget, name)
        found[name] = field.value() if name == "port" else field.text()
    return found
