"""Envelopes written by hand, over plain sockets, against the simulated host: what WinRM answers.

Nothing of ours writes these requests, and their answers are read as text, so neither side can
forgive the other.
"""

import base64
import contextlib
import html
import http.client
import re
import socket
import uuid

import pytest

from console.simulator.accounts import Account
from console.simulator.clock import ManualClock
from console.simulator.descriptions import HostDescription, StartState, VmDescription
from console.simulator.fleets import build
from console.simulator.running_host import running
from console.simulator.server import HostSettings, SimulatedHost

PASSWORD = "pw-of-this-test"
WMI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/"
V2 = WMI + "root/virtualization/v2/"
TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer/"
ENUMERATION = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/"
WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL"
ANONYMOUS = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"
TYPE = "application/soap+xml;charset=UTF-8"
SERVICE = "Msvm_VirtualSystemManagementService"
SYSTEM = "Msvm_ComputerSystem"


class Stranger:
    """A client that knows SOAP and nothing of this program."""

    def __init__(self, host, repository, clock):
        self.host, self.machine, self.clock = host, repository.machine, clock
        self.connection = http.client.HTTPConnection("127.0.0.1", host.port, timeout=20)
        token = base64.b64encode(f"sim:{PASSWORD}".encode()).decode()
        self.headers = {"Content-Type": TYPE, "Authorization": f"Basic {token}"}

    def send(self, body, **headers):
        data = body if isinstance(body, bytes) else body.encode()
        self.connection.request("POST", "/wsman", data, self.headers | headers)
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def ask(self, action, uri, body="", keys=None, more=""):
        status, _, data = self.send(envelope(action, uri, body, keys or {}, more))
        return status, data.decode()

    def get(self, class_name, more="", **keys):
        return self.ask(f"{TRANSFER}Get", V2 + class_name, "", keys, more)

    def enumerate(self, wql="", class_name="*", mode="", elements=32000):
        mode = mode and f"<w:EnumerationMode>{mode}</w:EnumerationMode>"
        wql = wql and f'<w:Filter Dialect="{WQL}">{wql}</w:Filter>'
        body = (
            f"<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>{elements}</w:MaxElements>"
            f"{mode}{wql}</n:Enumerate>"
        )
        return self.ask(f"{ENUMERATION}Enumerate", V2 + class_name, body)

    def call(self, class_name, method, arguments="", **keys):
        uri = V2 + class_name
        body = f'<q:{method}_INPUT xmlns:q="{uri}">{arguments}</q:{method}_INPUT>'
        keys = keys or {"CreationClassName": class_name}
        return self.ask(f"{uri}/{method}", uri, body, keys)

    def device(self, class_name, vm):
        _, text = self.enumerate(
            f"SELECT * FROM {class_name} WHERE SystemName='{vm.id}'", mode="EnumerateEPR"
        )
        keys = dict(re.findall(r'Selector Name="(\w+)">([^<]*)<', text))
        keys.pop("__cimnamespace")
        return keys


def envelope(action, uri, body="", keys=None, more=""):
    selectors = "".join(f'<w:Selector Name="{k}">{v}</w:Selector>' for k, v in (keys or {}).items())
    chosen = f"<w:SelectorSet>{selectors}</w:SelectorSet>" if selectors else ""
    return (
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" '
        'xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" '
        'xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd" '
        'xmlns:n="http://schemas.xmlsoap.org/ws/2004/09/enumeration"><s:Header>'
        f"<a:To>http://windows-host:5985/wsman</a:To><w:ResourceURI>{uri}</w:ResourceURI>"
        f"<a:ReplyTo><a:Address>{ANONYMOUS}</a:Address></a:ReplyTo>"
        f"<a:Action>{action}</a:Action><a:MessageID>uuid:{uuid.uuid4()}</a:MessageID>"
        f"{chosen}{more}</s:Header><s:Body>{body}</s:Body></s:Envelope>"
    )


def reference(tag, class_name, *, wrapped=False, **keys):
    selectors = "".join(f'<w:Selector Name="{k}">{v}</w:Selector>' for k, v in keys.items())
    inner = (
        f"<a:Address>{ANONYMOUS}</a:Address><a:ReferenceParameters>"
        f"<w:ResourceURI>{V2}{class_name}</w:ResourceURI>"
        f"<w:SelectorSet>{selectors}</w:SelectorSet></a:ReferenceParameters>"
    )
    if wrapped:
        inner = f"<a:EndpointReference>{inner}</a:EndpointReference>"
    return f"<q:{tag}>{inner}</q:{tag}>"


