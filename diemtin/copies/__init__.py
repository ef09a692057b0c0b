"""Copies: which articles tell the same text. docs/copies.md says what counts as one."""
