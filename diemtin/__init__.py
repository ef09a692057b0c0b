"""Điểm Tin: Vietnamese news text → tables of who was named where and when.

>>> import diemtin
>>> diemtin.analyse("Bà Lê Thu An thăm Đà Nẵng.")["mentions"]  # doctest: +SKIP
>>> diemtin.read("mentions", since="2025-06-28", until="2025-06-30")  # doctest: +SKIP
"""

from diemtin.notebook import analyse, read

__all__ = ["analyse", "read"]
__version__ = "0.1.0"
