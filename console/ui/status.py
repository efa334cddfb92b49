"""The status bar: how many hosts answer, how many VMs show, what is selected, what is under way."""

from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QStatusBar

from console.model.host import HostSnapshot, LinkState
from console.ui import texts
from console.ui.dialogs.parts import plain_label, set_role, set_text

_AWAY = (
    LinkState.STALE,
    LinkState.UNREACHABLE,
    LinkState.REFUSED,
    LinkState.FORBIDDEN,
    LinkState.UNTRUSTED,
    LinkState.UNSUITABLE,
)


class StatusLine(QObject):
    """Fills a status bar.

    Args:
        bar: The window's.
    """

    def __init__(self, bar: QStatusBar) -> None:
        super().__init__(bar)
        self._hosts = self._label("hostsStatus")
        self._vms = self._label("vmsStatus")
        self._selected = self._label("selectedStatus")
        self._pending = self._label("pendingStatus")
        bar.setSizeGripEnabled(False)
        for label in (self._hosts, self._vms, self._selected):
            bar.addWidget(label)
        bar.addPermanentWidget(self._pending)
        self._read_only = self._label("readOnlyStatus")
        set_role(self._read_only, "warn")
        bar.addPermanentWidget(self._read_only)

    def show_hosts(self, hosts: Iterable[HostSnapshot]) -> None:
        """Say how many hosts answer, and how many should but do not."""
        hosts = tuple(hosts)
        self._show_read_only(sum(host.is_read_only for host in hosts), len(hosts))
        links = [host.link for host in hosts]
        online = links.count(LinkState.ONLINE)
        away = sum(link in _AWAY for link in links)
        text = self.tr("%n hosts online", "", online) if links else self.tr("No hosts")
        if away:
            text = texts.fill(self.tr("%1, %2"), text, self.tr("%n away", "", away))
        set_text(self._hosts, text)
        set_role(self._hosts, "warn" if away else "")

    def _show_read_only(self, count: int, total: int) -> None:
        text = self.tr("%n host(s) read-only", "", count) if count else ""
        set_text(self._read_only, self.tr("Read-only") if count and count == total else text)

    def show_vms(self, shown: int, total: int) -> None:
        """Say how many VMs the table shows."""
        if shown == total:
            set_text(self._vms, self.tr("%n virtual machines", "", total))
        else:
            text = self.tr("%1 of %n virtual machines", "", total)
            set_text(self._vms, texts.fill(text, str(shown)))

    def show_selected(self, count: int) -> None:
        """Say how many VMs are selected."""
        set_text(self._selected, self.tr("%n selected", "", count) if count else "")

    def show_pending(self, count: int) -> None:
        """Say how many operations are under way."""
        set_text(self._pending, self.tr("%n operations under way", "", count) if count else "")

    def _label(self, name: str) -> QLabel:
        return plain_label(name=name)