@contextlib.contextmanager
def strange(*vms, **options):
    clock = ManualClock()
    repository = build(HostDescription("HV01", vms=vms, **options), clock)
    settings = HostSettings(
        "HV01",
        (Account("sim", PASSWORD),),
        methods=frozenset({"basic"}),
        allow_unencrypted=True,
    )
    with running([SimulatedHost(repository, settings, clock)]) as (host,):
        stranger = Stranger(host, repository, clock)
        try:
            yield stranger
        finally:
            stranger.connection.close()


@pytest.fixture
def stranger():
    with strange(VmDescription("web"), VmDescription("off", state=StartState.OFF)) as one:
        yield one


def code(text):
    return re.findall(r'Code="(\d+)"', text)


def subcode(text):
    return re.findall(r"<s:Subcode><s:Value>([^<]*)<", text)


def returned(text):
    return int(re.search(r"<p:ReturnValue>(\d+)<", text).group(1))


# ---- what a method says ----------------------------------------------------------------------


def test_a_null_reference_is_written_and_a_null_array_is_not(stranger):
    vm = stranger.machine.vm("web")
    status, text = stranger.call(
        SYSTEM,
        "RequestStateChange",
        "<q:RequestedState>2</q:RequestedState>",
        CreationClassName=SYSTEM,
        Name=vm.id,
    )
    assert status == 200
    assert '<p:Job xsi:nil="true"/><p:ReturnValue>32775</p:ReturnValue>' in text

    _, text = stranger.call(SERVICE, "GetSummaryInformation")
    assert returned(text) == 32773
    assert "SummaryInformation>" not in text.partition("_OUTPUT")[2].replace(
        "GetSummaryInformation_OUTPUT>", ""
    )

    _, text = stranger.call(
        SERVICE,
        "GetSummaryInformation",
        "<q:RequestedInformation>1</q:RequestedInformation>",
    )
    assert '<e:GuestOperatingSystem xsi:nil="true"/>' in text
    for array in ("AsynchronousTasks", "OperationalStatus", "Snapshots", "ThumbnailImage"):
        assert f"<e:{array}>" not in text
        assert f"<e:{array} " not in text


@pytest.mark.parametrize(("number", "size"), [(5, (80, 60)), (6, (160, 120)), (7, (320, 240))])
def test_the_summary_has_a_picture_in_three_sizes(stranger, number, size):
    _, text = stranger.call(
        SERVICE,
        "GetSummaryInformation",
        f"<q:RequestedInformation>{number}</q:RequestedInformation>",
    )
    (picture,) = re.findall(r"<e:ThumbnailImage>([^<]*)<", text)  # the one that is off has none
    width, height = size
    assert len(base64.b64decode(picture, validate=True)) == width * height * 2
    assert f"<e:ThumbnailImageWidth>{width}<" in text
    assert f"<e:ThumbnailImageHeight>{height}<" in text


def test_every_number_of_a_summary_is_taken(stranger):
    codes = [*range(12), *range(100, 143)]
    wanted = "".join(f"<q:RequestedInformation>{n}</q:RequestedInformation>" for n in codes)
    status, text = stranger.call(SERVICE, "GetSummaryInformation", wanted)
    assert (status, returned(text)) == (200, 0)
    assert text.count("<p:SummaryInformation ") == 2


def test_keys_by_number(stranger):
    vm = stranger.machine.vm("web")
    keys = stranger.device("Msvm_Keyboard", vm)

    def press(method, number="17"):
        _, text = stranger.call("Msvm_Keyboard", method, f"<q:keyCode>{number}</q:keyCode>", **keys)
        return text

    assert returned(press("PressKey")) == 0
    assert "<p:keyState>true</p:keyState>" in press("IsKeyPressed")
    assert returned(press("TypeKey", "46")) == 0
    assert returned(press("ReleaseKey")) == 0
    assert "<p:keyState>false</p:keyState>" in press("IsKeyPressed")
    assert [(key.code, key.is_down) for key in vm.typed] == [(17, True), (46, None), (17, False)]
    assert [returned(press("TypeKey", n)) for n in ("0", "255", "x")] == [32773] * 3


