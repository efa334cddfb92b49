"""A guest's network configuration as lines of text, the same in the panel and in the preview."""

from itertools import zip_longest
from typing import Final

from console.model.network import GuestNetwork
from console.ui.sentences.guest import shown
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

GuestNetworkText = Context("GuestNetworkText")

_MAX_LINES: Final = 16
_TITLES: Final = {
    "networkMode": QT_TRANSLATE_NOOP("GuestNetworkText", "Addresses from"),
    "networkAddresses": QT_TRANSLATE_NOOP("GuestNetworkText", "Address"),
    "networkGateways": QT_TRANSLATE_NOOP("GuestNetworkText", "Gateway"),
    "networkDns": QT_TRANSLATE_NOOP("GuestNetworkText", "DNS"),
}
NETWORK_FACTS: Final = tuple(_TITLES)


def fact_titles() -> dict[str, str]:
    """Return what the parts of a configuration are called."""
    return {name: GuestNetworkText.marked(title) for name, title in _TITLES.items()}


def fact_values(network: GuestNetwork) -> dict[str, str]:
    """Return the parts of a configuration; several values stand on lines of their own."""
    pairs = zip_longest(network.addresses, network.subnets[: len(network.addresses)], fillvalue="")
    return {
        "networkMode": mode(network),
        "networkAddresses": _lines([_address(own, net) for own, net in pairs]),
        "networkGateways": _lines(network.gateways),
        "networkDns": _lines(network.dns),
    }


def values_to_come(network: GuestNetwork) -> dict[str, str]:
    """Return the parts of a configuration that is to be: with DHCP on, its server tells them."""
    if network.dhcp:
        return dict.fromkeys(NETWORK_FACTS, mode(network))
    return fact_values(network)


def mode(network: GuestNetwork) -> str:
    """Return where the addresses come from."""
    if network.dhcp:
        return GuestNetworkText.tr("DHCP")
    return GuestNetworkText.tr("fixed by hand")


def adapter_name(network: GuestNetwork, place: int) -> str:
    """Return what an adapter is called; by its place where the host did not tell."""
    if network.adapter:
        return shown(network.adapter)
    return fill(GuestNetworkText.tr("Network adapter %1"), str(place + 1))


def _address(own: str, net: str) -> str:
    """Return an address with its mask or prefix; the Linux daemon tells a prefix as ``/64``."""
    net = net.strip().removeprefix("/")
    return f"{own} / {net}" if net else own


def _lines(values: list[str] | tuple[str, ...]) -> str:
    lines = [shown(value) for value in values[:_MAX_LINES]]
    if len(values) > _MAX_LINES:
        lines.append(GuestNetworkText.tr("%n more", "", len(values) - _MAX_LINES))
    return "\n".join(lines)
