"""Part of tiexi."""
