"""A field of a form with lines below it, such as the sentence that says what is wrong with it."""

from PySide6.QtWidgets import QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from console.ui.dialogs.parts import plain_label, set_text


def problem_label(name: str) -> QLabel:
    """Return an empty, hidden line for what is wrong with a field."""
    label = plain_label(name=name, role="error", wraps=True)
    label.hide()
    return label


def show_line(label: QLabel, text: str) -> None:
    """Show a line below a field, or hide it when there is nothing to say."""
    set_text(label, text)
    label.setVisible(bool(text))


def field_column(field: QWidget | QLayout, *below: QWidget) -> QWidget:
    """Return a field with lines below it; the mnemonic of the form's row goes to the field."""
    column = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    column.setSizePolicy(policy)
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(3)
    if isinstance(field, QWidget):
        layout.addWidget(field)
        column.setFocusProxy(field)
    else:
        layout.addLayout(field)
    for widget in below:
        layout.addWidget(widget)
    return column