@pytest.mark.parametrize(
    ("arguments", "typed"),
    [
        ("<q:Scancodes>30</q:Scancodes>", b"\x1e"),
        ("<q:Scancodes>30</q:Scancodes><q:Scancodes>158</q:Scancodes>", b"\x1e\x9e"),
        ("<q:Scancodes>Hp4=</q:Scancodes>", b"\x1e\x9e"),
    ],
)
def test_scancodes_in_either_form_of_an_array_of_bytes(stranger, arguments, typed):
    vm = stranger.machine.vm("web")
    keys = stranger.device("Msvm_Keyboard", vm)
    _, text = stranger.call("Msvm_Keyboard", "TypeScancodes", arguments, **keys)
    assert (returned(text), vm.typed) == (0, [typed])


def test_a_mouse(stranger):
    vm = stranger.machine.vm("web")
    keys = stranger.device("Msvm_SyntheticMouse", vm)

    def do(method, **inputs):
        arguments = "".join(f"<q:{name}>{value}</q:{name}>" for name, value in inputs.items())
        return stranger.call("Msvm_SyntheticMouse", method, arguments, **keys)[1]

    assert returned(do("SetAbsolutePosition", horizontalPosition=30, verticalPosition=40)) == 0
    assert returned(do("SetScrollPosition", scrollPositionDelta=-2)) == 0
    assert returned(do("ClickButton", buttonIndex=1)) == 0
    assert returned(do("SetButtonState", buttonIndex=2, isDown="true")) == 0
    assert "<p:isDown>true</p:isDown>" in do("GetButtonState", buttonIndex=2)
    assert returned(do("SetButtonState", buttonIndex=2, isDown="False")) == 0
    assert "<p:isDown>false</p:isDown>" in do("GetButtonState", buttonIndex=2)
    assert returned(do("ClickButton", buttonIndex=9)) == 32773
    _, row = stranger.get("Msvm_SyntheticMouse", **keys)
    assert "<p:HorizontalPosition>30<" in row
    assert "<p:ScrollPosition>-2<" in row
    assert vm.input.clicks == [1]


# ---- what a method changes -------------------------------------------------------------------


def embedded(tag, class_name, **values):
    """Return an embedded object as an argument, the text escaped as XML."""
    properties = "".join(
        f'<PROPERTY NAME="{name}" TYPE="{kind}"><VALUE>{value}</VALUE></PROPERTY>'
        for name, (kind, value) in values.items()
    )
    text = f'<INSTANCE CLASSNAME="{class_name}">{properties}</INSTANCE>'
    return f"<q:{tag}>{html.escape(text)}</q:{tag}>"


def test_settings_of_a_vm_are_changed_and_read_back(stranger):
    vm, name = stranger.machine.vm("web"), "Msvm_VirtualSystemSettingData"
    keys = {"InstanceID": f"Microsoft:{vm.id}"}
    change = embedded(
        "SystemSettings",
        name,
        InstanceID=("string", keys["InstanceID"]),
        AutomaticStartupAction=("uint16", 4),
        AutomaticStartupActionDelay=("datetime", "00000000000130.000000:000"),
        LockOnDisconnect=("boolean", "TRUE"),
        UserSnapshotType=("uint16", 2),
        ChassisAssetTag=("string", "rack 7"),
    )
    _, text = stranger.call(SERVICE, "ModifySystemSettings", change)
    assert returned(text) == 0
    _, row = stranger.get(name, **keys)
    assert "<p:AutomaticStartupAction>4<" in row
    assert "<cim:Interval>P0DT0H1M30S</cim:Interval></p:AutomaticStartupActionDelay>" in row
    assert "<p:LockOnDisconnect>true<" in row
    assert "<p:UserSnapshotType>2<" in row
    assert "<p:ChassisAssetTag>rack 7<" in row
    assert "<p:AutomaticShutdownAction>3<" in row  # left out, so unchanged


@pytest.mark.parametrize(
    ("name", "value"),
    [("UserSnapshotType", 9), ("AutomaticStartupAction", "x"), ("LowMmioGapSize", 1)],
)
def test_a_value_that_a_setting_cannot_have_changes_nothing(stranger, name, value):
    vm = stranger.machine.vm("web")
    change = embedded(
        "SystemSettings",
        "Msvm_VirtualSystemSettingData",
        InstanceID=("string", f"Microsoft:{vm.id}"),
        ElementName=("string", "new"),
        **{name: ("uint16", value)},
    )
    _, text = stranger.call(SERVICE, "ModifySystemSettings", change)
    assert returned(text) in {4, 32773}
    assert vm.settings.name == "web"


