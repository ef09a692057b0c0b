"""Which tables exist: one short file a stage, each asset a docstring, a decorator and one call.

No logic here (that is `diemtin/`), and nothing about when or where things run (`pipelines/`).
"""
