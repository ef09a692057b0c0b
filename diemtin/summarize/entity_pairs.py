"""The table entity_pairs: which entities occur together, with normalised PMI."""

import pyarrow as pa
import pyarrow.dataset as ds

from diemtin.summarize.database import summary

DEFAULT_MIN_ARTICLES = 1

# npmi = ln(p(a,b) / (p(a) p(b))) / -ln p(a,b). Where a and b are in everything, p(a,b) = 1 and the
# quotient is 0/0; its limit is 1, for they are never apart. Rounding may carry others past a limit.
_PREPARE = """
CREATE TEMP MACRO npmi(together, a, b, total) AS CASE
    WHEN together = 0 THEN -1.0
    WHEN together = total THEN 1.0
    ELSE greatest(-1.0, least(1.0,
        ln(together::DOUBLE * total / (a::DOUBLE * b)) / -ln(together::DOUBLE / total)))
END;

CREATE TEMP TABLE entities AS
SELECT row_number() OVER (ORDER BY entity_type, entity_key) AS entity_no, *
FROM entity_names;

CREATE TEMP TABLE in_articles AS
SELECT DISTINCT article_id AS unit, story_id, entity_no
FROM counted_mentions JOIN entities USING (entity_type, entity_key);

CREATE TEMP TABLE in_sentences AS
SELECT DISTINCT sentence_id AS unit, entity_no
FROM counted_mentions JOIN entities USING (entity_type, entity_key);
"""

_QUERY = """
WITH article_pairs AS (
    SELECT a.entity_no AS a, b.entity_no AS b, count(*) AS n_articles,
           count(DISTINCT a.story_id) AS n_stories
    FROM in_articles a JOIN in_articles b ON a.unit = b.unit AND a.entity_no < b.entity_no
    GROUP BY ALL HAVING count(*) >= $min_articles
),
sentence_pairs AS (
    SELECT a.entity_no AS a, b.entity_no AS b, count(*) AS n_sentences
    FROM in_sentences a JOIN in_sentences b ON a.unit = b.unit AND a.entity_no < b.entity_no
    GROUP BY ALL
),
by_article AS (SELECT entity_no, count(*) AS n FROM in_articles GROUP BY entity_no),
by_sentence AS (SELECT entity_no, count(*) AS n FROM in_sentences GROUP BY entity_no),
totals AS (
    SELECT (SELECT count(*) FROM counted_articles) AS n_corpus_articles,
           (SELECT count(*) FROM sentences JOIN counted_articles USING (article_id)
            WHERE block_type <> 'furniture') AS n_corpus_sentences
),
counted AS (
    SELECT a, b, n_articles, n_stories, coalesce(n_sentences, 0) AS n_sentences,
           articles_a.n AS n_articles_a, articles_b.n AS n_articles_b,
           sentences_a.n AS n_sentences_a, sentences_b.n AS n_sentences_b,
           n_corpus_articles, n_corpus_sentences
    FROM article_pairs
    LEFT JOIN sentence_pairs USING (a, b)
    JOIN by_article articles_a ON articles_a.entity_no = a
    JOIN by_article articles_b ON articles_b.entity_no = b
    JOIN by_sentence sentences_a ON sentences_a.entity_no = a
    JOIN by_sentence sentences_b ON sentences_b.entity_no = b
    CROSS JOIN totals
)
SELECT first.entity_type AS entity_type_a, first.entity_key AS entity_key_a,
       first.entity AS entity_a,
       second.entity_type AS entity_type_b, second.entity_key AS entity_key_b,
       second.entity AS entity_b,
       counted.* EXCLUDE (a, b),
       npmi(n_articles, n_articles_a, n_articles_b, n_corpus_articles) AS npmi_article,
       npmi(n_sentences, n_sentences_a, n_sentences_b, n_corpus_sentences) AS npmi_sentence
FROM counted
JOIN entities first ON first.entity_no = a
JOIN entities second ON second.entity_no = b
"""


def entity_pairs(
    articles: ds.Dataset,
    sentences: ds.Dataset,
    mentions: ds.Dataset,
    story_clusters: ds.Dataset,
    *,
    min_articles: int = DEFAULT_MIN_ARTICLES,
) -> pa.RecordBatchReader:
    """Count every pair of entities that share an article, over the whole corpus.

    Args:
        articles: The table articles.
        sentences: The table sentences.
        mentions: The table mentions.
        story_clusters: The table story_clusters.
        min_articles: Leave out pairs in fewer articles than this; 1 keeps all.
    """
    return summary(
        "entity_pairs",
        _QUERY,
        prepare=_PREPARE,
        parameters={"min_articles": min_articles},
        articles=articles,
        sentences=sentences,
        mentions=mentions,
        story_clusters=story_clusters,
    )
