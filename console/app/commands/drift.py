"""``hvconsole drift``: which VMs differ from intent profiles."""

import argparse
import asyncio
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from console.app.commands.account import UsageError, credential_of, endpoint_of, timeouts_of
from console.app.commands.drift_json import drift_object
from console.app.commands.drift_reading import Asked, Target, read_all
from console.app.commands.drift_table import lines
from console.app.commands.inventory import speaks_utf_8
from console.app.commands.report import complain, guarded
from console.app.exit_codes import ExitCode, exit_code_of
from console.fleet.drift import judge
from console.fleet.drift_report import DriftReport, JudgedVm
from console.model.connection import Credential, Endpoint
from console.model.errors import ConsoleError, ProfileInvalid
from console.model.identity import VmId
from console.model.tag import union
from console.settings.hosts import HostBook
from console.settings.places import find_places
from console.settings.profile import Match, Profile, load_profile
from console.settings.schema import HostConfig
from console.settings.tags import TagBook


def run_drift(arguments: argparse.Namespace) -> int:
    """Read the hosts, compare them with the profiles, and print a table or JSON."""
    return guarded(lambda: _run(arguments))


def _run(arguments: argparse.Namespace) -> int:
    profiles = _profiles(arguments.profiles)
    tags = _tags(arguments.tags)
    targets = _targets(arguments, _listed(arguments.hosts, profiles))
    _tell_unlisted(targets, profiles)
    asked = asyncio.run(read_all(targets, timeouts_of(arguments)))
    report = judge(profiles, _judged(asked, tags))
    if arguments.json:
        found = drift_object(profiles, asked, report)
        print(json.dumps(found, ensure_ascii=not speaks_utf_8(), indent=1))
    else:
        for line in lines(asked, report):
            print(line)
    sys.stdout.flush()
    for host in asked:
        if host.error is not None:
            print(f"hvconsole: {host.target.url}:", file=sys.stderr)
            complain(host.error)
    return exit_code(report, [host.error for host in asked if host.error is not None])


def exit_code(report: DriftReport, errors: Sequence[ConsoleError]) -> ExitCode:
    """Return 1 when something drifts; 0 only when everything was read and nothing does.

    Where nothing is known to drift but a host could not be read, its own code tells why. An error
    without a code of its own must not look like drift, so it is told as an answer that cannot be
    read.
    """
    if not report.is_clean:
        return ExitCode.FAILED
    for error in errors:
        code = exit_code_of(error)
        return ExitCode.UNSUITABLE if code is ExitCode.FAILED else code
    return ExitCode.OK


def _profiles(paths: Iterable[Path]) -> tuple[Profile, ...]:
    profiles: list[Profile] = []
    problems: list[str] = []
    for path in dict.fromkeys(paths):
        try:
            profiles.append(load_profile(path))
        except ProfileInvalid as problem:
            where = f"{problem.path}:{problem.line}" if problem.line else problem.path
            problems.append(f"{where}: {problem.problem}")
    if problems:
        raise UsageError("\nhvconsole: ".join(problems))
    return tuple(profiles)


def _tags(path: Path | None) -> Mapping[VmId, tuple[str, ...]]:
    """Return tags by VM alone: a VM's id is unique, and a URL has no id of ours."""
    if path is None:
        return {}
    if not path.exists():
        raise UsageError(f"{path}: a file with tags is expected")
    tags: dict[VmId, tuple[str, ...]] = {}
    for key, words in TagBook(path).tags().items():
        tags[key.vm] = union(tags.get(key.vm, ()), words)
    return tags


@dataclass(frozen=True, slots=True)
class _HostList:
    """The configured hosts, by where they listen."""

    path: Path
    configs: Mapping[tuple[str, int], HostConfig]

    def find(self, endpoint: Endpoint) -> HostConfig | None:
        return self.configs.get(_door(endpoint))


def _door(endpoint: Endpoint) -> tuple[str, int]:
    return endpoint.host.casefold(), endpoint.port


def _listed(path: Path | None, profiles: Iterable[Profile]) -> _HostList | None:
    """Return the list of hosts where it was given, or where a rule asks for what it knows."""
    if path is None:
        if not any(_needs_list(rule.match) for profile in profiles for rule in profile.rules):
            return None
        path = find_places().hosts_file
    elif not path.exists():
        raise UsageError(f"{path}: a list of hosts is expected")
    configs = {_door(config.endpoint): config for config in HostBook(path).hosts()}
    return _HostList(path, configs)


def _needs_list(match: Match) -> bool:
    return bool(match.folders or match.hosts) or (
        match.excluded is not None and _needs_list(match.excluded)
    )


def _asks_for_folders(match: Match) -> bool:
    return bool(match.folders) or (match.excluded is not None and _asks_for_folders(match.excluded))


def _targets(arguments: argparse.Namespace, listed: _HostList | None) -> tuple[Target, ...]:
    credential: Credential | None = None
    targets: dict[tuple[str, int], Target] = {}
    for url in arguments.urls:
        one = argparse.Namespace(**{**vars(arguments), "url": url})
        endpoint = endpoint_of(one)
        if _door(endpoint) in targets:
            continue
        # A descriptor gives its line once; a keyring may know another password for each host.
        if credential is None or arguments.password_fd is None:
            credential = credential_of(one, endpoint)
        config = listed.find(endpoint) if listed else None
        targets[_door(endpoint)] = Target(url, endpoint, credential, config)
    return tuple(targets.values())


def _tell_unlisted(targets: Iterable[Target], profiles: Iterable[Profile]) -> None:
    """Say so where a rule about folders cannot mean a host because its folder is not known."""
    rules = [rule for profile in profiles for rule in profile.rules]
    if not any(_asks_for_folders(rule.match) for rule in rules):
        return
    for target in targets:
        if target.config is None:
            print(
                f"hvconsole: note: {target.url} is not in the list of hosts, so its folder is not "
                "known; see --hosts",
                file=sys.stderr,
            )


def _judged(asked: Iterable[Asked], tags: Mapping[VmId, tuple[str, ...]]) -> list[JudgedVm]:
    return [
        JudgedVm(host.face, vm, host.folder, tags.get(vm.id, ()))
        for host in asked
        for vm in sorted(host.vms, key=lambda vm: (vm.name.casefold(), vm.id))
    ]
