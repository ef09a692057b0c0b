"""The registry: what a newsroom knows, as CSV files, and the user's additions to it."""
