"""Why an entry for a guest cannot be so, as the sentence that stands at its field."""

from typing import Final

from console.ui.sentences.guest import shown
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

GuestEntry = Context("GuestEntry")

_MAX_QUOTED: Final = 60

_ITEM: Final = {
    "item_name": QT_TRANSLATE_NOOP("GuestEntry", "Enter a name."),
    "item_characters": QT_TRANSLATE_NOOP(
        "GuestEntry", "Control characters cannot be handed to the guest."
    ),
    "item_not_ours": QT_TRANSLATE_NOOP("GuestEntry", "Items of the guest cannot be changed."),
    "item_there": QT_TRANSLATE_NOOP("GuestEntry", "There is an item “%1” in this list already."),
    "item_name_long": QT_TRANSLATE_NOOP("GuestEntry", "The name is too long (at most 512 bytes)."),
    "item_value_long": QT_TRANSLATE_NOOP("GuestEntry", "The value is too long (at most 16 KB)."),
}
_NETWORK: Final = {
    "network_adapter": QT_TRANSLATE_NOOP("GuestEntry", "The adapter is no longer known."),
    "network_no_address": QT_TRANSLATE_NOOP("GuestEntry", "Enter at least one address."),
    "network_address": QT_TRANSLATE_NOOP("GuestEntry", "“%1” is no address for an adapter."),
    "network_subnet": QT_TRANSLATE_NOOP(
        "GuestEntry",
        "“%1” is no mask or prefix length: 255.255.255.0 or 24 for IPv4, 64 for IPv6.",
    ),
    "network_subnet_missing": QT_TRANSLATE_NOOP(
        "GuestEntry", "Enter a mask or prefix length: 255.255.255.0 or 24 for IPv4, 64 for IPv6."
    ),
    "network_gateway": QT_TRANSLATE_NOOP("GuestEntry", "“%1” is no address of a gateway."),
    "network_gateway_family": QT_TRANSLATE_NOOP(
        "GuestEntry", "No address here is of the protocol of the gateway %1."
    ),
    "network_dns": QT_TRANSLATE_NOOP("GuestEntry", "“%1” is no address of a DNS server."),
    "network_too_many": QT_TRANSLATE_NOOP("GuestEntry", "There are too many: at most %1."),
}
_COPY: Final = {
    "copy_no_source": QT_TRANSLATE_NOOP("GuestEntry", "Enter the file on the host."),
    "copy_source_relative": QT_TRANSLATE_NOOP(
        "GuestEntry", "Enter the whole path on the host, such as D:\\ISO\\setup.iso."
    ),
    "copy_no_file": QT_TRANSLATE_NOOP("GuestEntry", "Choose a file of this computer."),
    "copy_file_name": QT_TRANSLATE_NOOP(
        "GuestEntry", "Windows cannot take a file of this name; rename it first."
    ),
    "copy_no_share": QT_TRANSLATE_NOOP(
        "GuestEntry", "Enter a folder that this computer and the host both reach."
    ),
    "copy_share_relative": QT_TRANSLATE_NOOP(
        "GuestEntry", "Enter the folder's whole path as this computer reaches it."
    ),
    "copy_host_folder": QT_TRANSLATE_NOOP(
        "GuestEntry", "Enter the same folder's whole path as the host sees it."
    ),
    "copy_no_destination": QT_TRANSLATE_NOOP(
        "GuestEntry", "Enter the whole path in the guest, with the file's name."
    ),
}
_SENTENCES: Final = {**_ITEM, **_NETWORK, **_COPY}


def entry_problem(why: str, subject: str = "") -> str:
    """Return the sentence for a stable word; empty for an empty one."""
    if not why:
        return ""
    sentence = _SENTENCES.get(why)
    if sentence is None:
        return fill(GuestEntry.tr("This cannot be handed to the guest (%1)."), why)
    return fill(GuestEntry.marked(sentence), shown(subject, _MAX_QUOTED))
