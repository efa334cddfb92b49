"""``SetGuestNetworkAdapterConfiguration`` (Hyper-V WMI v2 reference).

What is wrong with the call is an invalid parameter; whether the guest can be told shows in the job,
at its end. It is always done by a job here.
"""

import ipaddress

from console.simulator.behaviour import network
from console.simulator.behaviour.jobs import ERROR_CODES, JobPlan
from console.simulator.behaviour.network import BOTH, IPV4, IPV6
from console.simulator.behaviour.network_configuration import NetworkConfiguration
from console.simulator.behaviour.operations import INVALID_PARAMETER, JOB_STARTED, Outcome
from console.simulator.behaviour.vm import SimulatedVm
from console.simulator.classes import guest_network
from console.simulator.descriptions import JobFault
from console.simulator.methods.call import Family, MethodCall, Output
from console.simulator.methods.settings import Rejected, embedded
from console.wsman.cim import CimInstance

_SECONDS = 4.0
_JOB_TYPE = 2
_MAX_GATEWAYS = 5


def set_configuration(call: MethodCall) -> Output:
    """Do ``SetGuestNetworkAdapterConfiguration``."""
    target = call.arguments.target("ComputerSystem")
    vm = call.machine.vms.get(target.selector("Name").upper()) if target else None
    texts = call.arguments.texts("NetworkConfiguration")
    if vm is None or len(texts) != 1:  # a simulated guest has one adapter
        return {"ReturnValue": INVALID_PARAMETER}
    try:
        wanted, protocol = _wanted(vm, embedded(texts[0], Family.MSVM))
    except Rejected as refusal:
        return {"ReturnValue": refusal.value}
    return call.outcome(_start(call, vm, wanted, protocol))


def _start(
    call: MethodCall, vm: SimulatedVm, wanted: NetworkConfiguration, protocol: int
) -> Outcome:
    fault = vm.job_fault("network")
    if fault is JobFault.REFUSED:
        return Outcome(ERROR_CODES[fault])

    def apply() -> None:
        vm.network = network.merged(vm, wanted, protocol)

    plan = JobPlan(
        "network",
        _JOB_TYPE,
        _SECONDS * call.machine.description.pace,
        fault,
        apply,
        lambda: None,
        watch=lambda: network.obstacle(vm, call.machine.now),
    )
    return Outcome(JOB_STARTED, call.machine.jobs.start(plan, vm, call.caller.user))


def _wanted(vm: SimulatedVm, instance: CimInstance) -> tuple[NetworkConfiguration, int]:
    dhcp = instance.boolean("DHCPEnabled")
    is_ours = instance.text("InstanceID").casefold() == guest_network.instance_id(vm).casefold()
    gateways = instance.texts("DefaultGateways")
    if dhcp is None or not is_ours or len(gateways) > _MAX_GATEWAYS:
        raise Rejected(INVALID_PARAMETER)
    wanted = NetworkConfiguration(
        dhcp,
        instance.texts("IPAddresses"),
        instance.texts("Subnets"),
        gateways,
        instance.texts("DNSServers"),
    )
    _check(wanted)
    protocol = instance.integer("ProtocolIFType") or network.protocol_of(wanted.addresses) or BOTH
    if protocol not in (IPV4, IPV6, BOTH):
        raise Rejected(INVALID_PARAMETER)
    return wanted, protocol


def _check(wanted: NetworkConfiguration) -> None:
    if len(wanted.addresses) != len(wanted.subnets):
        raise Rejected(INVALID_PARAMETER)
    try:
        for address, subnet in zip(wanted.addresses, wanted.subnets, strict=True):
            ipaddress.ip_interface(f"{address}/{subnet}")
        for server in (*wanted.gateways, *wanted.dns):
            ipaddress.ip_address(server)
    except ValueError as problem:
        raise Rejected(INVALID_PARAMETER) from problem
