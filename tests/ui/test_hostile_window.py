"""What hosts and guests call themselves, and who claims what: shown as it is, as plain text."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from console.model.service import ServiceKind
from console.simulator.descriptions import VmDescription
from tests.ui.living import Setting, hosting, run_program
from tests.ui.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TWIN = VmDescription("twin", id="AAAAAAAA-0000-4000-8000-000000000001")
ALONE = VmDescription("alone")


def test_a_vm_on_two_hosts_is_shown_on_both_and_marked(qapp, tmp_path):
    async def story(site):
        await site.filled(3)
        await until(lambda: site.cell("twin", "host") == "HV01, also on HV02")
        assert site.cell("twin", "host", host="HV02") == "HV02, also on HV01"
        assert site.cell("alone", "host") == "HV01"
        tip = site.cell("twin", "host", Qt.ItemDataRole.ToolTipRole)
        assert "HV02 shows this virtual machine, too" in tip
        spoken = site.cell("twin", "name", Qt.ItemDataRole.AccessibleTextRole)
        assert "also on HV02" in spoken

        site.select("twin")
        await until(lambda: site.says("vmRivals"))
        assert site.says("vmRivals").startswith("HV02 shows this virtual machine, too")
        site.select("alone")
        await until(lambda: not site.says("vmRivals"))

        # A change goes to the one that was meant.
        site.fleet.set_service(site.key("twin", "HV02"), ServiceKind.VSS, False)
        await until(lambda: not site.truth("twin", "vss", "HV02"))
        assert site.truth("twin", "vss", "HV01")

        site.fleet.remove(site.snapshot("HV02").id)
        await until(lambda: site.cell("twin", "host") == "HV01")

    setting = Setting((hosting(TWIN, ALONE), hosting(TWIN, name="HV02")))
    run_program(qapp, tmp_path, story, setting)


HTML = "<b>bold</b><img src='file:///etc/passwd'><script>alert(1)</script>&amp;"
LINES = "first\nsecond\r\nthird\ttab"
CONTROLS = "bell\x7f\x9besc\u200b\u2028line\u2029para\ufeff"
TURNED = "abc\u202etxt.exe\u202c\u2066x\u2069"
LONG = "very-long-" * 1000
SPACES = "   "
NAMES = (HTML, LINES, CONTROLS, TURNED, LONG, SPACES, "😀" * 300, "a\u0301" * 500)


def test_names_are_plain_text_and_break_nothing(qapp, tmp_path):
    vms = [
        VmDescription(name, notes=name, computer_name=name[:200], guest_items=((name[:200], name),))
        for name in NAMES
    ]

    async def story(site):
        await site.filled(len(NAMES))
        site.window.resize(1200, 800)
        size = site.window.size()
        height = site.table.rowHeight(0)
        for place in range(site.vms.rowCount()):
            index = site.vms.index(place, site.vms.column_of("name"))
            shown = index.data()
            assert shown.strip()
            assert not set(shown) & set("\n\r\t\x7f\x9b\u2028\u2029\u202e\u2066"), repr(shown[:80])
            tip = index.data(Qt.ItemDataRole.ToolTipRole)
            assert "<b>" not in tip
            assert "<img" not in tip
            assert site.table.rowHeight(place) == height
            row = index.data(int(Qt.ItemDataRole.UserRole) + 1)
            site.table.select_keys([row.key], row.key)
            await until(lambda row=row: site.says("vmName").rstrip("…") == row.vm.name[:200])
            site.window.grab()
        assert site.window.size() == size, "no name makes the window grow"
        assert site.window.minimumSizeHint().width() < 1200
        for label in site.window.findChildren(QLabel):
            if any(part in label.text() for part in ("<b>bold", "bold</b>")):
                assert label.textFormat() is Qt.TextFormat.PlainText, label.objectName()
        assert site.pulse.longest_s < 2.0, "the window lived on"

    run_program(qapp, tmp_path, story, Setting((hosting(*vms),)))
