"""The drift of a fleet as one JSON object; ``docs/profiles.md`` describes it for scripts."""

from collections.abc import Mapping, Sequence
from typing import Any

from console.app.commands.drift_reading import Asked
from console.app.exit_codes import exit_code_of
from console.fleet.drift_report import Conflict, Drift, DriftReport, NotJudged, RuleName
from console.model.identity import HostId
from console.settings.profile import Profile
from console.ui import texts

Json = dict[str, Any]

FORMAT = 1
"""Grows when a key changes its meaning or goes; new keys may come at any time."""


def drift_object(profiles: Sequence[Profile], asked: Sequence[Asked], report: DriftReport) -> Json:
    """Return profiles, hosts, counts, and everything that drifts, conflicts or is not judged."""
    urls = {host.face.id: host.target.url for host in asked}
    return {
        "format": FORMAT,
        "profiles": [
            {"name": p.name, "why": p.why, "file": p.path, "rules": len(p.rules)} for p in profiles
        ],
        "hosts": [_host(host) for host in asked],
        "counts": counts(asked, report),
        "drifts": [_drift(drift, urls) for drift in report.drifts],
        "conflicts": [_conflict(conflict, urls) for conflict in report.conflicts],
        "not_judged": [_not_judged(each, urls) for each in report.not_judged],
    }


def counts(asked: Sequence[Asked], report: DriftReport) -> dict[str, int]:
    """Return how many there are of everything."""
    return {
        "hosts": len(asked),
        "hosts_not_read": sum(host.error is not None for host in asked),
        "vms": report.vms,
        "vms_meant": report.meant,
        "drifts": len(report.drifts),
        "conflicts": len(report.conflicts),
        "not_judged": len(report.not_judged),
    }


def _host(host: Asked) -> Json:
    error = None
    if host.error is not None:
        error = {
            "kind": type(host.error).__name__,
            "cause": texts.explain(host.error).cause,
            "exit_code": int(exit_code_of(host.error)),
        }
    return {
        "url": host.target.url,
        "name": host.name,
        "folder": host.folder or None,
        "vms": None if host.reading is None else len(host.vms),
        "error": error,
    }


def _where(each: Drift | Conflict | NotJudged, urls: Mapping[HostId, str]) -> Json:
    return {
        "host": each.host_label,
        "url": urls[each.key.host],
        "vm": each.vm_name,
        "vm_id": each.key.vm,
        "service": each.kind.value,
    }


def _drift(drift: Drift, urls: Mapping[HostId, str]) -> Json:
    return {
        **_where(drift, urls),
        "enabled": drift.actual,
        "wanted": drift.wanted,
        "by": _rule(drift.by),
        "also": [_rule(rule) for rule in drift.also],
    }


def _conflict(conflict: Conflict, urls: Mapping[HostId, str]) -> Json:
    return {
        **_where(conflict, urls),
        "on_by": _rule(conflict.on_by),
        "off_by": _rule(conflict.off_by),
    }


def _not_judged(each: NotJudged, urls: Mapping[HostId, str]) -> Json:
    return {**_where(each, urls), "reason": each.reason.value, "by": _rule(each.by)}


def _rule(rule: RuleName) -> Json:
    return {
        "profile": rule.profile,
        "rule": rule.rule,
        "why": rule.why,
        "file": rule.path,
        "line": rule.line,
    }
