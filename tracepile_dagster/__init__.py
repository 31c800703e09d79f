"""The code location: definitions, jobs, schedules, the instance, and the command line."""
