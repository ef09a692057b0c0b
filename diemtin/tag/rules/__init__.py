"""Entities by rules: from the registry, from heads and titles, from what names look like."""
