"""What must hold of each asset."""
