"""A host written by hand, over plain sockets, against the client: other prefixes, orders, forms.

Nothing of ours writes its replies. It has one VM, no ``Msvm_SummaryInformation`` that can be
queried, and starts each change by a job of storage that fails.
"""

import contextlib
import http.server
import re
import threading
from typing import ClassVar

import pytest

from console.hyperv import jobs, power
from console.hyperv.state import read_states
from console.model.connection import AuthMethod, Credential, Endpoint, Timeouts
from console.model.job import JobState
from console.model.power import PowerAction
from console.model.vm import Heartbeat, VmState
from console.transport.winrm import WinrmExchange
from console.wsman.client import WsmanClient

GUID = "6A45335D-4C3A-44B7-B61F-C9808BBDF8ED"
PREFIXES = (
    'xmlns:env="http://www.w3.org/2003/05/soap-envelope" '
    'xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing" '
    'xmlns:wsen="http://schemas.xmlsoap.org/ws/2004/09/enumeration" '
    'xmlns:wsman="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"'
)
NO_CLASS = """
  <env:Fault><env:Code><env:Value>env:Sender</env:Value><env:Subcode>
    <env:Value>wsen:CannotProcessFilter</env:Value></env:Subcode></env:Code>
  <env:Reason><env:Text xml:lang="ja-JP">クラスが無効です</env:Text></env:Reason><env:Detail>
  <f:WSManFault xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault" Code="2150858778"
   Machine="h"><f:Message><f:ProviderFault provider="WMI Provider"><f:WSManFault Code="2147749904"
   Machine="h"><f:Message>クラス</f:Message></f:WSManFault></f:ProviderFault></f:Message>
  </f:WSManFault></env:Detail></env:Fault>"""
SYSTEMS = f"""
  <wsen:PullResponse>
    <wsen:Items>
      <wsman:XmlFragment><Name>HOSTX</Name><ElementName>HOSTX</ElementName>
        <EnabledState>2</EnabledState></wsman:XmlFragment>
      <wsman:XmlFragment><Name>{GUID}</Name><ElementName>日本 &amp; x</ElementName>
        <EnabledState>2</EnabledState><HealthState>5</HealthState>
        <OtherEnabledState xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>
        <OperationalStatus>2</OperationalStatus></wsman:XmlFragment>
    </wsen:Items>
    <wsen:EndOfSequence/>
  </wsen:PullResponse>"""
STARTED = "<wsen:EnumerateResponse><wsen:EnumerationContext>uuid:A</wsen:EnumerationContext>"
EMPTY = "<wsen:EnumerationContext/><wsman:Items/><wsman:EndOfSequence/>"


def summary(uri):
    classes = uri.rpartition("/")[0]
    return f"""<g:GetSummaryInformation_OUTPUT xmlns:g="{uri}">
      <g:SummaryInformation xmlns:q="{classes}/Msvm_SummaryInformation">
        <q:Name>{GUID.lower()}</q:Name><q:ProcessorLoad>7</q:ProcessorLoad>
        <q:Heartbeat>12</q:Heartbeat><q:MemoryUsage>2048</q:MemoryUsage>
      </g:SummaryInformation>
      <g:ReturnValue>0</g:ReturnValue></g:GetSummaryInformation_OUTPUT>"""


def job_started(uri):
    return f"""<g:RequestStateChange_OUTPUT xmlns:g="{uri}"><g:Job><wsa:EndpointReference>
      <wsa:Address>x</wsa:Address><wsa:ReferenceParameters>
      <wsman:ResourceURI>{uri.rpartition("/")[0]}/Msvm_StorageJob</wsman:ResourceURI>
      <wsman:SelectorSet><wsman:Selector Name="InstanceID">J1</wsman:Selector>
      <wsman:Selector Name="__cimnamespace">root/virtualization/v2</wsman:Selector>
      </wsman:SelectorSet></wsa:ReferenceParameters></wsa:EndpointReference></g:Job>
      <g:ReturnValue>4096</g:ReturnValue></g:RequestStateChange_OUTPUT>"""


JOB = """<x:Msvm_StorageJob xmlns:x="urn:x"><x:JobState>10</x:JobState>
  <x:ErrorCode>32775</x:ErrorCode><x:PercentComplete>40</x:PercentComplete><x:ErrorDescription>だめ</x:ErrorDescription>
  </x:Msvm_StorageJob>"""


