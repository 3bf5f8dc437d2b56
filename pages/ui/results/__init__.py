"""What losscore says about it. Pure."""
