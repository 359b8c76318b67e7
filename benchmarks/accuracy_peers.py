#!/usr/bin/env python3
"""scikit-learn's side of the command accuracy: fits what it is told to and writes what that predicts.

A line on standard input is one request, tab-separated: model (sk-mlp, sk-linear, sk-forest, sk-boosting), task (Binary,
Multiclass, Regression), folder of the problem, seed, up to how many columns sparse features are made dense, file for the
predictions. The answer is one line: CPU seconds of the fit, peak of the process's resident memory in MB, by how much that is
above what it was before; or what went wrong. All options are scikit-learn's defaults; pixels, which come as bytes, are divided
by 255; the network and the linear models are behind a StandardScaler where the features are dense.
"""
import os

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):   # threads that wait would count as work
    os.environ[threads] = "1"

import functools
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import scipy.sparse
import sklearn
from sklearn.ensemble import (
    HistGradientBoostingClassifier, HistGradientBoostingRegressor, RandomForestClassifier, RandomForestRegressor)
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

MODELS = {   # for numbers, for classes, whether behind a scaler
    "sk-mlp": (MLPRegressor, MLPClassifier, True),
    "sk-linear": (LinearRegression, LogisticRegression, True),
    "sk-forest": (RandomForestRegressor, RandomForestClassifier, False),
    "sk-boosting": (HistGradientBoostingRegressor, HistGradientBoostingClassifier, False),
}


@functools.lru_cache(maxsize=2)
def features(path, most_dense_columns):
    if not Path(f"{path}_data.npy").exists():
        x = np.load(f"{path}_features.npy")
        return x / 255 if x.dtype == np.uint8 else x.astype(np.float64)
    parts = [np.load(f"{path}_{part}.npy") for part in ("data", "indices", "indptr", "shape")]
    x = scipy.sparse.csr_matrix((parts[0].astype(np.float64), parts[1], parts[2]), shape=tuple(parts[3]))
    return x.toarray() if x.shape[1] <= most_dense_columns else x


def megabytes(line):
    with open("/proc/self/status") as status:
        return next(int(text.split()[1]) for text in status if text.startswith(line)) / 1024


def forget_peak():
    """Has Linux begin anew with the peak of the process's memory; False where that cannot be."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
        return True
    except OSError:
        return False


def make(model, task, seed, is_sparse):
    of_numbers, of_classes, is_scaled = MODELS[model]
    kind = of_numbers if task == "Regression" else of_classes
    estimator = kind() if kind is LinearRegression else kind(random_state=seed)
    return make_pipeline(StandardScaler(), estimator) if is_scaled and not is_sparse else estimator


def answer(model, task, folder, seed, most_dense_columns, output):
    x, test = (features(f"{folder}/{part}", int(most_dense_columns)) for part in ("train", "test"))
    y = np.load(f"{folder}/train_labels.npy").astype(np.float64 if task == "Regression" else int)
    estimator = make(model, task, int(seed), scipy.sparse.issparse(x))
    before = megabytes("VmRSS") if forget_peak() else float("nan")
    start = time.process_time()
    estimator.fit(x, y)
    seconds = time.process_time() - start
    peak = megabytes("VmHWM") if before == before else before
    if task == "Regression":
        predicted = estimator.predict(test)
    else:
        predicted = estimator.predict_proba(test)
        predicted = predicted[:, 1] if task == "Binary" else predicted
    np.save(output, np.ascontiguousarray(predicted, dtype=np.float64))
    return f"{seconds:.6g}\t{peak:.0f}\t{peak - before:.0f}"


def main():
    warnings.filterwarnings("ignore")   # that 200 epochs were not enough is what its defaults are
    print(f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}", flush=True)
    for line in sys.stdin:
        try:
            print(answer(*line.rstrip("\n").split("\t")), flush=True)
        except Exception as error:   # the answer must be a line, whatever it is
            print(f"{type(error).__name__}: {error}".replace("\n", " ").replace("\t", " "), flush=True)


if __name__ == "__main__":
    main()
