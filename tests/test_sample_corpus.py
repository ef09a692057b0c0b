"""The whole graph on the committed sample: what comes out, and that it is the same every time."""

import datetime
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pandas as pd
import pytest
from upath import UPath

from diemtin.corpus import Corpus
from diemtin.landing.sample import land_sample, sample_days
from diemtin.settings import sample_dir
from diemtin.tables.catalog import TABLES
from pipelines.definitions import build_defs

# The sample takes a while to build, so one process builds it and runs what looks at it.
pytestmark = pytest.mark.xdist_group("sample")

ROOT = Path(__file__).resolve().parents[1]
EMPTY_DAY = datetime.date(2025, 6, 29)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The sample, landed and built by the jobs, day after day."""
    folder = tmp_path_factory.mktemp("sample")
    corpus = Corpus(data_dir=folder, tables=UPath(folder / "tables"))
    land_sample(corpus, sample_dir())
    defs, instance = build_defs(corpus), dg.DagsterInstance.ephemeral()
    for day in sample_days():
        night = defs.resolve_job_def("night")
        assert night.execute_in_process(partition_key=day.isoformat(), instance=instance).success
    assert defs.resolve_job_def("summaries").execute_in_process(instance=instance).success
    return corpus


def read(corpus: Corpus, name: str) -> pd.DataFrame:
    table = TABLES[name]
    return pd.read_parquet(corpus.store.base / name if table.is_daily else corpus.store.path(table))


def hashes(tables: Path) -> dict[str, str]:
    return {
        path.relative_to(tables).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(tables.rglob("*.parquet"))
    }


def test_landing_the_sample_again_lands_nothing(built: Corpus) -> None:
    sweeps = land_sample(built, sample_dir())
    assert [sweep.landed for sweep in sweeps] == [[] for _ in sample_days()]
    assert sum(len(sweep.duplicates) for sweep in sweeps) > 50


@pytest.mark.parametrize("name", TABLES)
def test_keys_are_unique_and_no_column_is_an_object(built: Corpus, name: str) -> None:
    frame = read(built, name)
    assert len(frame) or name == "source_health"  # the sample lands without asking any source
    assert not frame.duplicated(list(TABLES[name].primary_key)).any()
    assert not [column for column in frame if pd.api.types.is_object_dtype(frame[column].dtype)]


def test_nothing_disappears_on_the_way(built: Corpus) -> None:
    received = set(read(built, "raw_documents").document_id)
    read_as_article = set(read(built, "articles").article_id)
    refused = set(read(built, "rejects").document_id)
    assert read_as_article | refused == received
    assert not read_as_article & refused


@pytest.mark.parametrize("name", ["sentences", "mentions"])
def test_every_span_is_exact(built: Corpus, name: str) -> None:
    texts = read(built, "articles").set_index("article_id").text
    for row in read(built, name).itertuples():
        assert texts[row.article_id][row.start : row.end] == row.surface


def test_bad_files_are_refused_each_for_its_reason(built: Corpus) -> None:
    rejects = read(built, "rejects")
    found = {(row.path, row.record): row.reason for row in rejects.itertuples()}
    assert found == {
        ("kinh-te-buoi-som/ban-tin-sang.jsonl", 2): "malformed_record",
        ("kinh-te-buoi-som/ban-tin-sang.jsonl", 3): "malformed_record",
        ("kinh-te-buoi-som/ban-tin-sang.jsonl", 5): "empty",
        ("bao-ben-nuoc/trang-trong.html", 0): "no_text",
        ("cong-nghe-la-ban/loi-ma-hoa.txt", 0): "undecodable",
        ("bao-ben-nuoc/anh-hien-truong.jpg", 0): "unsupported_format",
        ("suc-khoe-ngay-lanh/ghi-chu.txt", 0): "empty",
        ("suc-khoe-ngay-lanh/khoang-trang.txt", 0): "empty",
        ("san-co-24/lich-thi-dau.docx", 0): "unreadable",
    }


def test_copies_are_articles_of_the_story_of_the_first(built: Corpus) -> None:
    stories = read(built, "story_clusters").set_index("article_id")
    overview = read(built, "article_overview").set_index("article_id")
    assert overview.story_id.eq(stories.story_id.reindex(overview.index)).all()
    assert read(built, "daily_sources").n_stories.sum() == overview.story_id.nunique()
    followers = stories[stories.role != "first"]
    assert len(followers) == len(overview) - overview.story_id.nunique() == 4
    assert set(followers.role) == {"copy"}
    again = overview[~overview.is_counted]  # the same record twice in one file, with its address
    assert list(again.path) == ["kinh-te-buoi-som/ban-tin-sang.jsonl"]
    assert again.story_id.isin(overview[overview.is_counted].story_id).all()


def test_copies_are_marked_with_the_first_by_landing_date(built: Corpus) -> None:
    overview = read(built, "article_overview").set_index("article_id")
    copies = overview[overview.is_duplicate]
    assert len(copies) == 4
    for copy in copies.itertuples():
        original = overview.loc[copy.duplicate_of]
        assert original.landing_date <= copy.landing_date
        assert original.title == copy.title
    syndicated = copies[copies.path.str.startswith("bao-ben-nuoc/")]
    assert list(overview.loc[syndicated.duplicate_of].source) == ["tin-sao-khue"]


def test_the_empty_day_is_there_with_zeros(built: Corpus) -> None:
    sources = read(built, "daily_sources")
    assert sources.landing_date.nunique() == len(sample_days())
    empty = sources[sources.landing_date == EMPTY_DAY]
    assert len(empty) == 6
    assert empty.n_seen.sum() == 0
    assert empty.is_processed.all()


def test_published_dates_are_found_and_never_taken_from_the_landing_date(built: Corpus) -> None:
    articles = read(built, "articles")
    found_in = articles.published_date_source.value_counts()
    assert set(found_in.index) == {"record", "json_ld", "meta", "time_element", "visible_line"}
    undated = articles[articles.published_date_source.isna()]
    assert undated.published_at.isna().all()
    assert undated.published_date.isna().all()
    assert "hôm qua lúc gà gáy" in set(undated.published_raw)


def test_repairs_are_counted_where_the_sample_needs_them(built: Corpus) -> None:
    articles = read(built, "articles")
    for kind in ("nfc", "line_end", "zero_width", "space"):
        assert (articles[f"n_repairs_{kind}"] > 0).sum() >= 2, kind


def test_a_second_build_gives_the_same_bytes_whatever_the_circumstances(
    built: Corpus, tmp_path: Path
) -> None:
    """Another process, order of days, hash seed, time zone, locale, number of workers, batches."""
    script = f"""
