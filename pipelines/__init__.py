"""How and when the assets run: one file for each Dagster concept, imported directly."""
