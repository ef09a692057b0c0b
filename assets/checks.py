"""The checks on every table: they see only their own partition and block what follows.

One that warns blocks nothing: a source that failed is no fault of the day's tables.
"""

from collections.abc import Iterator

import dagster as dg

from assets.failures import permanent_failures
from diemtin.calendar import day_from_key
from diemtin.corpus import Corpus
from diemtin.tables.catalog import TABLES, Table
from diemtin.tables.verify import checks_of


def _checks(table: Table) -> dg.AssetChecksDefinition:
    checks = checks_of(table)

    # The run's partition key, not an input: a check that takes the asset as an input would be given
    # all its partitions.
    @dg.multi_asset_check(
        name=f"{table.name}_checks",
        specs=[
            dg.AssetCheckSpec(
                check.name,
                asset=table.name,
                blocking=not check.is_warning,
                description=check.description,
            )
            for check in checks
        ],
    )
    def run_checks(
        context: dg.AssetCheckExecutionContext, corpus: dg.ResourceParam[Corpus]
    ) -> Iterator[dg.AssetCheckResult]:
        day = day_from_key(context.partition_key) if table.is_daily else None
        for check in checks:
            with permanent_failures():
                problems = check.problems(corpus.store, table, day)
            yield dg.AssetCheckResult(
                passed=not problems,
                check_name=check.name,
                asset_key=table.name,
                severity=(
                    dg.AssetCheckSeverity.WARN if check.is_warning else dg.AssetCheckSeverity.ERROR
                ),
                description="; ".join(problems) or check.description,
                metadata={"problems": len(problems), "partition": str(day or "whole corpus")},
            )

    return run_checks


table_checks = [_checks(table) for table in TABLES.values()]
