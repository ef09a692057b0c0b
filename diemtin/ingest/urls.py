"""The key under which the addresses of one article meet."""

import re
from urllib.parse import urlsplit, urlunsplit

from courlan import normalize_url

# Parameters that say where a reader came from. Fewer than those that courlan drops, among which are
# `cid` and `uid`: in the Vietnamese press they may be the number of the article.
_TRACKER = re.compile(
    r"(?:utm_\w+|mc_[ce]id|_g[al]|(?:fb|g|d|y)clid|gclsrc|[gw]braid|msclkid|igsh(?:id)?|gidzl"
    r"|zarsrc)=.*"
    r"|(?:ref|ref_src|referrer|source|src|from)=[^0-9]*",  # with a digit it may be a number
    re.IGNORECASE,
)


def url_key(url: str | None) -> str | None:
    """The address without scheme, `www.`, tracking parameters, fragment and closing slash.

    Null for what names no article: no web address, or a site alone.
    """
    try:
        parts = urlsplit((url or "").strip())
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
        normal = urlsplit(normalize_url(parts._replace(query="", fragment="")))
    except ValueError:
        return None
    host = normal.netloc.rpartition("@")[2].removeprefix("www.")
    path = normal.path.rstrip("/")
    kept = [one for one in parts.query.split("&") if one and not _TRACKER.fullmatch(one)]
    # A fragment like #!/tin/12 is a page of its own.
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    if not (path or kept or fragment):
        return None
    return urlunsplit(("", "", f"{host}{path}", "&".join(sorted(kept)), fragment))
