"""What each command of the command line does; `tracepile_dagster.cli` says how they are called."""
