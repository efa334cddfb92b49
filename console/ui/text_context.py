"""A translation context outside a QObject, in the form that ``lupdate`` understands.

``lupdate`` reads ``Name.tr("text", "", n)`` as a message of context ``Name`` and marks it as one
with plural forms when a third argument is there; it does not do that for
``QCoreApplication.translate`` in Python. So a module keeps ``Name = Context("Name")``, where the
variable has the name of the context. Without an application object the source text comes back
with ``%n`` filled in, so the command line prints the same sentences.
"""

from PySide6.QtCore import QCoreApplication


def QT_TRANSLATE_NOOP(context: str, source: str) -> str:  # the name is what lupdate looks for
    """Mark a text for translation and return it as it is (PySide6's own is typed ``object``)."""
    del context
    return source


class Context:
    """One named group of translated texts."""

    def __init__(self, name: str) -> None:
        self._name = name

    def tr(self, source: str, disambiguation: str = "", n: int = -1) -> str:
        """Return the translation of a text; ``n`` chooses the plural form and fills ``%n``."""
        return QCoreApplication.translate(self._name, source, disambiguation, n)

    def marked(self, source: str) -> str:
        """Return the translation of a text that was marked with ``QT_TRANSLATE_NOOP``."""
        return QCoreApplication.translate(self._name, source)


def fill(template: str, *values: str) -> str:
    """Put values in place of ``%1``, ``%2``, … all at once.

    One pass, so that a ``%1`` inside a value (a VM may be called so) is left alone.
    """
    parts = template.split("%")
    result = [parts[0]]
    for part in parts[1:]:
        index = int(part[0]) - 1 if part[:1].isdigit() else -1
        result.append(values[index] + part[1:] if 0 <= index < len(values) else "%" + part)
    return "".join(result)
