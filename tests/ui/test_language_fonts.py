"""Chinese is written with the forms of Simplified Chinese, where such a font is installed."""

import pytest
from PySide6.QtGui import QFontDatabase, QTextLayout
from PySide6.QtWidgets import QApplication

from console.ui.language import Language

FONT = "Noto Sans CJK SC"


def written_with(text):
    layout = QTextLayout(text, QApplication.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return {run.rawFont().familyName() for run in layout.glyphRuns()}


def test_simplified_forms_come_first_and_go_again(qapp):
    if FONT not in QFontDatabase.families():
        pytest.skip(f"{FONT} is not installed")
    latin = written_with("Connect")
    before = QApplication.font().families()
    language = Language(qapp)
    try:
        language.use("zh_CN")
        assert written_with("直接连接") == {FONT}
        assert written_with("Connect") == latin
    finally:
        language.use("en")
        language.leave()
    assert QApplication.font().families() == before
