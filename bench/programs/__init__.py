"""The programs that tracers are compared on: each a file with a `main` that makes its own data."""