import dagster as dg, json, sys
from pathlib import Path
from upath import UPath
from diemtin.corpus import Corpus
from diemtin.ingest import articles
from diemtin.landing.sample import land_sample, sample_days
from diemtin.segment import segmentation
from diemtin.settings import sample_dir
from pipelines.definitions import build_defs

if __name__ == "__main__":
    folder = Path({str(tmp_path)!r})
    corpus = Corpus(data_dir=folder, tables=UPath(folder / "tables"))
    land_sample(corpus, sample_dir())
    articles._BATCH_ROWS, segmentation._BATCH_ARTICLES = 3, 3  # so that a day takes several
    defs, instance = build_defs(corpus), dg.DagsterInstance.ephemeral()
    for day in reversed(sample_days()):
        n_workers = 2 if day.isoformat() == "2025-07-01" else 1
        config = {{"ops": {{
            "mentions": {{"config": {{"n_workers": n_workers, "batch_sentences": 40}}}},
            "sentences": {{"config": {{"n_workers": n_workers}}}},
            "articles_and_rejects": {{"config": {{"n_workers": n_workers}}}},
        }}}}
        defs.resolve_job_def("night").execute_in_process(
            partition_key=day.isoformat(), instance=instance, run_config=config)
    defs.resolve_job_def("summaries").execute_in_process(instance=instance)
"""
    path = tmp_path / "second_build.py"
    path.write_text(script, encoding="utf-8")
    subprocess.run(
        [sys.executable, str(path)],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        env=os.environ
        | {
            "PYTHONPATH": str(ROOT),
            "PYTHONHASHSEED": "4711",
            "TZ": "America/New_York",
            "LC_ALL": "C",
        },
    )
    assert hashes(tmp_path / "tables") == hashes(Path(built.tables))


def test_each_stage_runs_alone_in_a_process_of_its_own(built: Corpus, tmp_path: Path) -> None:
    """Through Dagster's own command line, from cold, against the files of the stage before."""
    day = "2025-07-01"
    corpus = Corpus(data_dir=tmp_path, tables=UPath(tmp_path / "tables"))
    land_sample(corpus, sample_dir())
    home = tmp_path / "home"
    home.mkdir()
    environment = os.environ | {
        "DIEMTIN_DATA": str(tmp_path),
        "DAGSTER_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
    }
    for selection in ("landing", "raw_documents", "articles,rejects", "sentences", "mentions"):
        ran = subprocess.run(
            [
                *(sys.executable, "-m", "dagster", "asset", "materialize"),
                *("-m", "pipelines.definitions", "--select", selection, "--partition", day),
            ],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=environment,
        )
        assert ran.returncode == 0, ran.stderr[-3000:]
    alone = hashes(tmp_path / "tables")
    assert len(alone) == 5
    whole = hashes(Path(built.tables))
    assert alone == {name: whole[name] for name in alone}


def test_the_sample_has_six_sources_ten_days_and_about_eighty_articles(built: Corpus) -> None:
    articles = read(built, "articles")
    assert articles.source.nunique() == 6
    assert 75 <= len(articles) <= 90
    assert set(json.loads(articles.language.value_counts().to_json())) == {"vi"}
