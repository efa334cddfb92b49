"""Rules of the house that no linter knows."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "console").rglob("*.py"))
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 50
MAX_METHODS = 20
VAGUE = re.compile(r"(utils?|helpers?|common|misc|managers?)\Z")


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _trees():
    for path in SOURCES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def _code_lines(node: ast.AST, text: list[str]) -> int:
    """Count lines with code: no docstring, blank line or comment."""
    body = getattr(node, "body", [])
    first = body[0] if body else None
    skip: set[int] = set()
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        skip = set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    return sum(
        1
        for number in range(node.lineno, node.end_lineno + 1)
        if number not in skip
        and text[number - 1].strip()
        and not text[number - 1].lstrip().startswith("#")
    )


def test_files_stay_short():
    long = {_name(p): n for p in SOURCES if (n := len(p.read_text().splitlines())) > MAX_FILE_LINES}
    assert not long


def test_functions_stay_short():
    long = {}
    for path, tree in _trees():
        text = path.read_text(encoding="utf-8").splitlines()
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = _code_lines(node, text)
                if lines > MAX_FUNCTION_LINES:
                    long[f"{_name(path)}:{node.name}"] = lines
    assert not long


def test_classes_stay_small():
    large = {}
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                methods = [
                    n
                    for n in node.body
                    if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
                    and not any(
                        isinstance(d, ast.Name) and d.id == "property" for d in n.decorator_list
                    )
                ]
                if len(methods) > MAX_METHODS:
                    large[f"{_name(path)}:{node.name}"] = len(methods)
    assert not large


def test_names_say_what_is_inside():
    vague = [_name(p) for p in SOURCES if VAGUE.search(p.stem)]
    classes = [
        f"{_name(path)}:{node.name}"
        for path, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name.endswith(("Manager", "Utils", "Helper"))
    ]
    assert not vague + classes


def test_every_module_says_its_duty():
    assert not [_name(path) for path, tree in _trees() if not ast.get_docstring(tree)]


def _calls(name: str, folder: str = ""):
    for path, tree in _trees():
        if folder and folder not in path.parts:
            continue
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == name
            ):
                yield f"{_name(path)}:{node.lineno}", node


@pytest.mark.parametrize(
    ("method", "reason"),
    [
        ("exec", "exec() of a dialog or menu inside a coroutine kills other tasks under qasync"),
        ("exec_", "as exec()"),
        ("processEvents", "re-enters the loop"),
        ("run_in_executor", "pool threads are joined at exit; use a lane"),
        ("waitForFinished", "blocks the window"),
    ],
)
def test_banned_calls(method: str, reason: str):
    assert not [where for where, _ in _calls(method)], reason


def test_no_f_string_is_translated():
    """lupdate cannot see through an f-string, and a sentence built from pieces has no grammar."""
    bad = [
        where
        for method in ("tr", "translate")
        for where, node in _calls(method, "ui")
        if any(isinstance(argument, ast.JoinedStr) for argument in node.args)
    ]
    assert not bad


def test_lxml_stays_in_wsman():
    users = [
        _name(p)
        for p in SOURCES
        if re.search(r"^\s*(from|import) lxml", p.read_text(), re.MULTILINE)
        and "wsman" not in p.parts
    ]
    assert not users


def test_wire_names_stay_below_the_fleet():
    """Class names of Windows belong to the protocol, Hyper-V and simulator layers."""
    users = [
        _name(path)
        for path, tree in _trees()
        if not {"wsman", "hyperv", "simulator"} & set(path.parts)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match(r"(Msvm|Win32|CIM)_\w+\Z", node.value)
    ]
    assert not users


def test_nothing_is_left_for_later():
    marks = re.compile(
        r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b|coming soon|placeholder text"
    )
    left = [
        f"{_name(path)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if marks.search(line)
    ]
    assert not left


def test_no_address_of_a_registry_or_of_this_machine():
    pattern = re.compile(r"pypi\.org|files\.pythonhosted|registry\.npmjs|deb\.debian|/work/|/root/")
    tracked = [
        p
        for p in ROOT.rglob("*")
        if p.is_file()
        and not {".git", ".venv", "build", "dist", "__pycache__"} & set(p.parts)
        and p.suffix in {".py", ".md", ".toml", ".txt", ".sh", ".ts", ".yml", ".cfg", ""}
        and p != Path(__file__)
        and not any(part.startswith(".") and part != ".ci" for part in p.relative_to(ROOT).parts)
    ]
    assert not [_name(p) for p in tracked if pattern.search(p.read_text(errors="ignore"))]
