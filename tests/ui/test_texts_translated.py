"""Every text is translated: what lupdate finds now is in the files, finished."""

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET  # noqa: TID251 - our own files
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QTranslator

from console.ui import texts
from console.ui.colours import (
    BACKGROUND_ROLES,
    DARK_SCHEME,
    LIGHT_SCHEME,
    TEXT_ROLES,
    contrast,
)
from console.ui.language import Language
from installer.wheel.compile_texts import compile_texts, lrelease

ROOT = Path(__file__).parents[2]
FILES = {"hvconsole_zh_CN.ts": [], "hvconsole_en.ts": ["-pluralonly"]}
FORMS = {"hvconsole_zh_CN.ts": 1, "hvconsole_en.ts": 2}
MARKER = re.compile(r"%(?:\d|n)")


def _messages(path):
    root = ET.parse(path).getroot()
    for context in root.iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name"), message


def _forms(message):
    translation = message.find("translation")
    if message.get("numerus"):
        return [form.text or "" for form in translation.iter("numerusform")]
    return [translation.text or ""]


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_missing_or_unfinished(name, tmp_path):
    copy = tmp_path / name
    shutil.copy(ROOT / "resources" / "i18n" / name, copy)
    sources = [str(path) for path in sorted((ROOT / "console" / "ui").rglob("*.py"))]
    lupdate = Path(PySide6.__file__).parent / "lupdate"
    subprocess.run(
        [str(lupdate), "-silent", *FILES[name], *sources, "-ts", str(copy)], check=True, cwd=ROOT
    )
    states = {
        (context, message.findtext("source")): message.find("translation").get("type")
        for context, message in _messages(copy)
    }
    assert {key: state for key, state in states.items() if state} == {}


@pytest.mark.parametrize("name", FILES)
def test_translations_keep_every_marker(name):
    wrong = []
    for context, message in _messages(ROOT / "resources" / "i18n" / name):
        source = message.findtext("source")
        forms = _forms(message)
        if message.get("numerus"):
            assert len(forms) == FORMS[name], source
        for form in forms:
            if sorted(MARKER.findall(source)) != sorted(MARKER.findall(form)):
                wrong.append((context, source, form))
    assert not wrong


def test_chinese_mnemonics_stand_behind_in_brackets():
    wrong = [
        (context, message.findtext("source"))
        for context, message in _messages(ROOT / "resources" / "i18n" / "hvconsole_zh_CN.ts")
        if "&" in message.findtext("source") and not re.search(r"\(&[A-Z]\)", _forms(message)[0])
    ]
    assert not wrong


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("i18n")
    for name in FILES:
        shutil.copy(ROOT / "resources" / "i18n" / name, folder)
    assert lrelease().is_file()
    return {path.stem: path for path in compile_texts(folder)}


def test_the_files_compile_and_only_when_they_are_newer(compiled):
    before = {path: path.stat().st_mtime_ns for path in compiled.values()}
    assert set(compiled) == {"hvconsole_en", "hvconsole_zh_CN"}
    compile_texts(next(iter(compiled.values())).parent)
    assert {path: path.stat().st_mtime_ns for path in compiled.values()} == before


@pytest.mark.parametrize(
    ("language", "one", "two"), [("hvconsole_en", "1 VM", "2 VMs"), ("hvconsole_zh_CN", "1", "2")]
)
def test_counts_have_their_forms(qapp, compiled, language, one, two):
    from console.ui.questions import Questions

    translator = QTranslator()
    assert translator.load(str(compiled[language]))
    qapp.installTranslator(translator)
    try:
        assert one in Questions.tr("Turn Off %n VMs", "", 1)
        assert two in Questions.tr("Turn Off %n VMs", "", 2)
        assert "VMs" not in Questions.tr("Turn Off %n VMs", "", 1)
    finally:
        qapp.removeTranslator(translator)


def test_a_language_can_be_changed_and_changed_back(qapp, compiled):
    for path in compiled.values():
        target = ROOT / "resources" / "i18n" / path.name
        if not target.exists():
            shutil.copy(path, target)
    from console.model.vm import VmState

    language = Language(qapp)
    try:
        assert language.use("zh_CN") == "zh_CN"
        assert texts.vm_state(VmState.SAVED) == "已保存"
    finally:
        assert language.use("en") == "en"
        language.leave()
    assert texts.vm_state(VmState.SAVED) == "Saved"


@pytest.mark.parametrize("scheme", [LIGHT_SCHEME, DARK_SCHEME], ids=["light", "dark"])
def test_contrast(scheme):
    """WCAG 2.2: 4.5 for text, 3 for marks, against every background of ours."""
    for background in BACKGROUND_ROLES:
        behind = scheme.colour(background)
        low = [r for r in TEXT_ROLES if contrast(scheme.colour(r), behind) < 4.5]
        assert not low, background
        assert contrast(scheme.colour("bar"), behind) >= 3, background
    assert contrast(scheme.colour("selection-text"), scheme.colour("selection")) >= 4.5
