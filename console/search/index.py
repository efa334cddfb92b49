"""All VMs of all hosts, to be searched at once.

Theory of operation: each VM has a document with one folded text of everything known about it, made
when it is first searched and dropped when the VM changes. A query is tested against every document
in turn: 10,000 texts are searched in a few milliseconds (``make bench``), so there is nothing to
keep in order, and an update costs what changed and nothing more.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from console.model.host import HostSnapshot
from console.model.identity import HostId, VmId, VmKey
from console.search.document import Document
from console.search.fact import SEPARATOR, FactKind, facts
from console.search.fold import fold
from console.search.query import Query
from console.search.subject import HostSide, KnownHost, known_host

MAX_HITS: Final = 200
_KINDS: Final = {
    "ip": FactKind.ADDRESS,
    "mac": FactKind.MAC,
    "disk": FactKind.DISK,
    "switch": FactKind.SWITCH,
    "vlan": FactKind.VLAN,
    "checkpoint": FactKind.CHECKPOINT,
    "note": FactKind.NOTE,
    "item": FactKind.ITEM,
    "os": FactKind.SYSTEM,
    "folder": FactKind.FOLDER,
    "id": FactKind.ID,
}
"""Which fact an operator looks into."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found.

    Attributes:
        host: The host.
        key: The VM; ``None`` when it is the host itself.
        name: Of the VM or host.
        kind: Which fact the first word was found in; ``None`` when there is no word.
        text: That fact.
        rank: Small is better.
    """

    host: HostSide
    key: VmKey | None
    name: str
    kind: FactKind | None = None
    text: str = ""
    rank: int = 0


class SearchIndex:
    """Everything that can be found. Used on one thread."""

    def __init__(self) -> None:
        self._hosts: dict[HostId, KnownHost] = {}
        self._documents: dict[HostId, dict[VmId, Document]] = {}
        self._given: Mapping[VmKey, tuple[str, ...]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._documents.values()))

    def put(self, host: HostSnapshot) -> None:
        """Take a host as it is now; VMs that are the same objects keep their documents."""
        side = known_host(host)
        before = self._hosts.get(host.id)
        if before is not None and before == side:
            side = before
        self._hosts[host.id] = side
        known = self._documents.get(host.id, {})
        documents: dict[VmId, Document] = {}
        for vm in host.vms:
            old = known.get(vm.id)
            if old is not None and old.vm is vm and old.host is side:
                documents[vm.id] = old
            else:
                key = old.key if old is not None else VmKey(host.id, vm.id)
                documents[vm.id] = Document(key, vm, side, self._given.get(key, ()))
        self._documents[host.id] = documents

    def drop(self, host: HostId) -> None:
        """Forget a host; an unknown one is ignored."""
        self._hosts.pop(host, None)
        self._documents.pop(host, None)

    def set_tags(self, given: Mapping[VmKey, tuple[str, ...]]) -> None:
        """Take the tags that users gave to VMs."""
        self._given = given
        for documents in self._documents.values():
            for vm, old in documents.items():
                tags = given.get(old.key, ())
                if tags != old.given:
                    documents[vm] = Document(old.key, old.vm, old.host, tags)

    def matching(self, query: Query, now: float) -> Iterator[Document]:
        """Yield the VMs that pass; the cheap terms are asked first."""
        terms = sorted(query.terms, key=lambda term: term.check is not None)
        for documents in self._documents.values():
            for document in documents.values():
                if all(term.accepts(document, now) for term in terms):
                    yield document

    def find(self, query: Query, now: float, limit: int = MAX_HITS) -> tuple[Hit, ...]:
        """Return what passes, the best first: hosts and VMs by their names, then by other facts.

        A host is found by words only. A query without terms finds nothing.
        """
        if not query.terms:
            return ()
        hits = [*self._host_hits(query), *self._vm_hits(query, now)]
        hits.sort(key=lambda hit: (hit.rank, hit.kind is not None, fold(hit.name)))
        return tuple(_explained(hit, query, self._document(hit)) for hit in hits[:limit])

    def _document(self, hit: Hit) -> Document | None:
        return self._documents[hit.key.host][hit.key.vm] if hit.key is not None else None

    def _host_hits(self, query: Query) -> Iterator[Hit]:
        if any(term.check is not None or term.is_negated for term in query.terms):
            return
        for side in self._hosts.values():
            told = (side.label, side.address, side.name, side.folder, side.notes, *side.tags)
            text = fold(SEPARATOR.join(told))
            if all(word in text for word in query.words):
                yield Hit(side, None, side.label, rank=_rank(fold(side.label), query.words))

    def _vm_hits(self, query: Query, now: float) -> Iterable[Hit]:
        words = query.words
        for document in self.matching(query, now):
            rank = _rank(fold(document.vm.name), words)
            yield Hit(document.host, document.key, document.vm.name, rank=rank)


def _rank(name: str, words: tuple[str, ...]) -> int:
    if not words:
        return 1
    if name.startswith(words[0]):
        return 0
    return 1 if all(word in name for word in words) else 2


def _explained(hit: Hit, query: Query, document: Document | None) -> Hit:
    """Say in which fact it was found, where that is not the name."""
    if document is None:
        return hit
    name = fold(document.vm.name)
    for term in query.terms:
        if term.is_negated or (term.check is None and term.text in name):
            continue
        kind = _KINDS.get(term.operator) if term.check is not None else None
        if term.check is not None and kind is None:
            continue
        found = _fact(document, term.text, kind)
        if found is not None:
            return replace(hit, kind=found[0], text=found[1])
    return hit


def _fact(document: Document, text: str, wanted: FactKind | None) -> tuple[FactKind, str] | None:
    """Return the first fact that a text is found in, of one kind or of any."""
    word = fold(text)
    digits = _spelled(word)
    of_kind = [fact for fact in facts(document) if wanted in (None, fact[0])]
    for kind, each in of_kind:
        told = fold(each)
        if word in told or (kind is FactKind.MAC and digits in _spelled(told)):
            return kind, each
    return of_kind[0] if of_kind and wanted is not None else None


def _spelled(text: str) -> str:
    """Return a hardware address, or a part of one, without separators."""
    return text.replace("-", "").replace(":", "") or "\n"
