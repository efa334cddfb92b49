"""Where hosts stand, kept in memory and noted, for windows and commands under test."""

from dataclasses import replace

from console.settings.folders import FolderConfig
from console.settings.host_import import plan_import


class FakeRack:
    """Does what it is told, in memory; ``calls`` tells what."""

    def __init__(self, folders=(), configs=()):
        self.said = {path: FolderConfig(path) for path in folders}
        self.configs = {config.id: config for config in configs}
        self.calls = []
        self.found = ((), ())
        self.told = []

    @property
    def folders(self):
        return tuple(self.said)

    def folder(self, path):
        return self.said.get(path) or FolderConfig(path)

    def subscribe(self, callback):
        self.told.append(callback)
        return lambda: self.told.remove(callback)

    async def read(self, path):
        self.calls.append(("read", path))
        return self.found

    def plan(self, found, problems, into):
        return plan_import(found, problems, self.configs, into=into)

    async def write(self, path, hosts=None):
        self.calls.append(("write", path, hosts))
        return len(hosts) if hosts is not None else len(self.configs)

    async def take(self, configs):
        self.calls.append(("take", tuple(each.endpoint.host for each in configs)))
        self.configs.update((each.id, each) for each in configs)

    async def drop(self, hosts):
        self.calls.append(("drop", tuple(self.configs.pop(host).endpoint.host for host in hosts)))

    async def move(self, places):
        self.calls.append(("move", dict(places)))
        return dict.fromkeys(places, "Before")

    async def mark(self, host, marks):
        self.calls.append(("mark", host, marks))

    async def describe_folder(self, path, colour, note):
        self.calls.append(("describe", path, colour, note))
        self.said[path] = replace(self.folder(path), colour=colour, note=note)
        self._tell()

    async def move_folder(self, old, new):
        self.calls.append(("move-folder", old, new))

    async def remove_folder(self, path):
        self.calls.append(("remove-folder", path))
        self.said.pop(path, None)
        self._tell()

    def _tell(self):
        for callback in tuple(self.told):
            callback()


class FakeShelf:
    """Keeps views in memory."""

    def __init__(self, *views):
        self.views = views

    async def load(self):
        """Know them already."""
