"""One file for each component of the corpus: what is produced, and from what."""
