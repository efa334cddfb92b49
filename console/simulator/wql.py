"""The query language of WMI, read with a grammar: SELECT, ASSOCIATORS OF and REFERENCES OF.

What WMI's data queries can say and no more (WQL reference: "WQL (SQL for WMI)"): no ISA, no event
queries, no schema queries, no functions. Everything else is INVALID_QUERY, like on a host.
Parsed queries are kept, since a console asks the same few again and again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lark import Lark, Token, Transformer
from lark.exceptions import LarkError, VisitError

from console.simulator.failures import CimFailure, CimStatus
from console.simulator.object_path import ObjectPath, parse_path

Literal = str | int | float | bool | None

# In a class, the backslash stands last: lark takes ``\\"`` for an escaped quote, and a string whose
# end is missing would then be tried in 2**n ways.
GRAMMAR = r"""
    ?start: select | associators | references

    select: SELECT columns FROM NAME [WHERE either]
    columns: STAR -> all_columns
           | NAME ("," NAME)* -> named_columns

    associators: ASSOCIATORS OF BRACED [WHERE clause+]
    references: REFERENCES OF BRACED [WHERE clause+]
    clause: NAME EQUALS NAME -> pair
          | NAME -> flag

    ?either: both (OR both)*
    ?both: negation (AND negation)*
    ?negation: NOT negation -> negated
             | comparison
    ?comparison: NAME operator value -> compared
               | value operator NAME -> compared_reversed
               | NAME operator NAME -> compared_names
               | NAME LIKE STRING -> like
               | NAME NOT LIKE STRING -> not_like
               | NAME IS NULL -> is_null
               | NAME IS NOT NULL -> is_not_null
               | "(" either ")"
    !operator: EQUALS | "<>" | "!=" | "<=" | ">=" | "<" | ">"
    value: STRING | NUMBER | TRUE | FALSE | NULL

    SELECT.2: /select\b/i
    FROM.2: /from\b/i
    WHERE.2: /where\b/i
    AND.2: /and\b/i
    OR.2: /or\b/i
    NOT.2: /not\b/i
    LIKE.2: /like\b/i
    IS.2: /is\b/i
    NULL.2: /null\b/i
    TRUE.2: /true\b/i
    FALSE.2: /false\b/i
    ASSOCIATORS.2: /associators\b/i
    REFERENCES.2: /references\b/i
    OF.2: /of\b/i
    STAR: "*"
    EQUALS: "="
    NAME: /[A-Za-z_][A-Za-z0-9_]*/
    NUMBER: /[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?/
    STRING: /'(\\[\\'"]|[^'\\])*'/ | /"(\\[\\'"]|[^"\\])*"/
    BRACED: /\{("(\\.|[^"\\])*"|'(\\.|[^'\\])*'|[^{}"'])*\}/
    %import common.WS
    %ignore WS
"""

MAX_QUERY = 16_384
"""Characters; WMI refuses longer ones (WBEM_E_QUOTA_VIOLATION on a host)."""

_MAX_DEPTH = 64
_MAX_NUMBER = 64
"""Characters; the largest number of CIM has 20 digits."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A property against a literal. ``operator`` is one of ``= <> < <= > >=``."""

    name: str
    operator: str
    value: Literal


@dataclass(frozen=True, slots=True)
class NameComparison:
    """Two properties; WMI knows this only with a system property such as ``__SERVER``."""

    left: str
    operator: str
    right: str


@dataclass(frozen=True, slots=True)
class Like:
    """A property against a pattern with ``% _ [a-f] [^x]``."""

    name: str
    pattern: str


@dataclass(frozen=True, slots=True)
class And:
    """All must hold."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """One must hold."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """It must not hold; what is unknown for a null stays unknown."""

    part: "Condition"


Condition = Comparison | NameComparison | Like | And | Or | Not


@dataclass(frozen=True, slots=True)
class Select:
    """SELECT; ``columns`` is ``None`` for ``*``."""

    class_name: str
    columns: tuple[str, ...] | None = None
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class Associators:
    """ASSOCIATORS OF, or REFERENCES OF when ``references``.

    The names are empty where the query leaves them open. For REFERENCES OF, ``result_class`` is the
    association class itself.
    """

    path: ObjectPath
    references: bool = False
    assoc_class: str = ""
    result_class: str = ""
    role: str = ""
    result_role: str = ""
    keys_only: bool = False


Query = Select | Associators

_CLAUSES: Mapping[bool, Mapping[str, str]] = {
    False: {
        "assocclass": "assoc_class",
        "resultclass": "result_class",
        "role": "role",
        "resultrole": "result_role",
    },
    True: {"resultclass": "result_class", "role": "role"},
}


def unquote(text: str) -> str:
    """Take the quotes off a literal and resolve its escapes."""
    parts = text[1:-1].split("\\\\")
    return "\\".join(part.replace("\\'", "'").replace('\\"', '"') for part in parts)


@dataclass(frozen=True, slots=True)
class _Columns:
    names: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class _Clause:
    name: str
    value: str


class _Reader(Transformer[Token, Query]):
    """Turns the parse tree into the values above; each method gets what its rule consists of."""

    def all_columns(self, _parts: list[Token]) -> _Columns:
        return _Columns(None)

    def named_columns(self, parts: list[Token]) -> _Columns:
        return _Columns(tuple(str(name) for name in parts))

    def select(self, parts: list[object]) -> Select:
        columns, where = parts[1], parts[-1]
        names = columns.names if isinstance(columns, _Columns) else None
        return Select(str(parts[3]), names, None if where is None else _condition(where))

    def associators(self, parts: list[object]) -> Associators:
        return _associators(parts, references=False)

    def references(self, parts: list[object]) -> Associators:
        return _associators(parts, references=True)

    def pair(self, parts: list[Token]) -> _Clause:
        return _Clause(parts[0].lower(), str(parts[2]))

    def flag(self, parts: list[Token]) -> _Clause:
        return _Clause(parts[0].lower(), "")

    def either(self, parts: list[object]) -> Or:
        return Or(_conditions(parts))

    def both(self, parts: list[object]) -> And:
        return And(_conditions(parts))

    def negated(self, parts: list[object]) -> Not:
        return Not(_condition(parts[1]))

    def operator(self, parts: list[Token]) -> str:
        sign = str(parts[0])
        return "<>" if sign == "!=" else sign

    def value(self, parts: list[Token]) -> Literal:
        token = parts[0]
        if token.type == "STRING":
            return unquote(token)
        if token.type == "NUMBER":
            if len(token) > _MAX_NUMBER:
                raise CimFailure(CimStatus.INVALID_QUERY, "Invalid query: no such number")
            return int(token) if token.lstrip("+-").isdigit() else float(token)
        return {"TRUE": True, "FALSE": False}.get(token.type)

    def compared(self, parts: list[Any]) -> Comparison:
        name, sign, value = parts
        return Comparison(str(name), sign, value)

    def compared_reversed(self, parts: list[Any]) -> Comparison:
        value, sign, name = parts
        return Comparison(str(name), _MIRRORED[sign], value)

    def compared_names(self, parts: list[Any]) -> NameComparison:
        left, sign, right = parts
        return NameComparison(str(left), sign, str(right))

    def like(self, parts: list[Token]) -> Like:
        return Like(str(parts[0]), unquote(parts[-1]))

    def not_like(self, parts: list[Token]) -> Not:
        return Not(Like(str(parts[0]), unquote(parts[-1])))

    def is_null(self, parts: list[Token]) -> Comparison:
        return Comparison(str(parts[0]), "=", None)

    def is_not_null(self, parts: list[Token]) -> Comparison:
        return Comparison(str(parts[0]), "<>", None)


_MIRRORED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _conditions(parts: list[object]) -> tuple[Condition, ...]:
    return tuple(_condition(part) for part in parts if not isinstance(part, Token))


def _condition(part: object) -> Condition:
    if not isinstance(part, Comparison | NameComparison | Like | And | Or | Not):
        raise TypeError(f"the grammar lets {part!r} pass as a condition")
    return part


def _associators(parts: list[object], *, references: bool) -> Associators:
    path = parse_path(str(parts[2])[1:-1])
    found: dict[str, str] = {}
    keys_only = False
    for clause in parts[3:]:
        if not isinstance(clause, _Clause):
            continue
        field = _CLAUSES[references].get(clause.name)
        if clause == _KEYS_ONLY:
            keys_only = True
        elif field is None or not clause.value or field in found:
            raise CimFailure(CimStatus.INVALID_QUERY, f"Invalid query: {clause.name}")
        else:
            found[field] = clause.value
    return Associators(path, references, keys_only=keys_only, **found)


_KEYS_ONLY = _Clause("keysonly", "")
_parser = Lark(GRAMMAR, parser="lalr", maybe_placeholders=True)


@lru_cache(maxsize=512)
def parse(text: str) -> Query:
    """Read a query.

    Raises:
        CimFailure: ``INVALID_QUERY``: it cannot be read. ``INVALID_OBJECT_PATH`` for the braces.
    """
    if len(text) > MAX_QUERY or _depth(text) > _MAX_DEPTH:
        raise CimFailure(CimStatus.INVALID_QUERY, "Invalid query: too complex")
    try:
        tree = _parser.parse(text)  # pyright: ignore[reportUnknownMemberType] -- lark's types
    except LarkError as problem:
        raise CimFailure(CimStatus.INVALID_QUERY, "Invalid query") from problem
    try:
        return _Reader().transform(tree)
    except VisitError as problem:
        raise problem.orig_exc from problem


def _depth(text: str) -> int:
    """Bound the nesting from above; a count of every NOT is enough for those."""
    level = deepest = 0
    for mark in text:
        level += (mark == "(") - (mark == ")")
        deepest = max(deepest, level)
    return deepest + len(_NOT.findall(text))


_NOT = re.compile(r"\bnot\b", re.IGNORECASE)
