"""The endpoint's bytes against replies in the layout of real Windows hosts."""

import re
from pathlib import Path

import pytest

from console.simulator.clock import ManualClock
from console.simulator.endpoint import Endpoint
from console.simulator.failures import Caller
from console.wsman import names
from console.wsman.cim import CimInstance, CimReference
from console.wsman.encode import encode_request
from console.wsman.message import (
    MODE_EPR,
    Enumerate,
    Invoke,
    Item,
    Pull,
    Request,
    RequestHeader,
    WqlFilter,
)

DATA = Path(__file__).parents[1] / "protocol" / "data"
NAMESPACE = names.HYPERV_NAMESPACE
VM_URI = names.class_uri(NAMESPACE, "Msvm_ComputerSystem")
ANY_URI = names.class_uri(NAMESPACE, "*")
QUERY = Enumerate(WqlFilter("SELECT * FROM X"), mode=MODE_EPR, optimize=False)
IDS = re.compile(r"(<(?:a:MessageID|a:RelatesTo|n:EnumerationContext)>)uuid:[0-9A-Za-z-]+")
JOB = CimReference(
    names.class_uri(NAMESPACE, "Msvm_ConcreteJob"),
    (("InstanceID", "215E0987-8CA5-41CD-8827-94C4C250DF77"),),
)
SETTING = CimReference(
    names.class_uri(NAMESPACE, "Msvm_VirtualSystemSettingData"),
    (("InstanceID", "Microsoft:4C4C4544-0035-5A10-8054-B4C04F573031"),),
)


class OneOfEach:
    def query(self, namespace, wql, caller):
        yield Item(CimInstance("Msvm_VirtualSystemSettingData", {}), SETTING)

    def invoke(self, namespace, class_name, selectors, method, arguments, caller):
        return CimInstance("", {"Job": JOB, "ReturnValue": 4096})


def _normal(data: bytes) -> str:
    return IDS.sub(r"\1ID", data.decode().strip())


@pytest.fixture
def ask():
    endpoint = Endpoint(OneOfEach(), ManualClock())

    def send(body, action, uri=ANY_URI, **header) -> str:
        request = Request(RequestHeader(action, uri, "uuid:1", **header), body)
        answer = endpoint.answer(encode_request(request), Caller("SIM\\sim"), "hv01")
        assert answer.status == 200
        return _normal(answer.body)

    return send


def test_method_with_a_job(ask):
    body = Invoke("RequestStateChange", (("RequestedState", 2),))
    got = ask(body, f"{VM_URI}/RequestStateChange", VM_URI, selectors=(("Name", "X"),))
    sample = DATA / "realshape-RequestStateChangeResponse.resp.xml"
    assert got == _normal(sample.read_bytes())


def test_enumerate_and_pull_of_references(ask):
    first = ask(QUERY, names.ACTION_ENUMERATE)
    sample = DATA / "realshape-EnumerateResponse.resp.xml"
    assert first == _normal(sample.read_bytes())


def test_pull_of_references():
    endpoint = Endpoint(OneOfEach(), ManualClock())
    caller = Caller("SIM\\sim")

    def send(body, action) -> bytes:
        request = Request(RequestHeader(action, ANY_URI, "uuid:1"), body)
        return endpoint.answer(encode_request(request), caller, "hv01").body

    started = send(QUERY, names.ACTION_ENUMERATE).decode()
    context = re.search(r"<n:EnumerationContext>([^<]+)<", started)[1]
    got = send(Pull(context), names.ACTION_PULL)
    sample = DATA / "realshape-PullResponse-EPR.resp.xml"
    assert _normal(got) == _normal(sample.read_bytes())
