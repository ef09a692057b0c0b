"""underthesea's words, parts of speech and entity labels at more than a hundred times its speed.

`Engine().tag(texts)` in `engine` is the way in. From the bottom up: `model_file` reads a CRFsuite
model and `templates` the notation of features; `linear_model` compiles the two into arrays and
scores a batch; `decoding` finds the best labels and their probabilities; `tokens` turns texts into
integers. `release` pins the underthesea that all this reproduces, `tables` compiles it, and `cache`
keeps the result.
"""
