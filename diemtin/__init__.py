"""Điểm Tin: Vietnamese news text → tables of who was named where and when.

>>> import diemtin
>>> diemtin.analyse("Bà Lê Thu An thăm Đà Nẵng.")["mentions"]  # doctest: +SKIP
>>> diemtin.read("mentions", since="2025-06-28", until="2025-06-30")  # doctest: +SKIP
"""

import os
from typing import TYPE_CHECKING, Any

# pyarrow's own default keeps what it once had: 330 MB instead of 250 for a day's tagging, at the
# same speed (pyarrow 26.0.1, 2026-11). It reads this when it is first used.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")

if TYPE_CHECKING:
    from diemtin.notebook import analyse, analyse_files, read

__all__ = ["analyse", "analyse_files", "read"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """The notebook's functions when they are asked for: a worker does without pandas."""
    if name in __all__:
        from diemtin import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
