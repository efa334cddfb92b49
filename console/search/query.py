r"""Read a query: words, phrases, operators; what makes no sense is told and left out.

A query is parts between blanks, all of which must hold::

    web "Windows Server"          words and phrases, anywhere in what is known
    -test -is:off                 a minus before a part: it must not hold
    os:ubuntu mem:>8g tag:prod    operators; quotes around values with blanks: host:"Rack 3"

Reading never fails: a part that makes no sense is named in ``Query.problems`` with its place, and
the rest of the query holds. What looks like an operator but is none (``C:\VMs``, ``10:30``) is
looked for as it stands.
"""

import enum
import re
from dataclasses import dataclass, field

from console.search.fold import fold
from console.search.operator import BY_NAME, Check, Operator, ValueMistake
from console.search.subject import Subject

MAX_CHARACTERS = 4_096
"""Of a query; what is longer is cut."""

_OPERATOR = re.compile(r"([A-Za-z_]{2,20})[:：]")
_PATH_LIKE = ("/", "\\", ":")
_HEX_PAIRS = re.compile(r"[0-9A-Fa-f]{1,4}(?:[:-][0-9A-Fa-f]{0,4}){2,}\Z")


class ProblemKind(enum.Enum):
    """Why a part of a query makes no sense."""

    UNKNOWN_OPERATOR = "unknown_operator"
    """It is looked for as text."""
    VALUE_MISSING = "value_missing"
    VALUE_WRONG = "value_wrong"
    QUOTE_OPEN = "quote_open"
    """It is read as if the quote ended with the query."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of a query that makes no sense.

    Attributes:
        kind: Why.
        start: Its first character, counted from 0.
        end: Behind its last character.
        name: The operator's name, as typed.
        value: Its value, as typed.
        operator: The operator, where it is one.
    """

    kind: ProblemKind
    start: int
    end: int
    name: str = ""
    value: str = ""
    operator: Operator | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a query.

    Attributes:
        text: A word or phrase, folded; the value of an operator as typed.
        operator: Name of the operator; empty for words and phrases.
        is_negated: Whether it must not hold.
        check: What an operator asks.
    """

    text: str
    operator: str = ""
    is_negated: bool = False
    check: Check | None = field(default=None, compare=False)

    def accepts(self, subject: Subject, now: float) -> bool:
        """Whether a VM passes."""
        if self.check is None:
            return (self.text in subject.searched()) is not self.is_negated
        return self.check(subject, now) is not self.is_negated


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Attributes:
        terms: All of them must hold; none: everything passes.
        problems: What was left out, in the order of the text.
    """

    terms: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words and phrases that must be there, folded."""
        return tuple(t.text for t in self.terms if t.check is None and not t.is_negated)

    def accepts(self, subject: Subject, now: float) -> bool:
        """Whether a VM passes all terms."""
        return all(term.accepts(subject, now) for term in self.terms)


NO_QUERY = Query()


def read_query(text: str) -> Query:
    """Read a query; never fails, see the module."""
    return _Reader(text[:MAX_CHARACTERS]).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._terms: list[Term] = []
        self._problems: list[Problem] = []

    def read(self) -> Query:
        while self._at < len(self._text):
            if self._text[self._at].isspace():
                self._at += 1
            else:
                self._part()
        return Query(tuple(self._terms), tuple(self._problems))

    def _part(self) -> None:
        start = self._at
        is_negated = self._text[start] == "-" and not self._ends(start + 1)
        if is_negated:
            self._at += 1
        match = _OPERATOR.match(self._text, self._at)
        operator = BY_NAME.get(match[1].lower()) if match else None
        if match and operator is not None:
            self._at = match.end()
            self._operator(start, match[1], operator, is_negated=is_negated)
        elif self._text[self._at] == '"':
            self._word(self._value(start), is_negated=is_negated)
        else:
            before = self._at
            word = self._until_blank()
            if match and _is_meant_as_operator(word, match[1]):
                kind = ProblemKind.UNKNOWN_OPERATOR
                self._problems.append(Problem(kind, before, self._at, match[1]))
            self._word(word, is_negated=is_negated)

    def _operator(self, start: int, name: str, operator: Operator, *, is_negated: bool) -> None:
        value = self._value(start)
        kind = ProblemKind.VALUE_WRONG if value else ProblemKind.VALUE_MISSING
        try:
            check = operator.read(value) if value else None
        except ValueMistake:
            check = None
        if check is None:
            self._problems.append(Problem(kind, start, self._at, name, value, operator))
        else:
            self._terms.append(Term(value, operator.name, is_negated, check))

    def _word(self, text: str, *, is_negated: bool) -> None:
        folded = fold(text).strip()
        if folded:
            self._terms.append(Term(folded, is_negated=is_negated))

    def _value(self, start: int) -> str:
        """Take characters until a blank; between quotes blanks belong to them."""
        taken: list[str] = []
        is_quoted = False
        while self._at < len(self._text) and (is_quoted or not self._ends(self._at)):
            char = self._text[self._at]
            if char == '"':
                is_quoted = not is_quoted
            else:
                taken.append(char)
            self._at += 1
        if is_quoted:
            self._problems.append(Problem(ProblemKind.QUOTE_OPEN, start, self._at))
        return "".join(taken).strip()

    def _until_blank(self) -> str:
        start = self._at
        while not self._ends(self._at):
            self._at += 1
        return self._text[start : self._at]

    def _ends(self, at: int) -> bool:
        return at >= len(self._text) or self._text[at].isspace()


def _is_meant_as_operator(word: str, name: str) -> bool:
    rest = word[len(name) + 1 :]
    return not rest.startswith(_PATH_LIKE) and _HEX_PAIRS.match(word) is None
