"""The drift of a fleet as aligned lines for a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from console.app.commands.drift_json import counts
from console.app.commands.drift_reading import Asked
from console.app.commands.inventory import width_of
from console.fleet.drift_report import DriftReport, Reason, RuleName

_SEPARATOR = "  "
_REASONS = {
    Reason.HOST_AWAY: "host away",
    Reason.NOT_READ: "services not read",
    Reason.SERVICE_MISSING: "no such service",
    Reason.GUEST_UNKNOWN: "guest's system unknown",
}
_Row = tuple[str, ...]


def lines(asked: Sequence[Asked], report: DriftReport) -> Iterator[str]:
    """Yield a table of each kind of finding that there is, and the counts."""
    drifts = [
        (
            d.host_label,
            d.vm_name,
            d.kind.value,
            _word(d.actual),
            _word(d.wanted),
            _name(d.by),
            d.why,
        )
        for d in report.drifts
    ]
    conflicts = [
        (c.host_label, c.vm_name, c.kind.value, _name(c.on_by), _name(c.off_by))
        for c in report.conflicts
    ]
    not_judged = [
        (n.host_label, n.vm_name, n.kind.value, _REASONS[n.reason], _name(n.by))
        for n in report.not_judged
    ]
    place = ("host", "vm", "service")
    yield from _section("", (*place, "is", "should be", "rule", "why"), drifts)
    yield from _section(
        "conflicts: neither rule is applied", (*place, "on by", "off by"), conflicts
    )
    yield from _section("not judged", (*place, "because", "rule"), not_judged)
    yield _summary(asked, report)


def _summary(asked: Sequence[Asked], report: DriftReport) -> str:
    found = counts(asked, report)
    told = [
        f"{found[key]} {key.replace('_', ' ')}" for key in ("drifts", "conflicts", "not_judged")
    ]
    text = f"{', '.join(told)}; {found['vms']} vms on {found['hosts']} hosts"
    missing = found["hosts_not_read"]
    return f"{text}, {missing} of them not read" if missing else text


def _section(title: str, headings: _Row, rows: Sequence[_Row]) -> Iterator[str]:
    if not rows:
        return
    if title:
        yield f"{title}:"
    yield from aligned([headings, *rows])
    yield ""


def aligned(rows: Iterable[_Row]) -> list[str]:
    """Return rows as lines with aligned columns; the last column is not padded."""
    clean = [tuple(shown(cell) for cell in row) for row in rows]
    widths = [max(map(width_of, column)) for column in zip(*clean, strict=True)]
    return [
        _SEPARATOR.join(
            cell + " " * (width - width_of(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in clean
    ]


def shown(text: str) -> str:
    """Return a text as it may go to a terminal: names could hold commands to it, or turn lines."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def _word(is_on: bool) -> str:
    return "on" if is_on else "off"


def _name(rule: RuleName) -> str:
    return f"{rule.profile} / {rule.rule}"
