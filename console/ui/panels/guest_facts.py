"""A guest's own facts, and its addresses, each with a button that copies it."""

import ipaddress
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from console.model.guest import GuestData
from console.model.vm import VmSnapshot
from console.ui import texts
from console.ui.dialogs.parts import plain_label, set_text
from console.ui.panels.fact_grid import FactGrid
from console.ui.panels.guest_link import link_button
from console.ui.sentences.guest import architecture, shown

_FACTS: Final = ("guestComputer", "guestSystem", "guestVersion", "guestIntegration", "guestCpu")
MAX_ADDRESSES: Final = 16
"""More are told by their number; they all stand in the table below."""


def fact_values(vm: VmSnapshot, data: GuestData) -> dict[str, str]:
    """Return the facts by id; what the guest did not tell is empty.

    What its data lacks is taken from what the host told with the VM.
    """
    guest = vm.guest
    return {
        "guestComputer": shown(data.value("FullyQualifiedDomainName") or guest.computer_name),
        "guestSystem": shown(" ".join(filter(None, (_system(vm, data), data.value("CSDVersion"))))),
        "guestVersion": shown(data.value("OSVersion") or guest.os_version),
        "guestIntegration": shown(
            data.value("IntegrationServicesVersion") or guest.integration_version
        ),
        "guestCpu": shown(architecture(data.value("ProcessorArchitecture"))),
    }


def addresses(vm: VmSnapshot, data: GuestData) -> tuple[str, ...]:
    """Return the guest's addresses, IPv4 first, each once."""
    told = ";".join(data.value(f"NetworkAddress{family}") for family in ("IPv4", "IPv6"))
    found = [part.strip() for part in told.split(";") if part.strip()] or [*vm.guest.addresses]
    return tuple(sorted(dict.fromkeys(found), key=_version))


class GuestFactsPanel(QWidget):
    """Shows facts and addresses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._addresses: tuple[str, ...] = ()
        self._rows: list[tuple[QLabel, QLabel, QToolButton]] = []
        self.setObjectName("guestFactsPanel")
        self._facts = FactGrid(_FACTS, self)
        self._facts.setObjectName("guestFacts")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(1)
        self._grid.setColumnStretch(1, 1)
        self._rest = plain_label(name="addressesRest", role="muted", wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._facts)
        layout.addLayout(self._grid)
        layout.addWidget(self._rest)
        self.retranslate()

    def show_guest(self, vm: VmSnapshot, data: GuestData) -> None:
        """Show a guest; hidden where it tells nothing."""
        values = fact_values(vm, data) if data.has_contact else {}
        self._facts.show_facts(values)
        self._addresses = addresses(vm, data) if data.has_contact else ()
        self._show_addresses()
        self.setVisible(any(values.values()) or bool(self._addresses))

    def retranslate(self) -> None:
        """Take the texts of the language of now."""
        titles = (
            self.tr("Guest name"),
            self.tr("System"),
            self.tr("Version"),
            self.tr("Integration services"),
            self.tr("Architecture"),
        )
        self._facts.set_titles(dict(zip(_FACTS, titles, strict=True)))
        self._show_addresses()

    def _show_addresses(self) -> None:
        listed = self._addresses[:MAX_ADDRESSES]
        while len(self._rows) < len(listed):
            self._add_row()
        for place, row in enumerate(self._rows):
            text = shown(listed[place]) if place < len(listed) else ""
            self._show_address(row, text)
        rest = len(self._addresses) - len(listed)
        self._rest.setVisible(rest > 0)
        set_text(self._rest, self.tr("%n more address(es) in the table below", "", rest))

    def _show_address(self, row: tuple[QLabel, QLabel, QToolButton], text: str) -> None:
        title, value, copy = row
        set_text(title, "IPv6" if _version(text) == 6 else "IPv4")
        set_text(value, text)
        value.setAccessibleName(texts.fill(self.tr("Address %1"), text))
        copy.setText(self.tr("Copy"))
        copy.setAccessibleName(texts.fill(self.tr("Copy the address %1"), text))
        for widget in row:
            widget.setVisible(bool(text))

    def _add_row(self) -> None:
        place = len(self._rows)
        title = plain_label(name=f"addressTitle{place}", role="muted")
        value = plain_label(name=f"address{place}", wraps=True, copyable=True)
        copy = link_button(f"addressCopy{place}", lambda: self._copy(place), self)
        title.setBuddy(value)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(title, place, 0, middle)
        self._grid.addWidget(value, place, 1)
        self._grid.addWidget(copy, place, 2, middle)
        self._rows.append((title, value, copy))

    def _copy(self, place: int) -> None:
        if place < len(self._addresses):
            QGuiApplication.clipboard().setText(self._addresses[place])


def _system(vm: VmSnapshot, data: GuestData) -> str:
    return data.value("OSName") or vm.guest.os_name


def _version(text: str) -> int:
    """Return 4 or 6; what is no address counts as 4 without a colon, else as 6."""
    try:
        return ipaddress.ip_address(text.partition("%")[0]).version
    except ValueError:
        return 6 if ":" in text else 4
