"""The registry's files → the table registry."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pyarrow as pa

from diemtin.registry.entries import Entry, load_registry, registry_state
from diemtin.tables.catalog import TABLES

_SCHEMA = TABLES["registry"].schema


def registry_forms(registry_dir: Path | None = None) -> pa.Table:
    """Every form of every entry, of the built-in registry and the user's.

    Args:
        registry_dir: The folder of the user's files.

    Raises:
        RegistryError: A file does not keep to the form; it says which and how.
    """
    return _all_forms(*registry_state(registry_dir))


@lru_cache(maxsize=1)
def _all_forms(registry_dir: Path | None, _fingerprint: str) -> pa.Table:
    """Kept until a file changes, for processes that run several nights."""
    rows = [row for entry in load_registry(registry_dir).entries for row in _forms(entry)]
    rows.sort(key=lambda row: (row["registry_id"], row["form"]))
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


def _forms(entry: Entry) -> Iterator[dict[str, object]]:
    strong = dict.fromkeys(entry.forms)
    for form in {**strong, **dict.fromkeys(entry.weak_aliases)}:
        yield {
            "registry_id": entry.id,
            "form": form,
            "is_weak": form not in strong,
            "entity_type": entry.entity_type or None,
            "kind": entry.kind,
            "name": entry.name,
            "parent_id": entry.parent or None,
            "valid_from_date": entry.valid_from,
            "valid_to_date": entry.valid_to,
            "reference": entry.source,
        }
