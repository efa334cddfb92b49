"""Live connections to many hosts: sessions, schedules, operations, the store."""
