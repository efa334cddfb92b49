"""What is asked before something is lost: question, loss and verb, each a whole sentence."""

from dataclasses import dataclass

from console.model.host import HostSnapshot
from console.model.power import PowerAction
from console.ui import texts
from console.ui.selection import VmChoice
from console.ui.text_context import Context

Questions = Context("Questions")


@dataclass(frozen=True, slots=True)
class Question:
    """A question for ``ConfirmDialog``."""

    question: str
    loss: str
    verb: str
    names: tuple[str, ...] = ()


def before_power(action: PowerAction, choices: tuple[VmChoice, ...]) -> Question:
    """Ask before guests are cut off."""
    count = len(choices)
    names = tuple(
        texts.fill(Questions.tr("%1 on %2"), choice.vm.name, choice.host.label)
        for choice in choices
    )
    if action is PowerAction.RESET:
        return Question(
            Questions.tr("Reset %n virtual machines?", "", count),
            loss_of(action),
            Questions.tr("Reset %n VMs", "", count),
            names,
        )
    return Question(
        Questions.tr("Turn off %n virtual machines?", "", count),
        loss_of(action),
        Questions.tr("Turn Off %n VMs", "", count),
        names,
    )


def instead_of_shutdown(vm_name: str, host_label: str) -> Question:
    """Offer to turn a VM off whose guest does not do what it was asked."""
    name = texts.fill(Questions.tr("%1 on %2"), vm_name, host_label)
    return Question(
        texts.fill(Questions.tr("The guest of %1 does not shut down. Turn it off?"), vm_name),
        loss_of(PowerAction.TURN_OFF),
        Questions.tr("Turn Off"),
        (name,),
    )


def loss_of(action: PowerAction) -> str:
    """Return what is lost by an action that cuts guests off."""
    if action is PowerAction.RESET:
        return Questions.tr(
            "Their guests restart as after a power failure: unsaved work is lost, and file "
            "systems may be damaged."
        )
    return Questions.tr(
        "Their guests are cut off as by a power failure: unsaved work is lost, and file "
        "systems may be damaged. “Shut Down” asks the guests instead."
    )


def before_removal(host: HostSnapshot) -> Question:
    """Ask before a host is forgotten."""
    return Question(
        texts.fill(Questions.tr("Remove %1 from the console?"), host.label),
        Questions.tr(
            "Its settings and the kept password are forgotten here. Nothing changes on the host "
            "or its virtual machines."
        ),
        Questions.tr("Remove Host"),
    )


def before_quitting(running: int) -> Question:
    """Ask before operations are left behind."""
    return Question(
        Questions.tr("Quit while %n operations are under way?", "", running),
        Questions.tr(
            "What was sent to a host goes on there, but you will not see how it ends. What still "
            "waits is not sent."
        ),
        Questions.tr("Quit"),
    )
