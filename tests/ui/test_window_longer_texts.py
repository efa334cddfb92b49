"""A pseudo-locale whose texts are a third longer: nothing may be cut off."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QPushButton

from console.model.connection import AuthMethod, Endpoint
from console.model.errors import Refused, RefusedReason
from console.model.identity import HostId
from console.settings.schema import HostConfig, Preferences
from console.ui.account_ports import PasswordRequest
from console.ui.dialogs.about import AboutDialog
from console.ui.dialogs.add_host import AddHostDialog, HostDialogCalls
from console.ui.dialogs.confirm import ConfirmDialog
from console.ui.dialogs.connect_help import ConnectHelpDialog
from console.ui.dialogs.credential import CredentialDialog
from console.ui.dialogs.preferences import PreferencesDialog
from console.ui.panels.inspector import Inspector
from console.ui.selection import VmChoice
from console.ui.theme import Theme
from console.ui.widgets.busy_clock import BusyClock
from console.ui.widgets.toggle_switch import ToggleSwitch
from tests.ui.samples import sample_hosts

CONFIG = HostConfig(
    HostId("h1"), "hv01", Endpoint("hv01", 5986, True), "LAB\\admin", AuthMethod.CERTIFICATE
)
REQUEST = PasswordRequest(
    "LAB\\admin",
    "Berlin/Rack 3",
    tuple(HostId(f"h{n}") for n in range(9)),
    tuple(f"hv{n:02}" for n in range(9)),
)


class LongerTexts(QTranslator):
    """Answers every text with one that is longer by 35 %, in brackets."""

    def translate(self, context, source, disambiguation=None, n=-1):
        return f"[{source}{' ~~~~~' * max(1, round(len(source) * 0.35 / 6))}]"

    def isEmpty(self):
        return False


@pytest.fixture
def longer(qapp):
    translator = LongerTexts()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def _inspector(name="web01"):
    theme = Theme("light")
    clock = BusyClock()
    pane = Inspector(theme, lambda parent: ToggleSwitch(theme, clock, parent))
    clock.setParent(pane)
    host = sample_hosts()[0]
    pane.show_vm(VmChoice(host, replace(host.vms[2], name=name)), 1)
    pane.resize(360, 900)
    return pane


MAKERS = {
    "add host": lambda: AddHostDialog(Theme("light"), HostDialogCalls(None, None, None)),
    "edit host": lambda: AddHostDialog(
        Theme("light"), HostDialogCalls(None, None, None), config=CONFIG, has_keyring=False
    ),
    "credential": lambda: CredentialDialog(
        REQUEST, has_keyring=False, error=Refused(RefusedReason.BAD_CREDENTIAL, "hv01")
    ),
    "preferences": lambda: PreferencesDialog(Preferences()),
    "about": lambda: AboutDialog(Theme("light")),
    "help": ConnectHelpDialog,
    "confirm": lambda: ConfirmDialog(
        Theme("light"), question="Q" * 60, loss="L " * 90, verb="V" * 30, names=("a", "b")
    ),
    "properties": _inspector,
}


def _cut_off(widget):
    """Tell whether a widget got less room than its text needs."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() < widget.heightForWidth(widget.width()) - 1
    hint = widget.minimumSizeHint() if isinstance(widget, QLabel) else widget.sizeHint()
    return widget.width() < hint.width() - 1 or widget.height() < hint.height() - 1


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("name", MAKERS)
def test_no_text_is_cut_off(qtbot, longer, name):
    widget = MAKERS[name]()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    texts = [
        part
        for kind in (QLabel, QPushButton, QCheckBox, QAbstractButton)
        for part in widget.findChildren(kind)
        if part.isVisible() and part.text()
    ]
    assert texts
    assert {
        part.objectName(): (part.size(), part.sizeHint()) for part in texts if _cut_off(part)
    } == {}


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_one_long_word_does_not_widen_the_panel(qtbot):
    pane = _inspector("x" * 100)
    qtbot.addWidget(pane)
    pane.show()
    qtbot.waitExposed(pane)
    qtbot.waitUntil(lambda: pane.vm_panel.width() <= 360)