def reply_to(text, *, has_summary):
    """Return status and body for a request."""
    action = re.search(r"<a:Action[^>]*>([^<]*)", text).group(1)
    uri, _, name = action.rpartition("/")
    match name:
        case "Enumerate" if "FROM Msvm_SummaryInformation" in text:
            return 500, NO_CLASS
        case "Enumerate" if "FROM Msvm_ComputerSystem" in text:
            return 200, f"{STARTED}</wsen:EnumerateResponse>"
        case "Enumerate":
            return 200, f"<wsen:EnumerateResponse>{EMPTY}</wsen:EnumerateResponse>"
        case "Pull":
            return 200, SYSTEMS
        case "RequestStateChange":
            return 200, job_started(uri)
        case "Get":
            return 200, JOB
        case _ if has_summary:
            return 200, summary(uri)
        case _:
            failed = "<g:ReturnValue>32768</g:ReturnValue>"
            return 200, f'<g:{name}_OUTPUT xmlns:g="{uri}">{failed}</g:{name}_OUTPUT>'


class Foreign(http.server.BaseHTTPRequestHandler):
    """Answers in the manner that its class says."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    manner: ClassVar[frozenset[str]] = frozenset()

    def log_message(self, format, *args):  # noqa: A002 -- the library's name
        pass

    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if not text:
            self.send_whole(200, b"", "")
            return
        status, body = reply_to(text, has_summary="no summary" not in self.manner)
        message_id = re.search("<a:MessageID>([^<]*)", text).group(1)
        if "lower case" in self.manner:
            message_id = message_id.lower()
        envelope = (
            f"<env:Envelope {PREFIXES}>\n <env:Header><wsa:RelatesTo>{message_id}</wsa:RelatesTo>"
            "<wsa:To>x</wsa:To><wsa:MessageID>uuid:1</wsa:MessageID>"
            f"<wsa:Action>{re.search('<a:Action[^>]*>([^<]*)', text).group(1)}Response</wsa:Action>"
            f"</env:Header>\n <env:Body>{body}</env:Body></env:Envelope>"
        )
        if "utf-16" in self.manner:
            kind, data = "application/soap+xml;charset=UTF-16", envelope.encode("utf-16")
        else:
            kind, data = 'application/soap+xml; charset="utf-8"', envelope.encode()
        (self.send_chunks if "chunks" in self.manner else self.send_whole)(status, data, kind)

    def send_whole(self, status, data, kind):
        self.send_response(status)
        if kind:
            self.send_header("content-type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def send_chunks(self, status, data, kind):
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for start in range(0, len(data), 777):
            part = data[start : start + 777]
            self.wfile.write(b"%x\r\n" % len(part) + part + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")


@contextlib.contextmanager
def client_of(*manner):
    handler = type("Manner", (Foreign,), {"manner": frozenset(manner)})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        exchange = WinrmExchange(
            Endpoint("127.0.0.1", server.server_port),
            Credential("sim", "pw", AuthMethod.BASIC),
            Timeouts(),
        )
        try:
            yield WsmanClient(exchange)
        finally:
            exchange.close()
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    "manner", [(), ("chunks",), ("utf-16",), ("lower case",), ("utf-16", "chunks")]
)
def test_a_host_that_nobody_here_wrote_is_read(manner):
    with client_of(*manner) as wsman:
        (row,) = read_states(wsman).rows
        assert (row.id, row.name, row.state) == (GUID, "日本 & x", VmState.RUNNING)
        assert (row.cpu_percent, row.memory_mb) == (7, 2048)
        assert row.heartbeat is Heartbeat.NO_CONTACT

        started = power.request(wsman, row.id, PowerAction.SAVE)
        assert started.job.class_name == "Msvm_StorageJob"
        job = jobs.read(wsman, started.job)
        assert (job.state, job.percent, job.error_code) == (JobState.FAILED, 40, 32775)
        assert job.error_text == "だめ"


def test_its_vms_are_there_when_it_tells_no_figures():
    with client_of("no summary") as wsman:
        (row,) = read_states(wsman).rows
        assert (row.name, row.state, row.memory_mb) == ("日本 & x", VmState.RUNNING, None)
