"""The fields of an adapter's configuration: what they say, and what is wrong at which field."""

import re
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QToolButton,
    QWidget,
)

from console.hyperv.guest_network import MAX_ENTRIES, MAX_GATEWAYS, check
from console.model.errors import NotPossible
from console.model.network import GuestNetwork
from console.ui import texts
from console.ui.dialogs.field_column import field_column, problem_label, show_line
from console.ui.panels.guest_link import link_button
from console.ui.sentences.guest_entry import entry_problem

_PARTS: Final = re.compile(r"[\s,;]+")
ADDRESSES, GATEWAYS, DNS = "addresses", "gateways", "dns"
_FIELDS: Final = {
    "network_gateway": GATEWAYS,
    "network_gateway_family": GATEWAYS,
    "network_dns": DNS,
}
"""Which field a stable word of ``check`` is about; any other is about the addresses."""


def checked(network: GuestNetwork) -> GuestNetwork | tuple[str, str, str]:
    """Return a configuration as a host wants it, or field, stable word and subject of a refusal."""
    try:
        return check(network)
    except NotPossible as error:
        field = _FIELDS.get(error.why, ADDRESSES)
        if error.why == "network_too_many":
            field = _crowded(network)
        why = error.why
        if why == "network_subnet" and not error.subject.strip():
            why = "network_subnet_missing"
        return field, why, error.subject


def settled(network: GuestNetwork) -> GuestNetwork:
    """Return a configuration that was read in the form that ``checked`` gives one, to compare.

    What a DHCP server told stays in it; what cannot be checked is returned as it is.
    """
    result = checked(replace(network, dhcp=False))
    return network if isinstance(result, tuple) else replace(result, dhcp=network.dhcp)


def _crowded(network: GuestNetwork) -> str:
    if len(network.gateways) > MAX_GATEWAYS:
        return GATEWAYS
    return ADDRESSES if len(network.addresses) > MAX_ENTRIES else DNS


class NetworkForm(QWidget):
    """The fields.

    Args:
        network: What they hold at first.
        parent: The owner in Qt's sense.
    """

    changed = Signal()

    def __init__(self, network: GuestNetwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = network
        self._rows: list[tuple[QLineEdit, QLineEdit, QToolButton]] = []
        self.setObjectName("networkForm")
        self._dhcp = self._radio("networkDhcp", self.tr("&Automatically (DHCP)"))
        self._fixed = self._radio("networkFixed", self.tr("&Fixed"))
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self._add = link_button("addressAdd", self._add_empty, self)
        self._add.setText(self.tr("Add Address"))
        self._gateways = self._line("networkGateways", self.tr("Gateways"))
        self._dns = self._line("networkDns", self.tr("DNS servers"))
        self._problems = {
            name: problem_label(f"{name}Problem") for name in (ADDRESSES, GATEWAYS, DNS)
        }
        self._lay_out()
        self._show(network)
        self._dhcp.toggled.connect(self._follow)
        self._follow()

    @property
    def network(self) -> GuestNetwork:
        """The configuration as it was entered, unchecked; rows without any text are left out."""
        pairs = [(own.text().strip(), net.text().strip()) for own, net, _ in self._rows]
        used = [pair for pair in pairs if any(pair)]
        return GuestNetwork(
            id=self._before.id,
            adapter=self._before.adapter,
            family=self._before.family,
            dhcp=self._dhcp.isChecked(),
            addresses=tuple(own for own, _ in used),
            subnets=tuple(net for _, net in used),
            gateways=_split(self._gateways.text()),
            dns=_split(self._dns.text()),
        )

    def show_problem(self, field: str, why: str, subject: str) -> None:
        """Say what is wrong at its field, and nothing at the others."""
        for name, label in self._problems.items():
            show_line(label, entry_problem(why, subject) if name == field else "")

    def _lay_out(self) -> None:
        own, net = QLabel(self.tr("Address"), self), QLabel(self.tr("Mask or prefix length"), self)
        for column, label in enumerate((own, net)):
            label.setObjectName(f"addressHead{column}")
            label.setProperty("role", "muted")
            self._grid.addWidget(label, 0, column)
        rows = QWidget(self)
        rows.setObjectName("addressRows")
        rows.setLayout(self._grid)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._address_block = field_column(rows, self._add, self._problems[ADDRESSES])
        gateways = field_column(self._gateways, self._problems[GATEWAYS])
        dns = field_column(self._dns, self._problems[DNS])
        form = self._form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("Addresses:"), self._dhcp)
        form.addRow("", self._fixed)
        form.addRow("", self._address_block)
        form.addRow(self.tr("&Gateways:"), gateways)
        form.addRow(self.tr("&DNS servers:"), dns)
        self._fixed_rows = (self._address_block, gateways, dns)

    def _show(self, network: GuestNetwork) -> None:
        (self._dhcp if network.dhcp else self._fixed).setChecked(True)
        pairs = zip_longest(network.addresses, network.subnets[: len(network.addresses)])
        for own, net in pairs:
            self._add_row(own or "", net or "")
        if not self._rows:
            self._add_row("", "")
        self._gateways.setText(", ".join(network.gateways))
        self._dns.setText(", ".join(network.dns))

    def _add_empty(self) -> None:
        self._add_row("", "")
        self._rows[-1][0].setFocus()
        self.changed.emit()

    def _add_row(self, own: str, net: str) -> None:
        place = self._grid.rowCount()
        address = self._line(f"address{place}", texts.fill(self.tr("Address %1"), str(place)))
        subnet = self._line(
            f"subnet{place}", texts.fill(self.tr("Mask or prefix length %1"), str(place))
        )
        address.setText(own)
        subnet.setText(net)
        row = (address, subnet, link_button(f"addressRemove{place}", lambda: self._drop(row), self))
        row[2].setText(self.tr("Remove"))
        row[2].setAccessibleName(texts.fill(self.tr("Remove the address %1"), str(place)))
        for column, widget in enumerate(row):
            self._grid.addWidget(widget, place, column)
        self._rows.append(row)
        self._add.setEnabled(len(self._rows) < MAX_ENTRIES)

    def _drop(self, row: tuple[QLineEdit, QLineEdit, QToolButton]) -> None:
        self._rows.remove(row)
        for widget in row:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        if not self._rows:
            self._add_row("", "")
        self._add.setEnabled(True)
        self._rows[0][0].setFocus()
        self.changed.emit()

    def _line(self, name: str, spoken: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName(name)
        field.setAccessibleName(spoken)
        field.textChanged.connect(self.changed)
        return field

    def _radio(self, name: str, text: str) -> QRadioButton:
        button = QRadioButton(text, self)
        button.setObjectName(name)
        return button

    def _follow(self) -> None:
        for row in self._fixed_rows:
            self._form.setRowVisible(row, self._fixed.isChecked())
        self.changed.emit()


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in _PARTS.split(text) if part)
