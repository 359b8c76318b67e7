#!/usr/bin/env python3
"""scikit-learn's side of the command accuracy: fits what it is told to and writes what that predicts.

A line on standard input is one request, tab-separated: model (network or linear), task (Binary, Multiclass, Regression), folder
of the problem, seed, file for the predictions. The answer is one line: the seconds of the fit, or what went wrong. All
options are scikit-learn's defaults; pixels, which come as bytes, are divided by 255.
"""
import sys
import time
import warnings
from pathlib import Path

import numpy as np
import scipy.sparse
import sklearn
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.neural_network import MLPClassifier, MLPRegressor


def features(path):
    if not Path(f"{path}_data.npy").exists():
        x = np.load(f"{path}_features.npy")
        return x / 255 if x.dtype == np.uint8 else x.astype(np.float64)
    parts = [np.load(f"{path}_{part}.npy") for part in ("data", "indices", "indptr", "shape")]
    return scipy.sparse.csr_matrix((parts[0].astype(np.float64), parts[1], parts[2]), shape=tuple(parts[3]))


def answer(model, task, folder, seed, output):
    x, y, test = features(f"{folder}/train"), np.load(f"{folder}/train_labels.npy"), features(f"{folder}/test")
    if task == "Regression":
        estimator = MLPRegressor(random_state=int(seed)) if model == "network" else LinearRegression()
    else:
        y = y.astype(int)
        estimator = MLPClassifier(random_state=int(seed)) if model == "network" else LogisticRegression()
    start = time.perf_counter()
    estimator.fit(x, y.astype(np.float64) if task == "Regression" else y)
    seconds = time.perf_counter() - start
    if task == "Regression":
        predicted = estimator.predict(test)
    else:
        predicted = estimator.predict_proba(test)
        predicted = predicted[:, 1] if task == "Binary" else predicted
    np.save(output, np.ascontiguousarray(predicted, dtype=np.float64))
    return f"{seconds:.6g}"


def main():
    warnings.filterwarnings("ignore")   # that 200 epochs were not enough is what its defaults are
    print(f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}", flush=True)
    for line in sys.stdin:
        try:
            print(answer(*line.rstrip("\n").split("\t")), flush=True)
        except Exception as error:   # the answer must be a line, whatever it is
            print(f"{type(error).__name__}: {error}".replace("\n", " "), flush=True)


if __name__ == "__main__":
    main()
