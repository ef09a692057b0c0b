"""The checks on a published table, each of which sees one partition of it.

A check is a question with an answer that should be empty: what is wrong, in words with examples.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from diemtin.summarize.database import database
from diemtin.tables.catalog import TABLES, Table
from diemtin.tables.store import TableStore
from diemtin.tables.streaming import stream
from diemtin.tables.validate import evidence_problems, key_columns, key_problems, order_problems

Day = datetime.date

_TEXT_BATCH_ROWS = 1_000


@dataclass(frozen=True)
class Check:
    """A named question about a table, and the function that answers it for a partition."""

    name: str
    description: str
    problems: Callable[[TableStore, Table, Day | None], list[str]]
    # Of the world, not of the table: told, and what follows is built all the same.
    is_warning: bool = False


def checks_of(table: Table) -> list[Check]:
    """The checks that apply to a table."""
    checks = [
        Check("schema", "Columns, types and nulls are as declared.", _schema),
        Check("primary_key", f"{', '.join(table.primary_key)} is unique.", _primary_key),
        Check("order", "Rows are in the declared order.", _order),
    ]
    if table.foreign_keys:
        targets = ", ".join(f"{key} → {name}" for key, name in table.foreign_keys.items())
        checks.append(Check("foreign_keys", f"Every key resolves: {targets}.", _foreign_keys))
    if table.has_evidence:
        checks.append(
            Check("spans_exact", "articles.text[start:end] == surface, in every row.", _spans_exact)
        )
    if table.name in _COUNTS:
        description, _, _ = _COUNTS[table.name]
        checks.append(Check("counts_add_up", description, _counts_add_up))
    if table.name == "source_health":
        told = "Every source that was due could be read, with all that it lists."
        checks.append(Check("sources_answered", told, _sources_answered, is_warning=True))
    return checks


def _schema(store: TableStore, table: Table, day: Day | None) -> list[str]:
    path = store.path(table, day)
    with path.fs.open(path.path, "rb") as stream:
        found = pq.read_schema(stream)
    problems = []
    if not found.equals(table.schema):
        problems.append(f"{path} has the schema {found.to_string()}")
    dataset = store.partition(table, day)
    for field in table.schema:
        if not field.nullable:
            n_null = dataset.count_rows(filter=ds.field(field.name).is_null())
            if n_null:
                problems.append(f"{n_null} null(s) in {field.name}")
    return problems


def _primary_key(store: TableStore, table: Table, day: Day | None) -> list[str]:
    rows = store.partition(table, day).to_table(columns=list(table.primary_key))
    return key_problems(table, rows)


def _order(store: TableStore, table: Table, day: Day | None) -> list[str]:
    rows = store.partition(table, day).to_table(columns=key_columns(table))
    return order_problems(table, rows)


def _foreign_keys(store: TableStore, table: Table, day: Day | None) -> list[str]:
    problems = []
    for key, target_name in table.foreign_keys.items():
        target = TABLES[target_name]
        (target_key,) = target.primary_key
        unresolved = _query(
            f'SELECT "{key}" FROM rows ANTI JOIN target ON rows."{key}" = target."{target_key}" '
            f'WHERE rows."{key}" IS NOT NULL',
            rows=store.partition(table, day),
            target=store.partition(target, day),
        )
        if unresolved:
            problems.append(
                f"{len(unresolved)} {key} not in {target_name}, for example {unresolved[0][0]}"
            )
    return problems


def _spans_exact(store: TableStore, table: Table, day: Day | None) -> list[str]:
    articles, rows = store.partition(TABLES["articles"], day), store.partition(table, day)
    problems: list[str] = []
    for batch in stream(articles, _TEXT_BATCH_ROWS, ["article_id", "text"]):
        ids = batch.column("article_id")
        texts = dict(zip(ids.to_pylist(), batch.column("text").to_pylist(), strict=True))
        problems += evidence_problems(
            texts, rows.to_batches(filter=ds.field("article_id").isin(ids))
        )
    return problems[:10]


def _sources_answered(store: TableStore, table: Table, day: Day | None) -> list[str]:
    rows = store.partition(table, day).to_table(
        columns=["source", "source_state", "n_failed", "error_detail"],
        filter=ds.field("source_state").isin(["partial", "failed"]),
    )
    return [
        f"{row['source']} {row['source_state']} ({row['n_failed']}×): {row['error_detail']}"
        for row in rows.to_pylist()
    ]


# table: (what must hold, the tables that the query reads, a query that finds exceptions)
_COUNTS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "articles": (
        "Every raw document is an article or a reject: raw_documents = articles + rejects.",
        ("raw_documents", "articles", "rejects"),
        """
        SELECT raw || ' raw documents, ' || read || ' articles, ' || refused || ' rejects'
        FROM (SELECT (SELECT count(*) FROM raw_documents) AS raw,
                     (SELECT count(*) FROM articles) AS read,
                     (SELECT count(*) FROM rejects) AS refused)
        WHERE raw <> read + refused
        """,
    ),
    "sentences": (
        "The sentences of an article hold all its characters that are not white space.",
        ("articles", "sentences"),
        """
        WITH held AS (
            SELECT article_id, sum(length(regexp_replace(surface, '\\s', '', 'g'))) AS n
            FROM sentences GROUP BY article_id
        )
        SELECT 'article ' || article_id || ': ' || coalesce(n, 0) || ' of '
               || length(regexp_replace(text, '\\s', '', 'g')) || ' characters'
        FROM articles LEFT JOIN held USING (article_id)
        WHERE coalesce(n, 0) <> length(regexp_replace(text, '\\s', '', 'g'))
        """,
    ),
    "mentions": (
        "Every mention lies inside its sentence, and none overlaps the next.",
        ("sentences", "mentions"),
        """
        SELECT 'mention ' || mention_id
        FROM (SELECT *, lead(start) OVER (PARTITION BY article_id ORDER BY start) AS following
              FROM mentions) m
        JOIN sentences s USING (sentence_id)
        WHERE m.start < s.start OR m."end" > s."end" OR m.start >= m."end"
              OR m.following < m."end" OR m.article_id <> s.article_id
        """,
    ),
    "roles": (
        "Person, title and body are in the sentence, to the letter, and none overlaps another.",
        ("articles", "sentences", "roles"),
        """
        SELECT 'role ' || role_id
        FROM roles r JOIN articles a USING (article_id) JOIN sentences s USING (sentence_id)
        WHERE substring(a.text, person_start + 1, person_end - person_start) <> person
              OR substring(a.text, title_start + 1, title_end - title_start) <> r.title
              OR substring(a.text, body_start + 1, body_end - body_start) <> body
              OR least(person_start, title_start, body_start) < s.start
              OR greatest(person_end, title_end, body_end) > s."end"
              OR (person_start < title_end AND title_start < person_end)
              OR (body_start < title_end AND title_start < body_end)
        """,
    ),
    "article_signatures": (
        "Every article is signed, those of at least 30 shingles with 128 numbers.",
        ("articles", "article_signatures"),
        """
        SELECT 'article ' || coalesce(a.article_id, s.article_id)
        FROM articles a FULL JOIN article_signatures s USING (article_id)
        WHERE a.article_id IS NULL OR s.article_id IS NULL
              OR (n_shingles >= 30) <> (signature IS NOT NULL)
              OR octet_length(signature) <> 4 * 128
        """,
    ),
    "story_clusters": (
        "Every article is in one story, together with the articles of the same text; a story has "
        "one first, which was seen before the others.",
        ("articles", "story_clusters"),
        """
        SELECT 'article ' || coalesce(a.article_id, c.article_id)
        FROM articles a FULL JOIN story_clusters c USING (article_id)
        WHERE a.article_id IS NULL OR c.article_id IS NULL
        UNION ALL
        SELECT 'text of ' || min(article_id) || ' in several stories'
        FROM articles JOIN story_clusters USING (article_id)
        GROUP BY text_key HAVING count(DISTINCT story_id) > 1
        UNION ALL
        SELECT 'story ' || story_id FROM story_clusters GROUP BY story_id
        HAVING count(*) FILTER (WHERE role = 'first') <> 1
               OR min(article_id) FILTER (WHERE role = 'first') <> story_id
               OR min(seen_at) FILTER (WHERE role = 'first') <> min(seen_at)
               OR min(n_articles) <> count(*) OR max(n_articles) <> count(*)
               OR count(DISTINCT source) <> max(n_sources)
               OR min(containment_in_first) < 0 OR max(containment_in_first) > 1
               OR min(containment_of_first) < 0 OR max(containment_of_first) > 1
               OR min(greatest(containment_in_first, containment_of_first)) < 0.5
               OR max(similarity) > 1 OR min(delay) < 0
        """,
    ),
    "article_versions": (
        "The versions of every address are numbered from 1, and the last is current.",
        ("articles", "article_versions"),
        """
        SELECT url_key FROM article_versions GROUP BY url_key
        HAVING max(version) <> count(*) OR min(version) <> 1
               OR count(*) FILTER (WHERE is_current) <> 1
               OR max(version) FILTER (WHERE is_current) <> max(version)
               OR count(DISTINCT article_id) <> count(*)
               OR count(similarity) <> count(*) - 1
        UNION ALL
        SELECT coalesce(a.url_key, v.url_key) FROM
            (SELECT DISTINCT url_key FROM articles WHERE url_key IS NOT NULL) a
            FULL JOIN (SELECT DISTINCT url_key FROM article_versions) v USING (url_key)
        WHERE a.url_key IS NULL OR v.url_key IS NULL
        """,
    ),
    "person_roles": (
        "The roles of all persons are those of all counted articles outside furniture.",
        ("articles", "roles", "person_roles"),
        """
        SELECT person_key || ', ' || title_key FROM person_roles
        WHERE n_roles < n_articles OR n_articles < n_sources
              OR n_stories NOT BETWEEN 1 AND n_articles
              OR first_landing_date > last_landing_date
        UNION ALL
        SELECT counted || ' roles counted, ' || found || ' found'
        FROM (SELECT (SELECT coalesce(sum(n_roles), 0) FROM person_roles) AS counted,
                     (SELECT count(*) FROM roles
                      WHERE block_type <> 'furniture'
                            AND article_id IN (SELECT article_id FROM counted_articles)) AS found)
        WHERE counted <> found
        """,
    ),
    "daily_entities": (
        "Shares are n_articles / n_day_articles; the mentions of all days are those of all counted "
        "articles outside furniture; every entity has a story.",
        ("articles", "mentions", "daily_entities"),
        """
        SELECT entity_key || ' on ' || landing_date FROM daily_entities
        WHERE n_mentions < n_articles OR n_articles < n_sources OR n_articles > n_day_articles
              OR n_stories NOT BETWEEN 0 AND n_articles
              OR abs(article_share - n_articles / n_day_articles) > 1e-12
        UNION ALL
        SELECT entity_key FROM daily_entities GROUP BY entity_type, entity_key
        HAVING sum(n_stories) < 1
        UNION ALL
        SELECT counted || ' mentions counted, ' || found || ' found'
        FROM (SELECT (SELECT coalesce(sum(n_mentions), 0) FROM daily_entities) AS counted,
                     (SELECT count(*) FROM mentions
                      WHERE block_type <> 'furniture'
                            AND article_id IN (SELECT article_id FROM counted_articles)) AS found)
        WHERE counted <> found
        """,
    ),
    "daily_sources": (
        "n_seen = n_new + n_duplicates + n_rejected, and over all sources it is the number of "
        "articles and rejects of the day; every story is somebody's.",
        ("articles", "rejects", "story_clusters", "daily_sources"),
        """
        SELECT source || ' on ' || landing_date FROM daily_sources
        WHERE n_seen <> n_new + n_duplicates + n_rejected
              OR n_stories NOT BETWEEN 0 AND n_new + n_duplicates
        UNION ALL
        SELECT counted || ' stories counted, ' || found || ' found'
        FROM (SELECT (SELECT coalesce(sum(n_stories), 0) FROM daily_sources) AS counted,
                     (SELECT count(*) FROM story_clusters WHERE role = 'first') AS found)
        WHERE counted <> found
        UNION ALL
        SELECT landing_date || ': ' || coalesce(seen, 0) || ' seen, ' || coalesce(arrived, 0)
               || ' articles and rejects'
        FROM (SELECT landing_date, sum(n_seen) AS seen FROM daily_sources GROUP BY landing_date)
        FULL JOIN (SELECT landing_date, count(*) AS arrived
                   FROM (SELECT landing_date FROM articles
                         UNION ALL SELECT landing_date FROM rejects)
                   GROUP BY landing_date)
            USING (landing_date)
        WHERE coalesce(seen, 0) <> coalesce(arrived, 0)
        """,
    ),
    "entity_pairs": (
        "A pair is in no more articles and sentences than either of its entities; NPMI is in -1–1.",
        ("entity_pairs",),
        """
        SELECT entity_a || ' + ' || entity_b FROM entity_pairs
        WHERE n_articles > least(n_articles_a, n_articles_b)
              OR n_stories NOT BETWEEN 1 AND n_articles
              OR greatest(n_articles_a, n_articles_b) > n_corpus_articles
              OR n_sentences > least(n_sentences_a, n_sentences_b)
              OR NOT npmi_article BETWEEN -1 AND 1 OR NOT npmi_sentence BETWEEN -1 AND 1
        """,
    ),
    "article_overview": (
        "One row for every article, with all its sentences; the originals of copies and the firsts "
        "of stories are there.",
        ("articles", "sentences", "article_overview"),
        """
        SELECT 'article ' || coalesce(a.article_id, o.article_id)
        FROM articles a FULL JOIN article_overview o USING (article_id)
        LEFT JOIN (SELECT article_id, count(*) AS n FROM sentences GROUP BY article_id) s
            USING (article_id)
        WHERE a.article_id IS NULL OR o.article_id IS NULL OR o.n_sentences <> coalesce(s.n, 0)
        UNION ALL
        SELECT 'copy ' || article_id FROM article_overview
        WHERE is_duplicate <> (duplicate_of IS NOT NULL) OR (
            is_duplicate AND duplicate_of NOT IN (
                SELECT article_id FROM article_overview WHERE NOT is_duplicate))
        UNION ALL
        SELECT 'story of ' || article_id FROM article_overview
        WHERE is_first_of_story <> (story_id = article_id) OR story_id NOT IN (
            SELECT article_id FROM article_overview WHERE is_first_of_story)
        """,
    ),
}  # fmt: skip


def _counts_add_up(store: TableStore, table: Table, day: Day | None) -> list[str]:
    description, names, query = _COUNTS[table.name]
    datasets = {}
    for name in names:
        other = TABLES[name]
        datasets[name] = store.open(other, [day] if day and other.is_daily else None)
    if table.is_daily:
        exceptions = _query(query, **datasets)
    else:
        with database(**datasets) as connection:
            exceptions = connection.execute(query).fetchall()
    if not exceptions:
        return []
    examples = "; ".join(str(row[0]) for row in exceptions[:5])
    return [f"{len(exceptions)} exception(s) to «{description}»: {examples}"]


def _query(query: str, **datasets: ds.Dataset) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        for name, dataset in datasets.items():
            connection.register(name, dataset)
        return connection.execute(query).fetchall()
