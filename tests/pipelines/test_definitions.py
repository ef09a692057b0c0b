"""What the code location holds; an accidental change shows here."""

import pkgutil

import dagster as dg
import pytest

import assets
from diemtin.tables.catalog import TABLES
from diemtin.tables.verify import checks_of
from pipelines.definitions import ASSET_MODULES, defs

GROUPS = {
    "landing": "ingestion",
    "raw_documents": "ingestion",
    "source_health": "ingestion",
    "articles": "ingestion",
    "rejects": "ingestion",
    "article_signatures": "ingestion",
    "sentences": "segmentation",
    "registry": "tagging",
    "mentions": "tagging",
    "roles": "tagging",
    "story_clusters": "summaries",
    "article_versions": "summaries",
    "daily_entities": "summaries",
    "person_roles": "summaries",
    "daily_sources": "summaries",
    "entity_pairs": "summaries",
    "article_overview": "summaries",
}
# The registry is of no day either, though the days are tagged with it.
WHOLE_CORPUS = {"registry", *(name for name, group in GROUPS.items() if group == "summaries")}


@pytest.fixture(scope="module")
def specs() -> dict[str, dg.AssetSpec]:
    return {spec.key.to_user_string(): spec for spec in defs.resolve_all_asset_specs()}


def test_the_definitions_load() -> None:
    dg.Definitions.validate_loadable(defs)


def test_the_assets_and_their_groups(specs: dict[str, dg.AssetSpec]) -> None:
    assert {name: spec.group_name for name, spec in specs.items()} == GROUPS


def test_every_declared_table_is_an_asset_of_the_declared_group(
    specs: dict[str, dg.AssetSpec],
) -> None:
    assert {name: specs[name].group_name for name in TABLES} == {
        name: table.group for name, table in TABLES.items()
    }


def test_every_module_that_defines_assets_is_loaded() -> None:
    loaded = {module.__name__ for module in ASSET_MODULES}
    for info in pkgutil.iter_modules(assets.__path__, "assets."):
        module = __import__(info.name, fromlist=["_"])
        defined = [
            value
            for value in vars(module).values()
            if isinstance(value, dg.AssetsDefinition)
            and not isinstance(value, dg.AssetChecksDefinition)
        ]
        if any(key.path[-1] in GROUPS for value in defined for key in value.keys):
            assert info.name in loaded


def test_what_depends_on_what(specs: dict[str, dg.AssetSpec]) -> None:
    depends = {
        name: sorted(dep.asset_key.to_user_string() for dep in spec.deps)
        for name, spec in specs.items()
    }
    assert depends == {
        "landing": [],
        "raw_documents": ["landing"],
        "source_health": ["landing"],
        "articles": ["raw_documents"],
        "rejects": ["raw_documents"],
        "sentences": ["articles"],
        "registry": [],
        "mentions": ["registry", "sentences"],
        "roles": ["mentions", "registry", "sentences"],
        "article_signatures": ["articles"],
        "story_clusters": ["article_signatures", "articles"],
        "article_versions": ["articles"],
        "daily_entities": ["articles", "mentions", "story_clusters"],
        "person_roles": ["articles", "roles", "story_clusters"],
        "daily_sources": ["articles", "rejects", "story_clusters"],
        "entity_pairs": ["articles", "mentions", "sentences", "story_clusters"],
        "article_overview": ["articles", "mentions", "sentences", "story_clusters"],
    }


@pytest.mark.parametrize("name", GROUPS)
def test_every_asset_is_described_owned_tagged_and_of_a_kind(
    specs: dict[str, dg.AssetSpec], name: str
) -> None:
    spec = specs[name]
    assert spec.description
    assert spec.owners == ["team:diem-tin"]
    assert spec.kinds
    assert spec.tags["grain"] == ("corpus" if name in WHOLE_CORPUS else "day")


def test_daily_assets_are_partitioned_in_vietnam_time_and_the_others_are_not(
    specs: dict[str, dg.AssetSpec],
) -> None:
    for name, spec in specs.items():
        if name in WHOLE_CORPUS:
            assert spec.partitions_def is None
        else:
            assert isinstance(spec.partitions_def, dg.DailyPartitionsDefinition)
            assert spec.partitions_def.timezone == "Asia/Ho_Chi_Minh"


def test_every_table_has_its_checks_and_only_warnings_do_not_block() -> None:
    found = {
        (spec.asset_key.path[-1], spec.name, spec.blocking)
        for checks in defs.asset_checks or []
        for spec in checks.check_specs
    }
    assert found == {
        (table.name, check.name, not check.is_warning)
        for table in TABLES.values()
        for check in checks_of(table)
    }


def test_the_jobs_the_schedule_and_the_sensors() -> None:
    assert {job.name for job in defs.jobs or []} == {"night", "publish_registry", "summaries"}
    assert [schedule.name for schedule in defs.schedules or []] == ["nightly"]
    assert {sensor.name for sensor in defs.sensors or []} == {
        "inbox",
        "sources",
        "registry",
        "automation",
    }


def test_the_night_is_every_daily_asset_with_the_registry_and_the_summaries_are_the_rest() -> None:
    def selected(job_name: str) -> set[str]:
        layer = defs.resolve_job_def(job_name).asset_layer
        return {key.to_user_string() for key in layer.selected_asset_keys}

    assert selected("night") == {name for name, group in GROUPS.items() if group != "summaries"}
    assert selected("summaries") == {name for name, group in GROUPS.items() if group == "summaries"}


def test_every_configuration_field_is_described() -> None:
    from assets import config

    models = [
        value
        for value in vars(config).values()
        if isinstance(value, type) and issubclass(value, dg.Config) and value is not dg.Config
    ]
    assert models
    for model in models:
        for name, field in model.model_fields.items():
            assert field.description, f"{model.__name__}.{name}"
