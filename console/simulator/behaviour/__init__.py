"""How simulated VMs, guests, services and jobs behave in time."""
