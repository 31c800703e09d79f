"""One file for each kind of rewrite; each defines `REWRITE`. A new file here is a new kind."""
