"""The console certificates that the user trusts, by host, in a file that people may read.

Consoles have a certificate of their own, by default self-signed, so there is no authority to ask:
it is pinned when it is seen first, and refused when it changes. A host in ``console_pins.toml``::

    [[host]]
    id = "0b9c…"                      # the host's id in hosts.toml; rack-3
    sha256 = "5f1c…"                  # of the certificate (DER), 64 hexadecimal digits
"""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import tomlkit

from console.model.errors import NotPossible
from console.model.identity import HostId
from console.settings.file import TomlFile
from console.settings.reading import Reader
from console.settings.table_array import append, plain, remove, tables

_KEY: Final = "host"
_PIN: Final = re.compile(r"[0-9a-f]{64}\Z")
_HEADING: Final = "Console certificates that HV Console trusts. Remove an entry to be asked again."


class PinBook:
    """The trusted certificates. Every method reads or writes the file: call it in a lane.

    Args:
        path: The file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._file = TomlFile(path)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    def pins(self) -> Mapping[HostId, str]:
        """Return the SHA-256 of every trusted certificate, 64 small hexadecimal digits.

        Raises:
            SettingsInvalid: The file cannot be understood; a copy of it is kept.
        """
        return _pins(self._file.read(_pins))

    def get(self, host: HostId) -> str:
        """Return a host's, empty when none is trusted yet.

        Raises:
            SettingsInvalid: The file cannot be understood; a copy of it is kept.
        """
        return self.pins().get(host, "")

    def put(self, host: HostId, sha256: str, name: str = "") -> None:
        """Trust a certificate, and no other that was trusted for this host before.

        Args:
            host: The host.
            sha256: 64 hexadecimal digits; colons and capitals are taken too.
            name: What the host is called, for the comment.

        Raises:
            NotPossible: ``session_pin``: it is no SHA-256.
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        pin = _bare(sha256)
        if not _PIN.match(pin):
            raise NotPossible("session_pin", sha256[:128])
        self._file.change(lambda document: _put(document, host, pin, name), _pins)

    def forget(self, host: HostId) -> None:
        """Trust no certificate of a host any more; an unknown one is ignored.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """
        self._file.change(
            lambda document: remove(document, _KEY, lambda values: values.get("id") == host), _pins
        )

    def start_afresh(self) -> str:
        """Give up a broken file because the user said so; returns where its copy is.

        Raises:
            SettingsNotWritten: The disk refused; nothing is lost.
        """
        return self._file.start_afresh()


def _bare(sha256: str) -> str:
    return sha256.replace(":", "").strip().lower()


def _pins(reader: Reader) -> Mapping[HostId, str]:
    found: dict[HostId, str] = {}
    for entry in reader.tables(_KEY):
        host, pin = HostId(entry.text("id")), _bare(entry.text("sha256"))
        if not host or host in found:
            raise entry.wrong("id", "the id of a host, each only once, is expected")
        if not _PIN.match(pin):
            raise entry.wrong("sha256", "64 hexadecimal digits are expected")
        found[host] = pin
    return MappingProxyType(found)


def _put(document: tomlkit.TOMLDocument, host: HostId, pin: str, name: str) -> None:
    for entry in tables(document, _KEY):
        if plain(entry).get("id") == host:
            if _bare(str(plain(entry)["sha256"])) != pin:
                entry["sha256"] = pin
            return
    entry = tomlkit.table()
    item = tomlkit.item(str(host))
    if name:
        item.comment("".join(each if each.isprintable() else " " for each in name))
    entry.append("id", item)
    entry.append("sha256", pin)
    append(document, _KEY, entry, _HEADING)
