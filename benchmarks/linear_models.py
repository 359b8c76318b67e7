#!/usr/bin/env python3
"""Writes tests/Network.Tests/Fixtures/linear_models.json: what scikit-learn's linear models come to without a penalty.

Weighted examples of three features; the weights and the bias of the minimum for each loss. Needs Python with scikit-learn (made
by 1.2). Run it from the repository's root.
"""
import json
from pathlib import Path

import numpy as np
from sklearn.linear_model import GammaRegressor, HuberRegressor, PoissonRegressor, QuantileRegressor

rng = np.random.RandomState(3)
m, n = 60, 3
X = np.round(rng.randn(m, n), 3)
w = np.round(0.5 + rng.rand(m), 2)
signal = X @ [1.5, -0.7, 0.3] + 2
numbers = signal + rng.standard_t(2, m)
numbers = np.round(numbers, 3).astype(np.float32)
counts = rng.poisson(np.exp(X @ [0.4, -0.6, 0.1] + 0.7)).astype(np.float32)
amounts = np.round(rng.gamma(3, np.exp(X @ [0.5, 0.2, -0.3] + 1) / 3) + 0.01, 3).astype(np.float32)


def fitted(model, y, **more):
    model.fit(X, y.astype(float), sample_weight=w)
    return dict(loss=more.pop("loss"), weights=list(map(float, model.coef_)), bias=float(model.intercept_), **more)


models = [
    fitted(QuantileRegressor(quantile=q, alpha=0, solver="highs"), numbers, loss=f"quantile {q}", labels="numbers")
    for q in (0.05, 0.5, 0.9)
]
huber = HuberRegressor(alpha=0, epsilon=1.5, tol=1e-12, max_iter=100000)
huber.fit(X, numbers.astype(float), sample_weight=w)
# It finds a scale of the residuals as well; at that scale, this is Huber's loss. It ends some digits before the minimum.
delta, A = 1.5 * huber.scale_, np.hstack([X, np.ones((m, 1))])
theta = np.append(huber.coef_, huber.intercept_)
for _ in range(2000):
    v = w * np.minimum(1, delta / np.abs(numbers - A @ theta))
    theta = np.linalg.solve(A.T * v @ A, A.T @ (v * numbers))
models.append(dict(loss=f"huber {delta!r}", weights=list(theta[:n]), bias=theta[n], labels="numbers"))
models.append(fitted(PoissonRegressor(alpha=0, tol=1e-12, max_iter=100000), counts, loss="poisson", labels="counts"))
models.append(fitted(GammaRegressor(alpha=0, tol=1e-12, max_iter=100000), amounts, loss="gamma", labels="amounts"))
content = dict(
    features=[float(value) for value in X.flatten()],
    exampleWeights=list(map(float, w)),
    numbers=[float(f"{value:.6g}") for value in numbers],
    counts=list(map(float, counts)),
    amounts=[float(f"{value:.6g}") for value in amounts],
    models=models,
)
Path("tests/Network.Tests/Fixtures/linear_models.json").write_text(json.dumps(content).replace("], ", "],\n") + "\n")
