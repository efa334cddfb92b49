"""Loads translations: ours and Qt's own, for the language that is wanted or the system's."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFont, QFontInfo
from PySide6.QtWidgets import QApplication

from console.ui.resources import resource_root

LANGUAGES: Final = {"en": "English", "zh_CN": "简体中文"}
"""What there are translations for, by locale, each in its own words."""

_HAN_FONTS: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei UI",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
"""Fonts with the forms of Simplified Chinese: Qt alone may take those of Japanese on Linux."""


class Language:
    """The translators in force.

    Args:
        app: The application that they are installed in.
    """

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []
        self._families = QApplication.font().families()

    def use(self, language: str = "") -> str:
        """Speak a language from now on and return its locale.

        Widgets that exist get a ``LanguageChange`` event. Without compiled translations the
        source texts, which are English, stay.

        Args:
            language: A locale such as ``zh_CN``; empty follows the system.
        """
        locale = QLocale(language) if language else QLocale.system()
        chosen = _best(locale)
        self.leave()
        folder = str(resource_root() / "i18n")
        self._install(f"hvconsole_{chosen}", folder)
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._install(f"qtbase_{chosen}", qt_folder)
        QLocale.setDefault(locale if language else QLocale.system())
        if isinstance(self._app, QApplication):
            self._write_with(_HAN_FONTS if chosen == "zh_CN" else ())
        return chosen

    def leave(self) -> None:
        """Speak none: what is asked for from now on comes as it stands in the source."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed.clear()

    def _write_with(self, fallbacks: tuple[str, ...]) -> None:
        """Look for glyphs that the system's own font lacks in these fonts first."""
        font = QFont(QApplication.font())
        font.setFamilies(self._families)
        if fallbacks:  # by its real name, or the fallbacks would write Latin, too
            font.setFamilies([QFontInfo(font).family(), *fallbacks])
        if font.families() != QApplication.font().families():
            QApplication.setFont(font)

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self._app)
        if translator.load(name, folder):
            self._app.installTranslator(translator)
            self._installed.append(translator)


def _best(locale: QLocale) -> str:
    if locale.language() is QLocale.Language.Chinese:
        return "zh_CN"
    return "en"
