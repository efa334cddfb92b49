r"""The list of hosts, kept in a file that people may read, edit and share.

A host in ``hosts.toml``; all but ``address`` may be left out::

    [[host]]
    id = "0b9c…"             # ours; survives a change of everything else
    label = "Rack 3, upper"
    address = "hv1.example.com"
    port = 5985              # 5986 with tls
    tls = false
    user = 'LAB\admin'
    method = "ntlm"          # negotiate, ntlm, kerberos, credssp, certificate, basic
    folder = "Berlin/Rack 3"
    tags = ["prod", "dc"]
    colour = "teal"
    favourite = true
    notes = "Behind the second firewall"
    spn = "HTTP/hv1.lab.example"   # Kerberos: another service name than the address
    realm = "LAB.EXAMPLE"          # Kerberos: the realm of a user given without one
    read_only = true               # nothing is changed on it from here
    pin = "5f1c…"                  # SHA-256 of the one certificate to believe, with tls

Passwords are never in it. Keys that we do not know, comments and the order are kept.
"""

import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Final, cast

import tomlkit
from tomlkit.items import AoT, Table

from console.model.certificate import bare_pin, is_pin
from console.model.connection import HTTP_PORT, HTTPS_PORT, AuthMethod, Endpoint
from console.model.host import Colour, HostMarks
from console.model.identity import HostId
from console.model.tag import union
from console.settings.file import TomlFile
from console.settings.reading import Reader
from console.settings.schema import HostConfig

_KEY: Final = "host"
_NAMESPACE: Final = uuid.UUID("5d3a3c6e-1f0b-4c39-9c9f-6b6c2f2b8a51")

_HEADING: Final = """\
# The hosts of HV Console. You may edit this file; comments and unknown keys are kept.
# Passwords are never stored here.

"""


