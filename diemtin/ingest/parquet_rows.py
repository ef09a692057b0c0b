"""`.parquet`: every row is an item, as a JSON object whose fields are the columns."""

import json
from collections.abc import Iterator
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from diemtin.ingest.parts import MAX_RATIO, RATIO_FREE_BYTES, Item
from diemtin.ingest.reasons import Reason, Refused

_BATCH_ROWS = 64
# Else each column of a row group, which may be all of the file, is read at once.
_BUFFER_BYTES = 1 << 20
# A file's own description of itself; that of a thousand columns takes a tenth of it.
_MAX_FOOTER_BYTES = 100_000_000


def parquet_rows(stream: IO[bytes], n_bytes: int, max_bytes: int) -> Iterator[Item]:
    """The rows in their order, counted from 1.

    Args:
        stream: The file.
        n_bytes: Its size.
        max_bytes: Largest row, as JSON.

    Raises:
        Refused: It is damaged, encrypted, or would unpack to much more than text does.
    """
    number = 0
    try:
        file = pq.ParquetFile(
            stream,
            pre_buffer=False,
            buffer_size=_BUFFER_BYTES,
            page_checksum_verification=True,
            thrift_string_size_limit=_MAX_FOOTER_BYTES,
            thrift_container_size_limit=_MAX_FOOTER_BYTES,
        )
        _check_size(file.metadata, n_bytes)
        for batch in file.iter_batches(_BATCH_ROWS, use_threads=False):
            for record in _records(batch):
                number += 1
                yield _item(record, number, max_bytes)
    # pyarrow raises whatever its parts do; an `OSError` of its own is of damaged pages.
    except (pa.ArrowException, OSError, ValueError, OverflowError, KeyError, MemoryError) as error:
        if isinstance(error, MemoryError) and not isinstance(error, pa.ArrowException):
            raise
        raise _refused(error) from None
    if not number:
        yield Item("parquet", problem=Reason.EMPTY, detail="the table has no rows")


def _refused(error: Exception) -> Refused:
    told = str(error).partition("\n")[0][:300]
    is_encrypted = "encrypted" in told.lower() or "decrypt" in told.lower()
    reason = Reason.ENCRYPTED if is_encrypted else Reason.UNREADABLE
    return Refused(reason, f"the Parquet file cannot be read: {told or type(error).__name__}")


def _check_size(metadata: pq.FileMetaData, n_bytes: int) -> None:
    # A run of equal values takes a few bytes however long it is.
    n_unpacked = metadata.num_rows + sum(
        metadata.row_group(index).total_byte_size for index in range(metadata.num_row_groups)
    )
    if n_unpacked > RATIO_FREE_BYTES and n_unpacked > MAX_RATIO * n_bytes:
        raise Refused(
            Reason.UNSAFE_ARCHIVE,
            f"the table unpacks to more than {MAX_RATIO} times its size, as no text does",
        )


def _records(batch: pa.RecordBatch) -> Iterator[dict[str, Any] | str]:
    """Each row, or what is wrong with it."""
    columns = [_readable(column) for column in batch.columns]
    names = _unique(batch.schema.names)
    for index in range(batch.num_rows):
        try:
            yield {name: column[index].as_py() for name, column in zip(names, columns, strict=True)}
        except (UnicodeDecodeError, ValueError, OverflowError, ArithmeticError) as error:
            yield f"a value cannot be read: {error}"


def _readable(column: pa.Array) -> pa.Array:
    """Dates as text: those of Arrow reach further than Python's."""
    kind = column.type
    if pa.types.is_temporal(kind) and not pa.types.is_duration(kind):
        return column.cast(pa.string())
    if pa.types.is_large_string(kind) or pa.types.is_dictionary(kind):
        return column.cast(pa.string()) if pa.types.is_large_string(kind) else column
    return column


def _unique(names: list[str]) -> list[str]:
    unique: list[str] = []
    for name in names:
        again, number = name, 2
        while again in unique:
            again, number = f"{name}_{number}", number + 1
        unique.append(again)
    return unique


def _item(record: dict[str, Any] | str, number: int, max_bytes: int) -> Item:
    if isinstance(record, str):
        return Item("parquet", record=number, problem=Reason.MALFORMED_RECORD, detail=record[:300])
    try:
        content = json.dumps(record, ensure_ascii=False, default=_plain).encode()
    except (ValueError, RecursionError) as error:
        return Item(
            "parquet", record=number, problem=Reason.MALFORMED_RECORD, detail=str(error)[:300]
        )
    if len(content) > max_bytes:
        return Item(
            "parquet",
            record=number,
            problem=Reason.TOO_LARGE,
            detail=f"a row of {len(content):,} bytes",
            beginning=content[:1000],
            n_bytes=len(content),
        )
    return Item("parquet", content, number)


def _plain(value: Any) -> Any:
    """Bytes that are text as text, others by their number; what else JSON does not know as text."""
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return {"n_bytes_that_are_no_text": len(value)}
    return str(value)
