"""What the user has set: preferences, hosts, secrets."""
