"""`python -m benchmarks.timed MODULE ARGUMENTS…`: run its `main`, then print the CPU seconds."""

import importlib
import sys
import time

if __name__ == "__main__":
    module = importlib.import_module(sys.argv[1])
    begun = time.process_time()
    module.main(*sys.argv[2:])
    sys.stdout.write(f"{time.process_time() - begun}\n")
