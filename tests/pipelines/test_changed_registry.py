"""A changed registry shows what was made with the old one as out of date, and rebuilds nothing."""

import datetime
from collections.abc import Iterator

import dagster as dg
import pytest

# Dagster has no public way to ask for it; the UI asks by GraphQL, through the same class.
from dagster._core.asset_graph_view.asset_graph_view import AssetGraphView, TemporalContext
from dagster._core.definitions.data_version import CachingStaleStatusResolver, StaleStatus

from diemtin.corpus import Corpus
from tests.pipelines.graph import Graph, corpus_at_noon

pytestmark = pytest.mark.xdist_group("registry")  # one process builds the house

DAYS = ["2025-06-26", "2025-06-27"]
NIGHT = ["landing", "raw_documents", "articles", "rejects", "sentences", "mentions", "roles"]
TAGGED = {"mentions", "roles"}

Statuses = dict[tuple[str, str], StaleStatus]
IN_SYNC: Statuses = {(name, day): StaleStatus.FRESH for name in NIGHT for day in DAYS}


class House(Graph):
    """Two days that have been built; `seen` tells what they looked like in between."""

    def __init__(self, corpus: Corpus, instance: dg.DagsterInstance) -> None:
        super().__init__(corpus, instance)
        self.seen: dict[str, Statuses] = {}
        self.spoilt: dg.ExecuteInProcessResult | None = None
        for day in DAYS:
            self.land(day, "tin.txt", "Ông Lê Văn Thử, giám đốc Suối Reo Xanh, về làng.")
        self.run("registry")
        for day in DAYS:
            self.run(*NIGHT, day=day)
        self.look("built")

    def look(self, when: str) -> None:
        """Note what shows as out of date and what automation asks for."""
        graph = self.defs.resolve_asset_graph()
        now = TemporalContext(effective_dt=datetime.datetime.now(datetime.UTC), last_event_id=None)
        view = AssetGraphView(temporal_context=now, instance=self.instance, asset_graph=graph)
        resolver = CachingStaleStatusResolver(self.instance, graph, view)
        self.seen[when] = {
            (name, day): resolver.get_status(dg.AssetKey(name), day)
            for name in NIGHT
            for day in DAYS
        }
        super().look(when)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, small_registry: None) -> Iterator[House]:
    """What happened: the registry published again, changed, spoilt; then a day built again."""
    corpus = corpus_at_noon(tmp_path_factory.mktemp("house"), "2025-06-28")
    with dg.DagsterInstance.ephemeral() as instance:
        house = House(corpus, instance)
        house.run("registry")
        house.look("published again")
        house.know("Suối Reo Xanh")
        house.run("registry")
        house.look("changed")
        house.know("Suối Reo Xanh", "")
        house.spoilt = house.run("registry", may_fail=True)
        house.look("spoilt")
        house.know("Suối Reo Xanh")
        house.run("mentions", "roles", day=DAYS[0])
        house.look("a day built again")
        yield house


def test_what_was_built_with_the_registry_of_today_is_in_sync(house: House) -> None:
    assert house.seen["built"] == IN_SYNC


def test_the_same_registry_published_again_leaves_everything_in_sync(house: House) -> None:
    assert house.seen["published again"] == IN_SYNC
    assert house.asked["published again"] == set()


def test_a_changed_registry_shows_mentions_and_roles_of_every_day_as_out_of_date(
    house: House,
) -> None:
    assert house.seen["changed"] == {
        (name, day): StaleStatus.STALE if name in TAGGED else StaleStatus.FRESH
        for name, day in IN_SYNC
    }


def test_no_day_is_asked_to_be_built_again_for_it(house: House) -> None:
    assert house.asked["changed"] == set()


def test_a_day_that_is_built_again_is_in_sync_and_the_others_are_not(house: House) -> None:
    seen = house.seen["a day built again"]
    assert {seen[name, DAYS[0]] for name in TAGGED} == {StaleStatus.FRESH}
    assert {seen[name, DAYS[1]] for name in TAGGED} == {StaleStatus.STALE}


def test_a_mistake_in_the_user_s_file_is_told_with_its_line_and_publishes_nothing(
    house: House,
) -> None:
    assert not house.spoilt.success
    (failed,) = [event for event in house.spoilt.all_events if event.is_step_failure]
    told = failed.step_failure_data.user_failure_data
    assert told is not None
    assert "mine.csv, line 3: the column 'name' is empty" in str(told.description)
    assert house.seen["spoilt"] == house.seen["changed"]
