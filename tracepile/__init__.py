"""TracePile turns programs into chains of execution, every sentence proven against a real run."""
