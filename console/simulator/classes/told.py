"""Properties of settings that have a default and can be given another value by a method."""

from collections.abc import Iterable, Mapping

from console.simulator.behaviour.settings import SettingsRecord
from console.simulator.rows import Column
from console.wsman.cim import CimValue


def told(name: str, default: CimValue) -> Column[SettingsRecord]:
    """Return a column that reads what a record was told, or else the default."""
    return lambda record, _: record.told.get(name, default)


def told_columns(
    names: Iterable[str], defaults: Mapping[str, CimValue]
) -> dict[str, Column[SettingsRecord]]:
    """Return such columns for several properties."""
    return {name: told(name, defaults.get(name)) for name in names}
