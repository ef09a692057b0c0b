"""Tagging: sentences → entity mentions with exact offsets."""
