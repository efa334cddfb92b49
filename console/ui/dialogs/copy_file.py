"""Asks which file is to be copied into a guest, by which way, and where it goes."""

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from console.fleet.operation import FileCopy
from console.model.integration import GuestFamily
from console.ui import texts
from console.ui.dialogs.copy_entry import CopyEntry, SharedFolder, copy_problems, suggested
from console.ui.dialogs.field_column import field_column, problem_label, show_line
from console.ui.dialogs.parts import at_least, plain_label
from console.ui.sentences.guest_entry import entry_problem

_FIELDS = ("source", "file", "here", "on_host", "destination")


class CopyFileDialog(QDialog):
    """Accepted when the file is to be copied.

    Args:
        vm_name: The VM.
        family: The guest's system: it decides what a path looks like.
        share: The folder that was used the last time.
        file: A file of this computer that was dropped; empty for none.
        parent: The owner in Qt's sense.
    """

    def __init__(
        self,
        vm_name: str,
        family: GuestFamily = GuestFamily.UNKNOWN,
        share: SharedFolder = SharedFolder(),  # noqa: B008 - frozen
        file: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._family = family
        self._suggested = ""
        self._touched: set[str] = set()
        self.setObjectName("copyFileDialog")
        self.setWindowTitle(texts.fill(self.tr("Copy a file into %1"), vm_name))
        self._make_fields()
        self._lay_out()
        self._fields["here"].setText(share.here)
        self._fields["on_host"].setText(share.on_host)
        self._fields["file"].setText(file)
        (self._local if file else self._remote).setChecked(True)
        self._listen()
        self._follow()

    @property
    def entry(self) -> CopyEntry:
        """What was entered."""
        text = {name: field.text().strip() for name, field in self._fields.items()}
        return CopyEntry(
            is_local=self._local.isChecked(),
            source=text["source"],
            file=text["file"],
            share=SharedFolder(text["here"], text["on_host"]),
            destination=text["destination"],
            overwrite=self._overwrite.isChecked(),
            create_folders=self._folders.isChecked(),
        )

    @property
    def copy(self) -> FileCopy:
        """What is to be done."""
        return self.entry.subject

    def _make_fields(self) -> None:
        self._remote = self._radio("copyRemote", self.tr("A file on the &host"))
        self._local = self._radio("copyLocal", self.tr("A file of &this computer"))
        group = QButtonGroup(self)
        group.addButton(self._remote)
        group.addButton(self._local)
        spoken = (
            self.tr("File on the host"),
            self.tr("File of this computer"),
            self.tr("Shared folder, as this computer reaches it"),
            self.tr("The same folder, as the host sees it"),
            self.tr("Destination in the guest"),
        )
        hints = ("D:\\ISO\\setup.iso", "", "\\\\filer\\exchange", "\\\\filer\\exchange", "")
        self._fields: dict[str, QLineEdit] = {}
        self._problems: dict[str, QLabel] = {}
        for name, voice, hint in zip(_FIELDS, spoken, hints, strict=True):
            field = QLineEdit(self)
            field.setObjectName(f"copy_{name}")
            field.setAccessibleName(voice)
            field.setPlaceholderText(hint)
            self._fields[name] = field
            self._problems[name] = problem_label(f"copy_{name}Problem")
        self._overwrite = QCheckBox(self.tr("&Replace a file that is there"), self)
        self._overwrite.setObjectName("copyOverwrite")
        self._folders = QCheckBox(self.tr("&Create missing folders"), self)
        self._folders.setObjectName("copyFolders")
        self._folders.setChecked(True)

    def _lay_out(self) -> None:
        self._hint = plain_label(name="copyHint", role="muted", wraps=True)
        self._hint.setText(
            self.tr(
                "The file is put into a folder of its own there first, and removed at the end. "
                "Both paths name the same folder."
            )
        )
        form = self._form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        rows = {name: self._row(name) for name in _FIELDS}
        form.addRow(self.tr("Source:"), self._remote)
        form.addRow("", self._local)
        form.addRow(self.tr("&File on the host:"), rows["source"])
        form.addRow(self.tr("&File here:"), rows["file"])
        form.addRow(self.tr("&Shared folder:"), rows["here"])
        form.addRow(self.tr("Sa&me, on the host:"), rows["on_host"])
        form.addRow(self.tr("&Destination:"), rows["destination"])
        form.addRow("", self._overwrite)
        form.addRow("", self._folders)
        self._local_rows = (rows["file"], rows["here"], rows["on_host"])
        self._remote_row = rows["source"]
        service = self.tr(
            "If the guest service is off, it is switched on for the copy and put back afterwards."
        )
        layout = QVBoxLayout(self)
        at_least(layout, 520)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(plain_label(service, name="copyService", role="muted", wraps=True))
        layout.addStretch(1)
        layout.addWidget(self._buttons())

    def _row(self, name: str) -> QWidget:
        field = self._fields[name]
        if name not in ("file", "here"):
            below = (self._hint,) if name == "on_host" else ()
            return field_column(field, self._problems[name], *below)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(field, 1)
        browse = QPushButton(self.tr("Browse…"), self)
        browse.setObjectName(f"copy_{name}Browse")
        browse.setAccessibleName(texts.fill(self.tr("Browse for %1"), field.accessibleName()))
        browse.setAutoDefault(False)
        browse.clicked.connect(lambda: self._browse(name))
        line.addWidget(browse)
        column = field_column(line, self._problems[name])
        column.setFocusProxy(field)
        return column

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        box.setObjectName("copyButtons")
        self._accept = QPushButton(self.tr("Copy File"), box)
        self._accept.setObjectName("copyAccept")
        self._accept.setDefault(True)
        box.addButton(self._accept, QDialogButtonBox.ButtonRole.AcceptRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _radio(self, name: str, text: str) -> QRadioButton:
        button = QRadioButton(text, self)
        button.setObjectName(name)
        return button

    def _browse(self, name: str) -> None:
        field = self._fields[name]
        dialog = QFileDialog(self, field.accessibleName())
        dialog.setObjectName(f"copy_{name}Choice")
        is_file = name == "file"
        mode = QFileDialog.FileMode.ExistingFile if is_file else QFileDialog.FileMode.Directory
        dialog.setFileMode(mode)
        dialog.fileSelected.connect(field.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _listen(self) -> None:
        for name, field in self._fields.items():
            field.editingFinished.connect(lambda name=name: self._left(name))
            field.textChanged.connect(self._judge)
        self._local.toggled.connect(self._follow)

    def _left(self, name: str) -> None:
        """From now on, tell what is wrong with a field, also when it is empty."""
        if self._fields[name].text():
            self._touched.add(name)
            self._judge()

    def _follow(self) -> None:
        is_local = self._local.isChecked()
        for row in self._local_rows:
            self._form.setRowVisible(row, is_local)
        self._form.setRowVisible(self._remote_row, not is_local)
        self._judge()

    def _judge(self) -> None:
        """Suggest a destination until one is typed, and tell what is wrong."""
        destination = self._fields["destination"]
        proposal = suggested(self.entry.file_name, self._family)
        if destination.text() == self._suggested and proposal != self._suggested:
            self._suggested = proposal
            destination.setText(proposal)
            return  # its signal judged anew
        problems = copy_problems(self.entry, self._family)
        for name, label in self._problems.items():
            told = problems.get(name, "") if name in self._touched else ""
            show_line(label, entry_problem(told))
        self._accept.setEnabled(not problems)
