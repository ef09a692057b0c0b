"""HTML pages of about the size that news sites serve, around the articles of the sample."""

import html
import random
import statistics
import time
from collections.abc import Callable

import trafilatura

from diemtin.ingest.html import read_html

Taken = dict[str, float]

_MENU = ["Thời sự", "Kinh tế", "Thế giới", "Giáo dục", "Y tế", "Thể thao", "Công nghệ", "Đời sống"]


def page(article: dict[str, str], dice: random.Random, *, with_json_ld: bool) -> bytes:
    """A page of some 70 KB: scripts, menus, a list of other headlines, the article, a footer."""
    links = "".join(
        f'<li class="item"><a href="/tin-{dice.randrange(10**6)}.html" title="{name}">'
        f'<span class="icon icon-{number}"></span>{name} hôm nay số {number}</a></li>'
        for number in range(120)
        for name in [dice.choice(_MENU)]
    )
    script = "".join(f'window.dataLayer.push({{"k{n}": {dice.random()}}});' for n in range(700))
    described = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": '
        f'"{html.escape(article["title"])}", "datePublished": "2025-07-01T08:00:00+07:00", '
        '"author": {"@type": "Person", "name": "Lê Thử"}}</script>'
        '<link rel="canonical" href="https://bao.example/tin.html">'
        if with_json_ld
        else '<meta property="article:published_time" content="2025-07-01T08:00:00+07:00">'
    )
    body = "".join(f"<p>{html.escape(line)}</p>" for line in article["text"].split("\n"))
    return (
        f"<!doctype html><html lang=vi><head><title>{html.escape(article['title'])}</title>"
        f"{described}<style>{'.a{color:#123456}' * 400}</style><script>{script}</script></head>"
        f"<body><header><nav><ul>{links}</ul></nav></header><main><article>"
        f"<h1>{html.escape(article['title'])}</h1>{body}</article>"
        f'<aside class="related"><ul>{links}</ul></aside></main>'
        "<footer><p>Giấy phép số 0/GP. Liên hệ: toasoan@bao.example</p></footer></body></html>"
    ).encode()


def pages_a_second(read: Callable[[bytes], object], pages: list[bytes]) -> float:
    """By CPU time."""
    begun = time.process_time()
    for content in pages:
        read(content)
    return len(pages) / (time.process_time() - begun)


def measured(articles: list[dict[str, str]], n_rounds: int) -> dict[str, Taken]:
    """Pages a second of one core: trafilatura's ways against this project's reader."""
    dice = random.Random(1)
    with_json_ld = [page(article, dice, with_json_ld=True) for article in articles[:40]]
    without = [page(article, dice, with_json_ld=False) for article in articles[:40]]
    ways: dict[str, tuple[Callable[[bytes], object], list[bytes]]] = {
        "trafilatura, text and metadata": (
            lambda content: trafilatura.bare_extraction(content, with_metadata=True),
            with_json_ld,
        ),
        "trafilatura, fast mode, text only": (
            lambda content: trafilatura.bare_extraction(content, fast=True),
            with_json_ld,
        ),
        "diemtin, page with JSON-LD": (read_html, with_json_ld),
        "diemtin, page with meta tags": (read_html, without),
    }
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(n_rounds):
        for name, (read, pages) in ways.items():
            found[name].append(pages_a_second(read, pages))
    kilobytes = statistics.mean(map(len, with_json_ld)) / 1024
    return {
        name: {
            "median": statistics.median(rates),
            "least": min(rates),
            "most": max(rates),
            "kilobytes": kilobytes,
        }
        for name, rates in found.items()
    }
