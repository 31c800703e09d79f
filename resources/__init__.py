"""What the platform talks to: the lake, the workers, the object store, the settings."""
