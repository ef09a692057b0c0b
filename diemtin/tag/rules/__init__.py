"""Entities by rules: what the registry knows, what heads and titles announce, what names look like."""
