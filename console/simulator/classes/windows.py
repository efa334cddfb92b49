"""The host's Windows in ``root/cimv2``: operating system, computer, processors, services."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from console.simulator.behaviour import load
from console.simulator.behaviour.host import SimulatedMachine
from console.simulator.rows import ClassRows, Column
from console.simulator.texts import LANGUAGE_CODES, windows_caption
from console.wsman.cim import CimValue

_OWN_SHARE = 0.04
_CORES_A_SOCKET = 16
_SERVER = 3
_DATACENTER = 8
_OWN_MB = 2048
_SYSTEM_CONSTANTS: dict[str, CimValue] = {
    "BootDevice": "\\Device\\HarddiskVolume2",
    "BuildType": "Multiprocessor Free",
    "CodeSet": "1252",
    "CountryCode": "1",
    "CreationClassName": "Win32_OperatingSystem",
    "CSCreationClassName": "Win32_ComputerSystem",
    "CurrentTimeZone": 0,
    "Debug": False,
    "Description": "",
    "Distributed": False,
    "EncryptionLevel": 256,
    "ForegroundApplicationBoost": 2,
    "Manufacturer": "Microsoft Corporation",
    "NumberOfUsers": 2,
    "OperatingSystemSKU": _DATACENTER,
    "OSArchitecture": "64-bit",
    "OSProductSuite": 400,
    "OSType": 18,
    "PortableOperatingSystem": False,
    "Primary": True,
    "ProductType": _SERVER,
    "ServicePackMajorVersion": 0,
    "ServicePackMinorVersion": 0,
    "Status": "OK",
    "SystemDirectory": "C:\\Windows\\system32",
    "SystemDrive": "C:",
    "WindowsDirectory": "C:\\Windows",
}


@dataclass(frozen=True, slots=True)
class WindowsService:
    """A Windows service of the host."""

    name: str
    process: int


_SERVICES = (WindowsService("vmms", 2688), WindowsService("WinRM", 1512))


def rows(machine: SimulatedMachine) -> Iterator[ClassRows[Any]]:
    """Return the rows of all classes of ``root/cimv2`` that are served."""
    yield _operating_system(machine)
    yield _computer(machine)
    yield _processors(machine)
    yield _services(machine)


def memory_free_kb(machine: SimulatedMachine, now: float) -> int:
    """Return what the VMs and the host itself leave of the memory."""
    given = sum(vm.description.memory_mb for vm in machine.vms.values() if vm.has_components)
    own = _OWN_MB * (1 + _OWN_SHARE * load.noise(7, int(now // load.STEP_S)))
    return max(256, machine.description.memory_mb - given - int(own)) * 1024


def _operating_system(machine: SimulatedMachine) -> ClassRows[SimulatedMachine]:
    build, locale = machine.build, machine.description.locale
    caption = windows_caption(build)
    version = f"6.3.{build}" if build < 10_000 else f"10.0.{build}"
    constants = _SYSTEM_CONSTANTS | {
        "BuildNumber": str(build),
        "Caption": caption,
        "CSName": machine.name,
        "InstallDate": machine.wall(machine.started - 200 * 86_400.0),
        "Locale": f"{LANGUAGE_CODES[locale]:04x}",
        "MUILanguages": (locale,),
        "Name": f"{caption}|C:\\Windows|\\Device\\Harddisk0\\Partition4",
        "OSLanguage": LANGUAGE_CODES[locale],
        "TotalVisibleMemorySize": machine.description.memory_mb * 1024,
        "Version": version,
    }
    columns: dict[str, Column[SimulatedMachine]] = {
        "FreePhysicalMemory": memory_free_kb,
        "LastBootUpTime": lambda host, _: host.wall(host.started),
        "LocalDateTime": lambda host, now: host.wall(now),
        "NumberOfProcesses": lambda host, _: 110 + len(host.vms),
    }
    return ClassRows("Win32_OperatingSystem", lambda: (machine,), columns, constants)


def _sockets(machine: SimulatedMachine) -> int:
    return max(1, machine.description.processors // (_CORES_A_SOCKET * 2))


def _computer(machine: SimulatedMachine) -> ClassRows[SimulatedMachine]:
    description = machine.description
    constants = {
        "AutomaticManagedPagefile": True,
        "BootupState": "Normal boot",
        "Caption": machine.name,
        "CreationClassName": "Win32_ComputerSystem",
        "CurrentTimeZone": 0,
        "Description": "AT/AT COMPATIBLE",
        "DNSHostName": machine.name,
        "Domain": description.domain or "WORKGROUP",
        "DomainRole": 3 if description.domain else 2,
        "HypervisorPresent": description.has_hyperv,
        "Manufacturer": "Dell Inc.",
        "Model": description.model,
        "Name": machine.name,
        "NumberOfLogicalProcessors": description.processors,
        "NumberOfProcessors": _sockets(machine),
        "PartOfDomain": bool(description.domain),
        "PrimaryOwnerName": "Windows User",
        "Roles": ("LM_Workstation", "LM_Server", "NT", "Server_NT"),
        "Status": "OK",
        "SystemType": "x64-based PC",
        "TotalPhysicalMemory": description.memory_mb * 1024 * 1024,
        "Workgroup": None if description.domain else "WORKGROUP",
    }
    return ClassRows("Win32_ComputerSystem", lambda: (machine,), {}, constants)


def _processors(machine: SimulatedMachine) -> ClassRows[int]:
    sockets = _sockets(machine)
    threads = machine.description.processors // sockets
    constants = {
        "AddressWidth": 64,
        "Architecture": 9,
        "Availability": 3,
        "CreationClassName": "Win32_Processor",
        "CurrentClockSpeed": 2400,
        "DataWidth": 64,
        "Manufacturer": "GenuineIntel",
        "MaxClockSpeed": 2400,
        "Name": "Intel(R) Xeon(R) Silver 4314 CPU @ 2.40GHz",
        "NumberOfCores": max(1, threads // 2),
        "NumberOfEnabledCore": max(1, threads // 2),
        "NumberOfLogicalProcessors": threads,
        "ProcessorType": 3,
        "Role": "CPU",
        "SecondLevelAddressTranslationExtensions": False,
        "Status": "OK",
        "SystemCreationClassName": "Win32_ComputerSystem",
        "SystemName": machine.name,
        "ThreadCount": threads,
        "VirtualizationFirmwareEnabled": False,
        "VMMonitorModeExtensions": False,
    }
    columns: dict[str, Column[int]] = {
        "DeviceID": lambda socket, _: f"CPU{socket}",
        "LoadPercentage": lambda socket, now: load.processor_load(socket, now) // 4,
        "SocketDesignation": lambda socket, _: f"CPU {socket}",
    }
    return ClassRows("Win32_Processor", lambda: range(sockets), columns, constants)


def _services(machine: SimulatedMachine) -> ClassRows[WindowsService]:
    words = {"vmms": machine.texts["vmms"], "WinRM": "Windows Remote Management (WS-Management)"}
    constants = {
        "AcceptPause": False,
        "AcceptStop": True,
        "CreationClassName": "Win32_Service",
        "DesktopInteract": False,
        "ErrorControl": "Normal",
        "ExitCode": 0,
        "ServiceSpecificExitCode": 0,
        "ServiceType": "Own Process",
        "Started": True,
        "StartMode": "Auto",
        "StartName": "LocalSystem",
        "State": "Running",
        "Status": "OK",
        "SystemCreationClassName": "Win32_ComputerSystem",
        "SystemName": machine.name,
    }
    columns: dict[str, Column[WindowsService]] = {
        "Caption": lambda service, _: words[service.name],
        "Description": lambda service, _: words[service.name],
        "DisplayName": lambda service, _: words[service.name],
        "Name": lambda service, _: service.name,
        "PathName": lambda service, _: f"C:\\Windows\\system32\\{service.name}.exe",
        "ProcessId": lambda service, _: service.process,
    }
    has_role = machine.description.has_hyperv
    found = tuple(s for s in _SERVICES if has_role or s.name != "vmms")
    return ClassRows("Win32_Service", lambda: found, columns, constants)
