"""What a real host says of a guest's network, through the whole client."""

import re
from pathlib import Path

from console.hyperv import guest_network
from console.hyperv.address import read_addresses
from console.model.identity import VmId
from console.model.network import AddressFamily, GuestNetwork
from console.wsman.client import WsmanClient
from console.wsman.decode import decode_request
from console.wsman.encode import encode_reply
from console.wsman.message import Enumerate, EnumerateReply, Pull, PullReply, Reply, ReplyHeader

RECORDED = Path(__file__).parent / "data" / "real-pull-guestnetworkadapterconfiguration.xml"
VM = VmId("00000000-0000-4000-8000-000000000007")
RELATES_TO = re.compile(rb"(<a:RelatesTo>)[^<]*")


class Recording:
    """Answers every Enumerate with a context, the first Pull with the recorded reply."""

    def __init__(self):
        self.queries = []
        self.is_sent = False

    def send(self, request, *, repeatable):
        message = decode_request(request)
        own_id = message.header.message_id
        match message.body:
            case Enumerate():
                self.queries.append(message.body.filter.text)
                found = "GuestNetwork" in message.body.filter.text
                body = EnumerateReply("uuid:1") if found else EnumerateReply("", is_end=True)
            case Pull() if not self.is_sent:
                self.is_sent = True
                return RELATES_TO.sub(rb"\g<1>" + own_id.encode(), RECORDED.read_bytes())
            case _:
                body = PullReply("uuid:6", is_end=True)
        return encode_reply(Reply(ReplyHeader("", "uuid:0", own_id), body))

    def close(self):
        pass


def test_an_adapter_of_which_the_guest_told_nothing():
    """The recorded guest tells no address, and ``ProtocolIFType`` is a number nobody documents."""
    recording = Recording()
    (network,) = guest_network.read_networks(WsmanClient(recording), VM)
    assert network == GuestNetwork(
        "Microsoft:GuestNetwork\\00000000-0000-4000-8000-000000000007"
        "\\00000000-0000-4000-8000-000000000008",
        family=AddressFamily.UNKNOWN,
        dhcp=True,
    )
    assert len(recording.queries) == 2
    assert guest_network.check(network).family is AddressFamily.IPV4


def test_it_has_no_addresses_for_the_list_either():
    assert read_addresses(WsmanClient(Recording())).addresses == {VM: ()}
