"""The key under which the addresses of one article meet."""

import re
from urllib.parse import urlsplit, urlunsplit

from courlan import normalize_url

# What Zalo adds to a link that is shared there; courlan 1.4 knows the trackers of the others.
_ZALO = re.compile(r"(?:^|&)(?:gidzl|zarsrc)=[^&]*")


def url_key(url: str | None) -> str | None:
    """The address without scheme, `www.`, tracking parameters, fragment and closing slash.

    Null for what names no article: no web address, or a site alone.
    """
    try:
        parts = urlsplit((url or "").strip())
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
        query = _ZALO.sub("", parts.query).removeprefix("&")
        # A fragment like #!/tin/12 is a page of its own.
        fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
        # courlan drops parameters that have no value, and `?12345` may be all that tells articles.
        bare = "" if all("=" in part for part in query.split("&")) else query
        known = urlsplit(
            normalize_url(
                urlunsplit((parts.scheme, parts.netloc, parts.path, "" if bare else query, "")),
                trailing_slash=False,
            )
        )
    except ValueError:
        return None
    host, path = known.netloc.rpartition("@")[2].removeprefix("www."), known.path.rstrip("/")
    query = bare or known.query
    if not (path or query or fragment):
        return None
    return urlunsplit(("", "", f"{host}{path}", query, fragment))