@pytest.mark.parametrize(
    ("class_name", "guid", "name", "kind", "value"),
    [
        (
            "Msvm_HeartbeatComponentSettingData",
            "84EAAE65-2F2E-45F5-9BB5-0E857DC8EB47",
            "Interval",
            "uint32",
            "5000",
        ),
        (
            "Msvm_KvpExchangeComponentSettingData",
            "2A34B1C2-FD73-4043-8A5B-DD2159BC743F",
            "DisableHostKVPItems",
            "boolean",
            "true",
        ),
        (
            "Msvm_GuestServiceInterfaceComponentSettingData",
            "6C09BB55-D683-4DA0-8931-C9BF705F6480",
            "DefaultEnabledStatePolicy",
            "uint16",
            "2",
        ),
    ],
)
def test_what_a_service_has_beside_its_switch(stranger, class_name, guid, name, kind, value):
    key = f"Microsoft:{stranger.machine.vm('web').id}\\{guid}"
    _, before = stranger.get(class_name, InstanceID=key)
    change = embedded(
        "ResourceSettings", class_name, InstanceID=("string", key), **{name: (kind, value)}
    )
    _, text = stranger.call(SERVICE, "ModifyResourceSettings", change)
    assert returned(text) == 0
    _, after = stranger.get(class_name, InstanceID=key)
    assert f"<p:{name}>{value}<" not in before
    assert f"<p:{name}>{value}<" in after
    state = re.compile(r"<p:EnabledState>(\d)<")
    assert state.findall(before) == state.findall(after)


def test_defaults_of_the_host_are_changed_and_read_back(stranger):
    name = "Msvm_VirtualSystemManagementServiceSettingData"
    change = embedded(
        "SettingData",
        name,
        InstanceID=("string", "Microsoft:HV01"),
        NumaSpanningEnabled=("boolean", "false"),
        DefaultVirtualHardDiskPath=("string", "D:\\Disks"),
    )
    _, text = stranger.call(SERVICE, "ModifyServiceSettings", change)
    assert returned(text) == 0
    _, row = stranger.get(name, InstanceID="Microsoft:HV01")
    assert "<p:NumaSpanningEnabled>false<" in row
    assert "<p:DefaultVirtualHardDiskPath>D:\\Disks<" in row
    assert "<p:EnhancedSessionModeEnabled>true<" in row


# ---- what the service refuses ----------------------------------------------------------------


def test_a_reference_in_a_wrapper_is_against_the_schema(stranger):
    vm = stranger.machine.vm("web")
    size = "<q:WidthPixels>4</q:WidthPixels><q:HeightPixels>2</q:HeightPixels>"
    for wrapped, expected in ((False, 200), (True, 500)):
        target = reference(
            "TargetSystem",
            "Msvm_VirtualSystemSettingData",
            wrapped=wrapped,
            InstanceID=f"Microsoft:{vm.id}",
        )
        status, text = stranger.call(SERVICE, "GetVirtualSystemThumbnailImage", target + size)
        assert status == expected
    assert (code(text), subcode(text)) == (["2150858817"], ["w:SchemaValidationError"])


def test_elements_in_place_of_an_embedded_objects_text_are_against_the_schema(stranger):
    instance = (
        '<q:ResourceSettings><x:Msvm_X xmlns:x="urn:x"><x:Name>a</x:Name></x:Msvm_X>'
        "</q:ResourceSettings>"
    )
    status, text = stranger.call(SERVICE, "ModifyResourceSettings", instance)
    assert (status, code(text)) == (500, ["2150858817"])


@pytest.mark.parametrize("method", ["Nonsense", "requeststatechange"])
def test_a_method_that_the_class_does_not_have(stranger, method):
    keys = {"CreationClassName": SYSTEM, "Name": stranger.machine.vm("web").id}
    status, text = stranger.call(SYSTEM, method, **keys)
    assert (status, code(text)) == (500, ["2150858771", str(0x8004102E)])


