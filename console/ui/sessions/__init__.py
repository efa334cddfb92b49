"""Consoles of VMs in the window: how one is opened, shown, followed and explained."""
