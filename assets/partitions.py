"""The partitions: one a landing day, in Vietnam time, today included.

The first day is the setting DIEMTIN_FIRST_DAY. Today is a partition because the inbox lands in it.
"""

import dagster as dg

from diemtin.settings import first_day

daily = dg.DailyPartitionsDefinition(
    start_date=first_day().isoformat(), timezone="Asia/Ho_Chi_Minh", end_offset=1
)