class HostBook:
    """The configured hosts. Every method reads or writes the file and blocks: call it in a lane.

    Args:
        path: The file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self._file = TomlFile(path)

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._file.path

    def hosts(self) -> tuple[HostConfig, ...]:
        """Return all hosts in the order of the file.

        Raises:
            SettingsInvalid: The file cannot be understood; see ``TomlFile``.
        """
        return _hosts(self._file.read(_hosts))

    def put(self, *configs: HostConfig) -> None:
        """Add hosts, or replace those with the same ids where they stand.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """

        def edit(document: tomlkit.TOMLDocument) -> None:
            entries = _entries(document)
            known = {_id_of(_plain(entry)): entry for entry in _tables(entries)}
            for config in configs:
                entry = known.get(config.id)
                if entry is None:
                    entry = tomlkit.table()
                    _fill(entry, config)
                    _append(entries, entry)
                else:
                    _fill(entry, config)

        self._file.change(edit, _hosts)

    def remove(self, host: HostId) -> None:
        """Remove a host; an unknown one is ignored.

        Raises:
            SettingsInvalid: The file on the disk cannot be understood; it is left alone.
            SettingsNotWritten: The disk refused.
        """

        def edit(document: tomlkit.TOMLDocument) -> None:
            if _KEY not in document:
                return
            entries = _entries(document)
            for index, entry in reversed(list(enumerate(_tables(entries)))):
                if _id_of(_plain(entry)) == host:
                    del entries[index]
            if not len(entries):
                document.remove(_KEY)

        self._file.change(edit, _hosts)

    def start_afresh(self) -> str:
        """Give up a broken file because the user said so; returns where its copy is.

        Raises:
            SettingsNotWritten: The disk refused; nothing is lost.
        """
        return self._file.start_afresh()


def _hosts(reader: Reader) -> tuple[HostConfig, ...]:
    configs: dict[HostId, HostConfig] = {}
    for entry in reader.tables(_KEY):
        config = _config(entry)
        if config.id in configs:
            raise entry.wrong("id", "another host has the same id (or address, port and user)")
        configs[config.id] = config
    return tuple(configs.values())


def _config(entry: Reader) -> HostConfig:
    address = entry.text("address").strip().removeprefix("[").removesuffix("]")
    if not address:
        raise entry.wrong("address", "the host's name or address is expected")
    tls = entry.flag("tls", default=False)
    endpoint = Endpoint(
        host=address,
        port=entry.integer("port", HTTPS_PORT if tls else HTTP_PORT, 1, 65_535),
        tls=tls,
        ca_file=entry.text("ca_file"),
        verify=entry.flag("verify", default=True),
        allow_plain_basic=entry.flag("allow_plain_basic", default=False),
        pin=bare_pin(entry.text("pin")),
    )
    if endpoint.pin and not is_pin(endpoint.pin):
        raise entry.wrong("pin", "64 hexadecimal digits are expected")
    user = entry.text("user")
    return HostConfig(
        id=HostId(entry.text("id")) or _derived_id(address, endpoint.port, user),
        label=entry.text("label") or address,
        endpoint=endpoint,
        user=user,
        method=entry.choice("method", AuthMethod.NTLM),
        folder=entry.text("folder"),
        certificate_file=entry.text("certificate_file"),
        key_file=entry.text("key_file"),
        spn=entry.text("spn"),
        realm=entry.text("realm"),
        read_only=entry.flag("read_only", default=False),
        marks=HostMarks(
            union(tag.strip() for tag in entry.texts("tags") if tag.strip()),
            entry.choice("colour", Colour.NONE),
            entry.flag("favourite", default=False),
            entry.text("notes"),
        ),
    )


def _derived_id(address: str, port: int, user: str) -> HostId:
    """Return the id of a host that a person wrote without one: the same at every reading."""
    return HostId(uuid.uuid5(_NAMESPACE, f"{user}@{address.lower()}:{port}").hex)


def _id_of(values: dict[str, object]) -> HostId:
    return _config(Reader(values, "")).id


def _plain(entry: Table) -> dict[str, object]:
    return cast("dict[str, object]", entry.unwrap())


def _entries(document: tomlkit.TOMLDocument) -> AoT:
    """Return the array of tables, made when missing."""
    if not document.as_string():
        for line in _HEADING.splitlines():
            document.add(tomlkit.comment(line[2:]) if line else tomlkit.nl())
    if _KEY not in document:
        document.append(_KEY, tomlkit.aot())
    entries = cast("object", document[_KEY])
    if not isinstance(entries, AoT):  # `host = [{…}]` on one line: rewrite it as tables
        rows = cast("list[dict[str, object]]", document.unwrap()[_KEY])
        document.remove(_KEY)
        entries = tomlkit.aot()
        for row in rows:
            table = tomlkit.table()
            for key, value in row.items():
                table.append(key, tomlkit.item(value))
            _append(entries, table)
        document.append(_KEY, entries)
    return entries


def _tables(entries: AoT) -> list[Table]:
    return list(cast("Iterable[Table]", entries))


def _append(entries: AoT, table: Table) -> None:
    cast("list[Table]", entries).append(table)


def _fill(entry: Table, config: HostConfig) -> None:
    endpoint = config.endpoint
    _set(entry, "id", config.id, None)
    _set(entry, "label", config.label, None)
    _set(entry, "address", endpoint.host, None)
    _set(entry, "port", endpoint.port, None)
    _set(entry, "tls", endpoint.tls, False)
    _set(entry, "ca_file", endpoint.ca_file, "")
    _set(entry, "verify", endpoint.verify, True)
    _set(entry, "allow_plain_basic", endpoint.allow_plain_basic, False)
    if bare_pin(str(_plain(entry).get("pin", ""))) != endpoint.pin:
        _set(entry, "pin", endpoint.pin, "")
    _set(entry, "user", config.user, "")
    _set(entry, "method", config.method.value, None)
    _set(entry, "folder", config.folder, "")
    _set(entry, "certificate_file", config.certificate_file, "")
    _set(entry, "key_file", config.key_file, "")
    _set(entry, "spn", config.spn, "")
    _set(entry, "realm", config.realm, "")
    _set(entry, "read_only", config.read_only, False)
    _set(entry, "tags", list(config.marks.tags), [])
    _set(entry, "colour", config.marks.colour.value, "")
    _set(entry, "favourite", config.marks.is_favourite, False)
    _set(entry, "notes", config.marks.notes, "")


def _set(entry: Table, key: str, value: object, default: object) -> None:
    """Write one value; a default is left out unless the file already has the key.

    An equal value is not touched, so that its spelling and the comment behind it stay.
    """
    plain = _plain(entry)
    if key in plain:
        if plain[key] != value:
            entry[key] = value
    elif value != default:
        entry.append(key, tomlkit.item(value))
