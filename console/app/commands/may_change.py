"""Refuse a command that would change what the user has made read-only in the window."""

from console.fleet.change_gate import ChangeGate
from console.model.connection import Endpoint
from console.model.errors import NotPossible
from console.settings.hosts import HostBook
from console.settings.places import find_places
from console.settings.preferences import PreferencesFile


def check_may_change(endpoint: Endpoint) -> None:
    """Ask the user's list of hosts and preferences.

    Raises:
        NotPossible: ``read_only``: this host, or every host.
        SettingsInvalid: They cannot be read, so that it is not known.
    """
    places = find_places()
    gate = ChangeGate()
    gate.close_all(is_closed=PreferencesFile(places.preferences_file).load().read_only)
    for config in HostBook(places.hosts_file).hosts():
        gate.note(config)
    if not gate.may_change(endpoint):
        raise NotPossible("read_only", endpoint.host)
