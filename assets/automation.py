"""When an asset follows its upstream by itself.

`AutomationCondition.eager()` looks at the latest partition only, so a document that arrives late
for an old day would go no further than the stage it arrived at. These conditions look at every
partition, and at data versions, so a rerun that changed nothing starts nothing.
"""

import dagster as dg

# A changed registry shows what was made with the old one as out of date; whether to build years of
# days again is the user's to say.
_registry = dg.AssetSelection.assets("registry")
_upstream_changed = (
    dg.AutomationCondition.any_deps_match(dg.AutomationCondition.data_version_changed())
    .ignore(_registry)
    .since_last_handled()
)
_nothing_runs = (
    ~dg.AutomationCondition.any_deps_in_progress() & ~dg.AutomationCondition.in_progress()
)

follow_day = (
    _upstream_changed & ~dg.AutomationCondition.any_deps_missing().ignore(_registry) & _nothing_runs
).with_label("a table of the same day has changed")

# Days that have not been built are no reason to wait: a summary counts the days that there are.
follow_corpus = (_upstream_changed & _nothing_runs).with_label("a day of the corpus has changed")
