"""Ingestion: bytes → articles with canonical text, or rejects with a reason."""
