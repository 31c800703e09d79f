"""The engine's steps in the form that workers take: an item and the worker's jails in, rows and rejects out."""
