"""Why something was not even asked for, in words: guests, networks, copies, plans, sessions."""

from typing import Final

from console.ui.text_context import QT_TRANSLATE_NOOP

GUEST_REASONS: Final = {
    "guest_ignores_shutdown": (
        QT_TRANSLATE_NOOP("Failures", "The guest took the request but is still running."),
        QT_TRANSLATE_NOOP(
            "Failures",
            "Wait, look at its screen, or turn it off; unsaved work is lost then.",
        ),
    ),
    "guest_service_off": (
        QT_TRANSLATE_NOOP("Failures", "The guest service is off."),
        QT_TRANSLATE_NOOP("Failures", "Turn it on first."),
    ),
    "guest_service_no_contact": (
        QT_TRANSLATE_NOOP("Failures", "Nothing in the guest answers on the guest service."),
        QT_TRANSLATE_NOOP(
            "Failures",
            "Check in the guest that its Guest Service Interface (Windows) or the fcopy "
            "daemon (Linux) runs.",
        ),
    ),
    "restart_not_offered": (
        QT_TRANSLATE_NOOP(
            "Failures",
            "This host cannot restart guests: it is older than Windows Server 2016.",
        ),
        QT_TRANSLATE_NOOP("Failures", "Shut the guest down, then start it."),
    ),
    "no_screen": (
        QT_TRANSLATE_NOOP("Failures", "The host has no picture of this screen."),
        QT_TRANSLATE_NOOP("Failures", "Start the virtual machine first."),
    ),
    "item_not_ours": (
        QT_TRANSLATE_NOOP("Failures", "Items that the guest tells cannot be changed from here."),
        QT_TRANSLATE_NOOP("Failures", "Change it inside the guest."),
    ),
    "item_name": (
        QT_TRANSLATE_NOOP("Failures", "The item has no name."),
        QT_TRANSLATE_NOOP("Failures", "Enter a name."),
    ),
    "item_characters": (
        QT_TRANSLATE_NOOP("Failures", "The name or the value has control characters."),
        QT_TRANSLATE_NOOP("Failures", "Remove them."),
    ),
    "item_too_long": (
        QT_TRANSLATE_NOOP("Failures", "The name or the value is too long."),
        QT_TRANSLATE_NOOP("Failures", "A name has at most 512 bytes, a value 16 KB."),
    ),
    "network_adapter": (
        QT_TRANSLATE_NOOP(
            "Failures",
            "The adapter does not belong to this virtual machine, or not any more.",
        ),
        QT_TRANSLATE_NOOP("Failures", "Read the networks again."),
    ),
    "network_no_address": (
        QT_TRANSLATE_NOOP("Failures", "A fixed configuration needs an address."),
        QT_TRANSLATE_NOOP("Failures", "Enter an address with its mask or prefix length."),
    ),
    "network_address": (
        QT_TRANSLATE_NOOP("Failures", "An address is not valid."),
        QT_TRANSLATE_NOOP("Failures", "Correct it."),
    ),
    "network_gateway": (
        QT_TRANSLATE_NOOP("Failures", "A gateway is not a valid address."),
        QT_TRANSLATE_NOOP("Failures", "Correct it."),
    ),
    "network_dns": (
        QT_TRANSLATE_NOOP("Failures", "A DNS server is not a valid address."),
        QT_TRANSLATE_NOOP("Failures", "Correct it."),
    ),
    "network_subnet": (
        QT_TRANSLATE_NOOP("Failures", "A mask or prefix length is not valid."),
        QT_TRANSLATE_NOOP("Failures", "Write it as 255.255.255.0, 24 or 64."),
    ),
    "network_gateway_family": (
        QT_TRANSLATE_NOOP("Failures", "No address is of the gateway's protocol."),
        QT_TRANSLATE_NOOP("Failures", "Add one, or remove the gateway."),
    ),
    "network_too_many": (
        QT_TRANSLATE_NOOP("Failures", "There are too many entries."),
        QT_TRANSLATE_NOOP("Failures", "At most 5 gateways, and 64 of everything else."),
    ),
    "copy_no_source": (
        QT_TRANSLATE_NOOP("Failures", "The path of the file is missing."),
        QT_TRANSLATE_NOOP("Failures", "Enter the whole path on the host."),
    ),
    "copy_no_destination": (
        QT_TRANSLATE_NOOP("Failures", "The path in the guest is missing."),
        QT_TRANSLATE_NOOP("Failures", "Enter the whole path in the guest."),
    ),
    "plan_unknown": (
        QT_TRANSLATE_NOOP("Failures", "This plan is no longer kept."),
        QT_TRANSLATE_NOOP("Failures", "Look at the state of the virtual machines."),
    ),
    "state_forbids": (
        QT_TRANSLATE_NOOP(
            "Failures",
            "The state of the virtual machine does not allow this any more.",
        ),
        QT_TRANSLATE_NOOP("Failures", "Wait until it has settled, then try again."),
    ),
    "services_not_read": (
        QT_TRANSLATE_NOOP("Failures", "Its services have not been read yet."),
        QT_TRANSLATE_NOOP("Failures", "Refresh the host, then try again."),
    ),
    "vm_on_two_hosts": (
        QT_TRANSLATE_NOOP("Failures", "Another host shows the same virtual machine."),
        QT_TRANSLATE_NOOP("Failures", "Change it on one host only."),
    ),
    "example_unknown": (
        QT_TRANSLATE_NOOP("Failures", "There is no such example profile."),
        QT_TRANSLATE_NOOP("Failures", "Choose one from the list."),
    ),
    "session_host": (
        QT_TRANSLATE_NOOP("Failures", "The host's name or address cannot be used for a session."),
        QT_TRANSLATE_NOOP("Failures", "Correct it in the host's settings."),
    ),
    "session_vm": (
        QT_TRANSLATE_NOOP("Failures", "The virtual machine's id cannot be used for a session."),
        QT_TRANSLATE_NOOP("Failures", "Refresh the host."),
    ),
    "session_user": (
        QT_TRANSLATE_NOOP("Failures", "The account's name cannot be used for a session."),
        QT_TRANSLATE_NOOP("Failures", "Correct it in the host's settings."),
    ),
    "session_pin": (
        QT_TRANSLATE_NOOP(
            "Failures",
            "The kept fingerprint of the console's certificate is damaged.",
        ),
        QT_TRANSLATE_NOOP("Failures", "Forget it, and connect again."),
    ),
    "client_mode": (
        QT_TRANSLATE_NOOP("Failures", "The chosen program cannot show this kind of session."),
        QT_TRANSLATE_NOOP("Failures", "Choose another program, or switch the adapter on for it."),
    ),
    "client_start": (
        QT_TRANSLATE_NOOP("Failures", "The program for sessions could not be started."),
        QT_TRANSLATE_NOOP("Failures", "Check that it is still installed."),
    ),
    "session_folder": (
        QT_TRANSLATE_NOOP("Failures", "A folder that the session is to share is not there: %1"),
        QT_TRANSLATE_NOOP("Failures", "Attach its disk, or take it out of the session options."),
    ),
    "password_line": (
        QT_TRANSLATE_NOOP(
            "Failures",
            "The password holds a line break, which no program can be handed.",
        ),
        QT_TRANSLATE_NOOP("Failures", "Let the program ask for it itself."),
    ),
    "ssh_address": (
        QT_TRANSLATE_NOOP("Failures", "The guest tells no usable address."),
        QT_TRANSLATE_NOOP("Failures", "Enter the address by hand in a terminal."),
    ),
    "ssh_user": (
        QT_TRANSLATE_NOOP("Failures", "This account name cannot be used for SSH."),
        QT_TRANSLATE_NOOP("Failures", "Use a plain account name."),
    ),
}
"""Cause and next step by the word of ``NotPossible``."""
