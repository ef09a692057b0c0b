"""The command `diemtin`: one file a command, each a thin layer over a function of the package.

Nothing here imports pandas, pyarrow or a tagger before a command needs it: help must come at once.
"""
