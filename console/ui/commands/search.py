"""Search: an index that follows the store, Go to…, and what the filters offer."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from console.fleet.store import FleetStore, StoreChange
from console.model.host import HostSnapshot
from console.model.identity import VmKey
from console.search.index import Hit, SearchIndex
from console.search.query import Query
from console.ui.actions.row import Run
from console.ui.centre_views import CentreViews
from console.ui.models.tree_node import NodeId, NodeKind
from console.ui.runner import CommandRunner
from console.ui.selection import Selection
from console.ui.widgets.fleet_tree_view import FleetTreeView


class SearchCommands(QObject):
    """Keeps the index and carries out Go to….

    The index is made when something is searched for the first time, and follows from then on.

    Args:
        store: The latest snapshots.
        views: Their filters are offered values, and show what is gone to.
        runner: Opens the dialog.
        clock: ``time.monotonic`` or a virtual one.
    """

    chosen = Signal(object)
    """``NodeId`` to go to."""

    def __init__(
        self,
        store: FleetStore,
        views: CentreViews,
        runner: CommandRunner,
        clock: Callable[[], float],
    ) -> None:
        super().__init__(runner.window)
        self._store = store
        self._views = views
        self._runner = runner
        self._clock = clock
        self._index: SearchIndex | None = None
        self._tags: Mapping[VmKey, tuple[str, ...]] = {}
        self._values: dict[str, tuple[str, ...]] = {}
        self._end = store.subscribe(self._take_change)
        views.matrix.tags_changed.connect(self._take_tags)
        self._offer()

    def join(self, tree: FleetTreeView) -> None:
        """Go to nodes of this tree."""
        self.chosen.connect(tree.reveal)

    def close(self) -> None:
        """Follow no more."""
        self._end()

    def runs(self) -> dict[str, Run]:
        """Return what each action does."""
        return {"go-to": self._open}

    def find(self, query: Query, limit: int) -> Sequence[Hit]:
        """Search everything known."""
        if self._index is None:
            self._index = SearchIndex()
            self._index.set_tags(self._tags)
            for host in self._store.hosts.values():
                self._put(host)
        return self._index.find(query, self._clock(), limit)

    def go(self, hit: Hit) -> None:
        """Show a host or VM; a filter that hides it is cleared."""
        if hit.key is None:
            self.chosen.emit(NodeId(NodeKind.HOST, hit.host.id))
            return
        self.chosen.emit(NodeId(NodeKind.VM, hit.key.host, hit.key.vm))
        if self._views.vms.place_of(hit.key) is None:
            self._views.page.filter.type("")
        self._views.table.select_keys((hit.key,), hit.key)

    def _open(self, _selection: Selection) -> None:
        from console.ui.dialogs.quick_search import QuickSearchDialog  # noqa: PLC0415 - fast start

        dialog = QuickSearchDialog(
            self._runner.theme, self.find, self._clock, self._values, self._runner.window
        )
        dialog.chosen.connect(self.go)
        self._runner.open(dialog)

    def _put(self, host: HostSnapshot) -> None:
        if self._index is not None:
            self._index.put(host)

    def _take_change(self, change: StoreChange) -> None:
        are_others = False
        for host_id, each in change.hosts.items():
            if each.after is not None:
                self._put(each.after)
            elif self._index is not None:
                self._index.drop(host_id)
            are_others |= _offered(each.before) != _offered(each.after)
        if are_others:
            self._offer()

    def _take_tags(self, tags: Mapping[VmKey, tuple[str, ...]]) -> None:
        self._tags = tags
        if self._index is not None:
            self._index.set_tags(tags)
        self._views.vms.set_tags(tags)
        self._offer()

    def _offer(self) -> None:
        """Have the filters offer the hosts, folders and tags that there are."""
        hosts = self._store.hosts.values()
        self._values = {
            "host": tuple(sorted({host.label for host in hosts})),
            "folder": tuple(sorted({host.folder for host in hosts if host.folder})),
            "tag": tuple(sorted({tag for tags in self._tags.values() for tag in tags})),
        }
        for box in (self._views.page.filter, self._views.matrix.filter):
            box.set_values(self._values)


def _offered(host: HostSnapshot | None) -> tuple[str, str] | None:
    return None if host is None else (host.label, host.folder)