def test_keys_that_are_missing(stranger):
    status, text = stranger.get(SYSTEM, Name=stranger.machine.vm("web").id)
    assert (status, subcode(text)) == (500, ["w:InvalidSelectors"])
    assert code(text)[0] == "2150858842"


def test_an_integration_service_is_not_switched_by_the_method_for_other_services(stranger):
    vm, name = stranger.machine.vm("web"), "Msvm_HeartbeatComponentSettingData"
    key = f"Microsoft:{vm.id}\\84EAAE65-2F2E-45F5-9BB5-0E857DC8EB47"
    change = embedded(
        "GuestServiceSettings", name, InstanceID=("string", key), EnabledState=("uint16", 3)
    )
    _, text = stranger.call(SERVICE, "ModifyGuestServiceSettings", change)
    assert returned(text) == 4
    _, row = stranger.get(name, InstanceID=key)
    assert "<p:EnabledState>2<" in row


def test_a_message_of_unknown_length_is_411(stranger):
    with socket.create_connection(("127.0.0.1", stranger.host.port), timeout=20) as raw:
        raw.sendall(b"POST /wsman HTTP/1.1\r\nHost: hv01\r\n\r\n<s:Envelope/>")
        assert raw.recv(64).startswith(b"HTTP/1.1 411 ")


def test_a_request_larger_than_the_services_envelope_is_413(stranger):
    asked = envelope(f"{TRANSFER}Get", V2 + SYSTEM, f"<x>{'x' * 540_000}</x>")
    assert stranger.send(asked)[0] == 413


# ---- what the service is asked ---------------------------------------------------------------


def test_all_classes_of_cim_with_the_namespace_as_a_selector(stranger):
    body = (
        f'<n:Enumerate><w:OptimizeEnumeration/><w:Filter Dialect="{WQL}">'
        "SELECT ElementName FROM CIM_ComputerSystem WHERE ElementName = 'web'"
        "</w:Filter></n:Enumerate>"
    )
    status, text = stranger.ask(
        f"{ENUMERATION}Enumerate",
        "http://schemas.dmtf.org/wbem/wscim/1/*",
        body,
        {"__cimnamespace": "root/virtualization/v2"},
    )
    assert (status, re.findall(r"<ElementName>([^<]*)<", text)) == (200, ["web"])


def test_the_service_tells_its_settings(stranger):
    uri = "http://schemas.microsoft.com/wbem/wsman/1/config"
    status, text = stranger.ask(f"{TRANSFER}Get", uri)
    assert status == 200
    told = dict(re.findall(r"<cfg:(\w+)>([^<]+)<", text))
    assert (told["MaxEnvelopeSizekb"], told["MaxBatchItems"]) == ("500", "32000")
    assert (told["MaxConcurrentOperationsPerUser"], told["MaxConnections"]) == ("1500", "300")
    assert (told["EnumerationTimeoutms"], told["MaxShellsPerUser"]) == ("240000", "30")
    assert (told["AllowUnencrypted"], told["Basic"], told["Negotiate"]) == ("true", "true", "false")


@pytest.mark.parametrize(
    ("class_name", "keys"),
    [(SYSTEM, {}), ("*", {"Name": "HV01"})],
)
def test_a_query_goes_to_all_classes_and_has_no_keys(stranger, class_name, keys):
    body = f'<n:Enumerate><w:Filter Dialect="{WQL}">SELECT * FROM {SYSTEM}</w:Filter></n:Enumerate>'
    _, text = stranger.ask(f"{ENUMERATION}Enumerate", V2 + class_name, body, keys)
    assert code(text) == ["2150859003"]


def test_a_class_with_keys_is_no_singleton(stranger):
    _, text = stranger.get(SYSTEM)
    assert code(text) == ["2150859002"]


# ---- how it is said --------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_utf_16_is_answered_in_utf_16(stranger, mark):
    vm = stranger.machine.vm("web")
    request = envelope(
        f"{TRANSFER}Get", V2 + SYSTEM, "", {"CreationClassName": SYSTEM, "Name": vm.id}
    )
    status, headers, data = stranger.send(
        (mark + request).encode("utf-16-le"),
        **{"Content-Type": "application/soap+xml;charset=UTF-16"},
    )
    assert status == 200
    assert headers["Content-Type"] == "application/soap+xml;charset=UTF-16"
    text = data.decode("utf-16")
    assert text.startswith("<s:Envelope ")
    assert "<p:ElementName>web</p:ElementName>" in text
