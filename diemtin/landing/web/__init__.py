"""Network sources: what feeds, sitemaps and lists of addresses name, fetched into WARC files."""
