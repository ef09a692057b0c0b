"""What a materialisation shows in the UI."""

import dagster as dg
import pandas as pd
import pyarrow.dataset as ds

from diemtin.landing.capture import Capture
from diemtin.landing.health import summary
from diemtin.tables.catalog import Table
from diemtin.tables.store import Written

_PREVIEW_ROWS = 8
_PREVIEW_CHARS = 60


def landing_result(captured: Capture) -> dg.MaterializeResult[None]:
    """The result of the landing asset: counts, what the sweep did, and the day's fingerprint."""
    landed, swept = captured.landed, captured.swept
    metadata: dict[str, dg.MetadataValue | int] = {
        "files": landed.n_files,
        "bytes": landed.n_bytes,
        "by_source": dg.MetadataValue.md(_markdown(pd.Series(landed.by_source, name="files"))),
    }
    if swept:
        metadata["swept_new"] = len(swept.landed)
        metadata["swept_known_bytes"] = len(swept.duplicates)
        metadata["left_in_inbox"] = len(swept.left)
        if swept.left_because:
            why = pd.Series(swept.left_because, name="stays because")
            metadata["⚠ left in the inbox"] = dg.MetadataValue.md(_markdown(why))
    if captured.polls:
        states = {poll.source: poll.state for poll in captured.polls}
        metadata["sources"] = dg.MetadataValue.md(_markdown(pd.Series(states, name="state")))
        failed = {poll.source: summary([poll]) for poll in captured.polls if poll.codes}
        if failed:
            metadata["⚠ failures"] = dg.MetadataValue.md(_markdown(pd.Series(failed, name="what")))
    return dg.MaterializeResult(metadata=metadata, data_version=dg.DataVersion(landed.fingerprint))


def table_metadata(
    table: Table, written: Written, dataset: ds.Dataset, schema: dg.TableSchema
) -> dict[str, dg.MetadataValue | int]:
    """Row count, columns, content hash and a preview of what was written."""
    metadata: dict[str, dg.MetadataValue | int] = {
        "dagster/row_count": written.n_rows,
        "dagster/column_schema": dg.MetadataValue.table_schema(schema),
        "sha256": dg.MetadataValue.text(written.sha256),
        "bytes": written.n_bytes,
        "preview": dg.MetadataValue.md(_markdown(_preview(dataset))),
    }
    if table.count_by:
        counts = dataset.to_table(columns=[table.count_by]).to_pandas()[table.count_by]
        by_value = counts.value_counts().sort_index().rename("rows")
        metadata[f"rows_by_{table.count_by}"] = dg.MetadataValue.md(_markdown(by_value))
    return metadata


def _preview(dataset: ds.Dataset) -> pd.DataFrame:
    shown = [name for name in dataset.schema.names if name != "content"]
    frame: pd.DataFrame = dataset.head(_PREVIEW_ROWS, columns=shown).to_pandas()
    return frame.map(_short)


def _short(value: object) -> str:
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    text = str(value).replace("\n", " ⏎ ").replace("|", "¦")
    return text if len(text) <= _PREVIEW_CHARS else f"{text[: _PREVIEW_CHARS - 1]}…"


def _markdown(table: "pd.DataFrame | pd.Series[int] | pd.Series[str]") -> str:
    if table.empty:
        return "(none)"
    return str(table.to_markdown(index=isinstance(table, pd.Series)))
