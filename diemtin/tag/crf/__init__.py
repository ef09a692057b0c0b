"""underthesea's words, parts of speech and entity labels at more than a hundred times its speed."""
