"""The data dictionary `docs/tables.md`, generated from the declarations: `make docs`."""

import sys

from diemtin.tables.catalog import TABLES, Table

_HEAD = """\
# The tables / Các bảng

Generated from `diemtin/tables/` by `make docs`; do not edit.

Every table is Parquet below `data/tables/`: a daily table is a folder with one file a landing day,
`<table>/<YYYY-MM-DD>.parquet`, a table over the whole corpus is one file, `<table>.parquet`.
`pd.read_parquet("data/tables/mentions")` reads all days, `diemtin.read("mentions", since=…)` some.
Offsets are code points of `articles.text`, half-open: `text[start:end] == surface`.

Types are those of Arrow. In pandas a `date32` is `date32[day][pyarrow]` (compare it with
`datetime.date`, or make it a timestamp with `pd.to_datetime`), a timestamp `datetime64[us, UTC]`, a
string `str`.
"""


def dictionary() -> str:
    """The whole document."""
    contents = "\n".join(f"- [{name}](#{name}): {table.grain}" for name, table in TABLES.items())
    return "\n\n".join([_HEAD + "\n" + contents, *map(_section, TABLES.values())]) + "\n"


def _section(table: Table) -> str:
    folder = f"{table.name}/<day>.parquet" if table.is_daily else f"{table.name}.parquet"
    order = ", ".join(table.sort_by)
    if table.follows:
        order = f"{table.follows_key} as in {table.follows}, then {order}"
    facts = [
        f"- Grain: {table.grain}",
        f"- File: `data/tables/{folder}`",
        f"- Primary key: {', '.join(f'`{name}`' for name in table.primary_key)}",
        f"- Order: {order}",
    ]
    if table.foreign_keys:
        keys = (f"`{key}` → `{target}`" for key, target in table.foreign_keys.items())
        facts.append(f"- Foreign keys: {', '.join(keys)}")
    rows = [
        f"| `{column.name}` | {column.type} | {'yes' if column.name in table.nullable else ''} | "
        f"{column.unit or ''} | {column.english} | {column.vietnamese} |"
        for column in table.columns
    ]
    head = "| column | type | null | unit | description | mô tả |\n|---|---|---|---|---|---|"
    parts = [f"## {table.name}", table.english, table.vietnamese]
    return "\n\n".join([*parts, "\n".join(facts), "\n".join([head, *rows])])


if __name__ == "__main__":
    sys.stdout.write(dictionary())
