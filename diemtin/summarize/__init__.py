"""The summary tables, one file each: counts over the whole corpus."""

from diemtin.summarize.article_overview import article_overview
from diemtin.summarize.article_versions import article_versions
from diemtin.summarize.daily_entities import daily_entities
from diemtin.summarize.daily_sources import daily_sources
from diemtin.summarize.entity_pairs import entity_pairs
from diemtin.summarize.person_roles import person_roles
from diemtin.summarize.story_clusters import story_clusters

__all__ = [
    "article_overview",
    "article_versions",
    "daily_entities",
    "daily_sources",
    "entity_pairs",
    "person_roles",
    "story_clusters",
]
