"""What the user brings. Pure."""
