"""A corpus whose sources are pages of a site on this machine, and what has landed in it."""

import datetime
import json
from dataclasses import dataclass, replace
from typing import Any

import yaml

from diemtin.corpus import Corpus
from diemtin.ingest.articles import extract
from diemtin.ingest.raw_documents import raw_documents
from diemtin.landing.capture import Capture, capture
from diemtin.landing.health import source_health
from diemtin.landing.web.hosts import Clock
from diemtin.landing.web.poll import web
from diemtin.tables.catalog import TABLES
from tests.diemtin.landing.web.site import Reply, Site

# Long enough for a paragraph to be the main text of its page.
PARAGRAPH = (
    "Sáng nay bến đò Cồn Sẻ mở lại sau ba tuần sửa cầu phao, bà con hai bờ sông qua chợ sớm hơn "
    "thường lệ một giờ, người chở rau, người chở cá, ai cũng nói nước đã rút và dòng đã êm."
)


@dataclass
class Newsroom:
    """Sources over a site, and the tables made of what landed."""

    corpus: Corpus
    site: Site
    clock: Clock
    now: datetime.datetime

    def sources(self, *sources: dict[str, Any], **settings: Any) -> None:
        """Write sources.yaml, each source allowed on this machine unless it says otherwise."""
        described = [
            {
                "allow_private_addresses": True,
                "limits": {"delay_seconds": 0, "max_retries": 0, **source.pop("limits", {})},
                **source,
            }
            for source in sources
        ]
        self.corpus.data_dir.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump({"sources": described, **settings}, allow_unicode=True)
        self.corpus.sources_file.write_text(text, encoding="utf-8")

    def feed(self, path: str = "/rss", **settings: Any) -> None:
        """One feed, `báo`, as the only source."""
        self.sources({"name": "báo", "kind": "feed", "url": self.site.url + path, **settings})

    def sitemap(self, path: str = "/sitemap.xml", **settings: Any) -> None:
        """One sitemap, `báo`, as the only source."""
        self.sources({"name": "báo", "kind": "sitemap", "url": self.site.url + path, **settings})

    def urls(self, *paths: str, **settings: Any) -> None:
        """Pages named one by one, `báo`, as the only source."""
        urls = [self.site.url + path for path in paths]
        self.sources({"name": "báo", "kind": "urls", "urls": urls, **settings})

    def land(self, *, hours: float = 0, **options: Any) -> Capture:
        """Land the current day, so many hours later."""
        self.now += datetime.timedelta(hours=hours)
        moved = replace(self.corpus, now=lambda: self.now)
        network = web("DiemTin/0.1 (+thu@bao.example)", self.clock)
        return capture(moved, moved.today, network=network, **options)

    @property
    def days(self) -> list[datetime.date]:
        """The days that something landed on."""
        folders = self.corpus.landing.glob("*-*-*")
        return sorted(datetime.date.fromisoformat(path.name) for path in folders)

    def rows(self) -> list[dict[str, Any]]:
        """The raw documents of all days."""
        return [
            row
            for day in self.days
            for row in raw_documents(self.corpus.landing, day).read_all().to_pylist()
        ]

    def urls_landed(self) -> list[str]:
        """The paths of what landed, in order, with repetitions."""
        return sorted((row["url"] or "").removeprefix(self.site.url) for row in self.rows())

    def articles(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The articles and the rejects of all days."""
        table = TABLES["raw_documents"]
        for day in self.days:
            self.corpus.store.write(table, day, raw_documents(self.corpus.landing, day))
        extraction = extract(self.corpus.store.open(table))
        articles = extraction.articles.read_all().to_pylist()
        return articles, extraction.rejects().read_all().to_pylist()

    def health(self, source: str = "báo") -> dict[str, Any]:
        """The row of source_health of a source on the current day."""
        (row,) = [row for row in self.health_rows() if row["source"] == source]
        return row

    def health_rows(self) -> list[dict[str, Any]]:
        """The rows of source_health of the current day."""
        landing = self.corpus.landing
        today = replace(self.corpus, now=lambda: self.now).today
        rows: list[dict[str, Any]] = source_health(landing, today).read_all().to_pylist()
        return rows


def json_feed(*items: Any, **fields: Any) -> Reply:
    """A JSON Feed."""
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Báo", "items": list(items)}
    return Reply(
        json.dumps({**feed, **fields}, ensure_ascii=False).encode(),
        headers={"Content-Type": "application/feed+json"},
    )
