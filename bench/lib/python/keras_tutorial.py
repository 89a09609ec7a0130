"""The Keras tutorial's ten trainings, once for each line on standard input; see Worker.java for the protocol."""

import os
import sys
import time

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"

import keras  # noqa: E402
import numpy as np  # noqa: E402

inputs = np.array([[i / 10.0] for i in range(9)], dtype="float32")
targets = np.array([[(i + 1) / 10.0] for i in range(9)], dtype="float32")


def train():
    model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(10), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer="adam")
    model.fit(inputs, targets, epochs=100, batch_size=len(inputs), verbose=0)
    predicted = model.predict(inputs, verbose=0)
    return float(np.mean((predicted - targets) ** 2))


print("ready", flush=True)
for _ in sys.stdin:
    started = time.perf_counter()
    scores = [train() for _ in range(10)]
    elapsed = time.perf_counter() - started
    assert all(np.isfinite(scores)), scores
    print(elapsed * 1000, flush=True)
