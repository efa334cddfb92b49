"""The pane on the right: the selected VM, else the selected host, else a hint."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from console.model.host import HostSnapshot
from console.ui.dialogs.parts import plain_label, set_text
from console.ui.panels.guest_tab import GuestTab
from console.ui.panels.host_panel import HostPanel
from console.ui.panels.scroll_pane import ScrollPane
from console.ui.panels.service_row import SwitchFactory
from console.ui.panels.vm_changes import NO_CHANGES, VmChanges
from console.ui.panels.vm_panel import VmPanel
from console.ui.selection import VmChoice
from console.ui.theme import Theme


class Inspector(QWidget):
    """Shows one thing at a time.

    Args:
        theme: Icons.
        switch: Makes the switches of services.
        parent: The owner in Qt's sense.
    """

    def __init__(self, theme: Theme, switch: SwitchFactory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self._count = plain_label(name="selectedCount", role="pane", wraps=True)
        self._hint = plain_label(name="inspectorHint", role="muted", wraps=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setMargin(24)
        self.vm_panel = VmPanel(theme, switch, self)
        self.host_panel = HostPanel(theme, self)
        self.guest_tab = GuestTab(theme, self)
        self._vm_page = QTabWidget(self)
        self._vm_page.setObjectName("vmTabs")
        self._vm_page.setDocumentMode(True)
        self._vm_page.addTab(ScrollPane(self.vm_panel, "vmScroll"), "")
        self._vm_page.addTab(ScrollPane(self.guest_tab, "guestScroll"), "")
        self._host_page = ScrollPane(self.host_panel, "hostScroll")
        self._pages = QStackedWidget(self)
        self._pages.setObjectName("inspectorPages")
        for page in (self._hint, self._vm_page, self._host_page):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._count)
        layout.addWidget(self._pages, 1)
        self.retranslate()
        self.show_nothing()

    def show_vm(
        self, choice: VmChoice, count: int, changes: VmChanges = NO_CHANGES, age: str = ""
    ) -> None:
        """Show a VM; ``count`` VMs are selected, and it is the one with the keyboard."""
        several = self.tr("%n virtual machines selected; shown is the last one.", "", count)
        set_text(self._count, several)
        self._count.setVisible(count > 1)
        self.vm_panel.show_vm(choice.host, choice.vm, changes, age)
        self.vm_panel.show_rivals(choice.rivals)
        self._pages.setCurrentWidget(self._vm_page)

    def show_host(self, host: HostSnapshot, age: str = "") -> None:
        """Show a host."""
        self._count.hide()
        self.host_panel.show_host(host, age)
        self._pages.setCurrentWidget(self._host_page)

    def show_nothing(self) -> None:
        """Show a hint."""
        self._count.hide()
        self._pages.setCurrentWidget(self._hint)

    def refresh_look(self) -> None:
        """Take icons of the scheme of now."""
        self.vm_panel.refresh_look()
        self.guest_tab.refresh_look()
        self.host_panel.refresh_look()

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        self.setAccessibleName(self.tr("Properties"))
        set_text(self._hint, self.tr("Select a virtual machine or a host."))
        self._vm_page.setTabText(0, self.tr("Overview"))
        self._vm_page.setTabText(1, self.tr("Guest"))
        self.vm_panel.retranslate()
        self.guest_tab.retranslate()
        self.host_panel.retranslate()
