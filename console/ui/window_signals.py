"""Joins the signals of the window's panes with the commands that carry them out."""

from console.ui.centre_views import CentreViews
from console.ui.commands.host import HostCommands
from console.ui.commands.plan import PlanCommands
from console.ui.commands.vm import VmCommands
from console.ui.panels.activity_panel import ActivityPanel
from console.ui.panels.inspector import Inspector
from console.ui.presenters.panes import SelectionPresenter
from console.ui.status import StatusLine


def join_lists(
    views: CentreViews,
    presenter: SelectionPresenter,
    vms: VmCommands,
    plans: PlanCommands,
) -> None:
    """Join the views in the middle: what is selected in them is shown, what is asked is done."""
    views.table.selection_changed.connect(presenter.select_vms)
    views.table.serviceToggleRequested.connect(vms.set_service)
    views.matrix.toggle_requested.connect(vms.set_service)
    views.matrix.bulk_requested.connect(plans.switch)
    views.matrix.vm_selected.connect(presenter.select_vm)
    views.drift.vm_activated.connect(presenter.select_vm)
    views.wall.selection_changed.connect(presenter.select_vms)


def join_inspector(inspector: Inspector, vms: VmCommands, hosts: HostCommands) -> None:
    """Join the pane on the right."""
    panel, host = inspector.vm_panel, inspector.host_panel
    panel.toggle_requested.connect(vms.set_service)
    panel.undo_requested.connect(vms.undo)
    host.connect_requested.connect(hosts.connect)
    host.disconnect_requested.connect(hosts.disconnect)
    host.edit_requested.connect(hosts.edit)
    host.doctor_requested.connect(hosts.doctor.open)
    host.password_requested.connect(hosts.credentials.ask_password)
    host.certificate_requested.connect(hosts.trust.show)


def join_activity(
    activity: ActivityPanel,
    presenter: SelectionPresenter,
    vms: VmCommands,
    plans: PlanCommands,
    status: StatusLine,
) -> None:
    """Join the list of operations."""
    activity.cancel_requested.connect(vms.cancel)
    activity.undo_requested.connect(vms.undo)
    activity.details_requested.connect(vms.show_details)
    activity.pending_changed.connect(status.show_pending)
    activity.view.selectionModel().currentChanged.connect(presenter.judge)
    activity.plan_requested.connect(plans.show)
    activity.plan_stop_requested.connect(plans.stop)
