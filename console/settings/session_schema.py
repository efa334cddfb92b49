"""What the user chose for console sessions: values, with folders inheriting from those above."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypedDict

from console.model.identity import VmKey
from console.model.session import DEFAULT_OPTIONS, AudioPlay, SessionMode, SessionOptions


class Overrides(TypedDict, total=False):
    """The options that one level says something about, by the names of ``SessionOptions``."""

    width: int | None
    height: int | None
    full_screen: bool
    all_monitors: bool
    monitors: tuple[int, ...]
    audio: AudioPlay
    microphone: bool
    clipboard: bool
    drives: tuple[str, ...]
    printers: bool
    smart_cards: bool
    keyboard: str


def differences(options: SessionOptions, base: SessionOptions) -> Overrides:
    """Return what must be said so that ``base`` becomes ``options``; width and height together."""
    found: dict[str, Any] = {
        name: getattr(options, name)
        for name in Overrides.__annotations__
        if getattr(options, name) != getattr(base, name)
    }
    if found.keys() & {"width", "height"}:
        found.update(width=options.width, height=options.height)
    return Overrides(**found)


def levels(folder: str) -> Iterator[str]:
    """Yield the folders along a path, outermost first: ``A/B/C`` lies in ``A`` and ``A/B``."""
    path = ""
    for part in filter(None, clean_path(folder).split("/")):
        path = f"{path}/{part}" if path else part
        yield path


def clean_path(folder: str) -> str:
    """Return a folder's path in the one way it is kept: no empty parts, no blanks around them."""
    return "/".join(filter(None, (part.strip() for part in folder.split("/"))))


@dataclass(frozen=True, slots=True)
class VmChoice:
    """What is kept for one VM.

    Attributes:
        overrides: The options that differ from its folder's.
        chosen_mode: The mode that the user wants; ``None`` for the best.
        worked_mode: The mode of the last session that came about; ``None`` for none yet.
    """

    overrides: Overrides = field(default_factory=Overrides)
    chosen_mode: SessionMode | None = None
    worked_mode: SessionMode | None = None


@dataclass(frozen=True, slots=True)
class SessionChoices:
    """Everything that is kept.

    An option that a level does not mention is inherited: a VM's from its folder, a folder's from
    the one above, the outermost folder's from the default, the default's from the program.

    Attributes:
        default: What holds where nothing else is said.
        folders: What folders say, by their whole paths.
        vms: What is kept for VMs.
        chosen_client: The word of the client that the user wants; empty for the best.
        adapted_clients: The words of the clients for which the loopback adapter is switched on.
    """

    default: SessionOptions = DEFAULT_OPTIONS
    folders: Mapping[str, Overrides] = field(default_factory=lambda: MappingProxyType({}))
    vms: Mapping[VmKey, VmChoice] = field(default_factory=lambda: MappingProxyType({}))
    chosen_client: str = ""
    adapted_clients: frozenset[str] = frozenset()

    def inherited(self, folder: str) -> SessionOptions:
        """Return what holds for a VM in this folder that says nothing itself."""
        options = self.default
        for level in levels(folder):
            options = replace(options, **self.folders.get(level, Overrides()))
        return options

    def effective(self, key: VmKey, folder: str = "") -> SessionOptions:
        """Return what holds for a VM.

        Args:
            key: The VM.
            folder: Path of the folder it lies in; empty for none.
        """
        return replace(self.inherited(folder), **self._of(key).overrides)

    def of_folder(self, folder: str) -> SessionOptions | None:
        """Return what holds in a folder, ``None`` when it says nothing itself."""
        return self.inherited(folder) if self.folders.get(clean_path(folder)) else None

    def of_vm(self, key: VmKey, folder: str = "") -> SessionOptions | None:
        """Return what holds for a VM, ``None`` when it says nothing itself."""
        return self.effective(key, folder) if self._of(key).overrides else None

    def chosen_mode(self, key: VmKey) -> SessionMode | None:
        """Return the mode that the user wants for a VM; ``None`` for the best."""
        return self._of(key).chosen_mode

    def worked_mode(self, key: VmKey) -> SessionMode | None:
        """Return the mode of a VM's last session that came about."""
        return self._of(key).worked_mode

    def uses_adapter(self, client: str) -> bool:
        """Whether the adapter is switched on for a kind of client; it is off unless chosen."""
        return client in self.adapted_clients

    def _of(self, key: VmKey) -> VmChoice:
        return self.vms.get(key, VmChoice())
