"""Where the data are and when they begin: the settings that every way in shares.

Both come from the environment, so that a notebook, a command and the Dagster servers agree:
`DIEMTIN_DATA` (default: the checkout's `data/`) and `DIEMTIN_FIRST_DAY` (default 2025-06-26, the
first day of the sample corpus).
"""

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING

from diemtin.errors import DiemTinError

if TYPE_CHECKING:  # it imports fsspec, half of what `diemtin --help` would take
    from upath import UPath

_CHECKOUT = Path(__file__).resolve().parent.parent
_DEFAULT_FIRST_DAY = "2025-06-26"


def data_dir() -> Path:
    """The folder with `inbox/`, `landing/`, `tables/`."""
    return Path(os.environ.get("DIEMTIN_DATA") or _CHECKOUT / "data").resolve()


def sample_dir() -> Path:
    """The committed sample corpus."""
    return _CHECKOUT / "data" / "sample"


def tables_base() -> "UPath":
    """Where the published tables are kept."""
    from upath import UPath

    return UPath(data_dir() / "tables")


def first_day() -> datetime.date:
    """The first landing date, hence the first partition.

    Raises:
        DiemTinError: `DIEMTIN_FIRST_DAY` is not a date.
    """
    stated = os.environ.get("DIEMTIN_FIRST_DAY") or _DEFAULT_FIRST_DAY
    try:
        return datetime.date.fromisoformat(stated)
    except ValueError as error:
        raise DiemTinError(
            f"DIEMTIN_FIRST_DAY is {stated!r}; write a day as YYYY-MM-DD, e.g. 2025-06-26."
        ) from error
