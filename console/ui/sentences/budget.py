"""What reading costs, in words and figures."""

from typing import Final

from console.fleet.read_budget import HostCost, TierCost
from console.fleet.schedule import Brake, Tier
from console.model.host import HostSnapshot
from console.ui import texts
from console.ui.text_context import QT_TRANSLATE_NOOP, Context, fill

Budget = Context("Budget")

_TIERS: Final = {
    Tier.STATES: QT_TRANSLATE_NOOP("Budget", "States"),
    Tier.SERVICES: QT_TRANSLATE_NOOP("Budget", "Services"),
    Tier.INVENTORY: QT_TRANSLATE_NOOP("Budget", "Inventory"),
    Tier.GUESTS: QT_TRANSLATE_NOOP("Budget", "Guest names"),
    Tier.DEVICES: QT_TRANSLATE_NOOP("Budget", "Adapters and disks"),
}
_BRAKES: Final = {
    Brake.SLOW: QT_TRANSLATE_NOOP("Budget", "less often than every %1, because the host is slow"),
    Brake.CROWD: QT_TRANSLATE_NOOP(
        "Budget", "less often than every %1, because other hosts had to be read first"
    ),
}


def tier_name(tier: Tier) -> str:
    """Return what a tier reads."""
    return Budget.marked(_TIERS[tier])


def seconds(value: float) -> str:
    """Return a time that may be short: ``0.04 s``, ``2.5 s``, ``48 s``."""
    digits = 2 if value < 0.995 else 1 if value < 9.95 else 0
    return fill(Budget.tr("%1 s"), f"{value:.{digits}f}")


def span(value: float) -> str:
    """Return a pace: ``5 s``, ``10 min``."""
    whole = round(value)
    if whole >= 120 and whole % 60 == 0:
        return Budget.tr("%n min", "", whole // 60)
    return fill(Budget.tr("%1 s"), str(whole))


def rate(requests_per_minute: float) -> str:
    """Return requests a minute; one digit behind the point where there are few."""
    return f"{requests_per_minute:.{0 if requests_per_minute >= 9.95 else 1}f}"


def traffic(bytes_per_minute: float) -> str:
    """Return bytes a minute in kilobytes."""
    return fill(Budget.tr("%1 KB"), f"{bytes_per_minute / 1024:,.0f}")


def share(busy: float) -> str:
    """Return a share of the time."""
    return texts.percent(round(busy * 100)) if busy >= 0.005 else fill(Budget.tr("under %1"), "1 %")


def summary(cost: HostCost) -> str:
    """Return what a host costs over all tiers, in a line."""
    if not cost.tiers:
        return ""
    return fill(
        Budget.tr("%1 requests and %2 a minute; the host answers us %3 of the time"),
        rate(cost.requests_per_minute),
        traffic(cost.bytes_per_minute),
        share(cost.busy_share),
    )


def tier_line(cost: TierCost) -> str:
    """Return how one tier is read, and why not as often as wanted."""
    parts = [fill(Budget.tr("every %1"), span(cost.pace_s))]
    if cost.last_s is not None:
        parts.append(fill(Budget.tr("the last one took %1"), seconds(cost.last_s)))
    if cost.brake is not None:
        parts.append(fill(Budget.marked(_BRAKES[cost.brake]), span(cost.wanted_s)))
    if cost.failures:
        parts.append(Budget.tr("%n failed", "", cost.failures))
    return ", ".join(parts)


def remark(host: HostSnapshot, cost: HostCost, now: float) -> str:
    """Return what is out of the ordinary about reading a host; empty where nothing is."""
    if not host.is_current:
        link = texts.link(host.link)
        if host.retry_at is None:
            return link
        wait = seconds(max(0.0, host.retry_at - now))
        return fill(Budget.tr("%1; tried again in %2"), link, wait)
    braked = [each for each in cost.tiers if each.brake is not None]
    if not braked:
        return ""
    worst = max(braked, key=lambda each: each.pace_s / max(1.0, each.wanted_s))
    return fill(Budget.tr("%1: %2"), tier_name(worst.tier), tier_line(worst))
