"""Intervals by 10,000 bootstrap replicates, once for each line on standard input, which names the statistic."""

import sys
import time

import numpy as np
from scipy.stats import bootstrap

sample = np.array([float(value) for value in sys.argv[1].split(",")])
statistics = {"mean": np.mean, "median": np.median}
print("ready", flush=True)
for line in sys.stdin:
    statistic = statistics[line.strip()]
    started = time.perf_counter()
    result = bootstrap((sample,), statistic, n_resamples=10_000, method="BCa", rng=np.random.default_rng(42))
    elapsed = time.perf_counter() - started
    print(elapsed * 1000, result.confidence_interval.low, result.confidence_interval.high, flush=True)
