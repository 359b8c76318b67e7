#!/usr/bin/env python3
"""Fits scikit-learn's MLPClassifier with its defaults to a folder of pictures. Needs Python with Pillow, NumPy and scikit-learn.

Says its versions, then reads a line of a folder and a number at a time, tab-separated: so many of the folder's first files are
learnt from, the others judge. The class is that of the number of the file: even or odd. The answer is one line: CPU seconds from
the files to the fitted network, peak of the process's resident memory in MB meanwhile, log-loss and accuracy of the others; or
what went wrong. Pixels are singles of 0 to 1, which take less memory and time here than doubles.
"""
import os

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):   # threads that wait would count as work
    os.environ[threads] = "1"

import sys
import time
import warnings
from pathlib import Path

import numpy as np
import PIL
import sklearn
from PIL import Image
from sklearn.metrics import log_loss
from sklearn.neural_network import MLPClassifier

SIDE = 64


def read(paths):
    x = np.empty((len(paths), SIDE * SIDE * 3), dtype=np.float32)
    for i, path in enumerate(paths):
        with Image.open(path) as image:
            x[i] = np.asarray(image.convert("RGB").resize((SIDE, SIDE), Image.BICUBIC), dtype=np.float32).reshape(-1) / 255
    return x, np.array([int(path.stem) % 2 for path in paths])


def peak():
    with open("/proc/self/status") as status:
        return next(int(text.split()[1]) for text in status if text.startswith("VmHWM")) / 1024


def answer(folder, train):
    paths = sorted(Path(folder).iterdir())
    Path("/proc/self/clear_refs").write_text("5")   # Linux begins anew with the peak
    start = time.process_time()
    x, y = read(paths[:int(train)])
    model = MLPClassifier(random_state=1).fit(x, y)
    seconds, megabytes = time.process_time() - start, peak()
    x, y = read(paths[int(train):])
    loss = log_loss(y, model.predict_proba(x).astype(np.float64))
    return f"{seconds:.6g}\t{megabytes:.6g}\t{loss:.6g}\t{model.score(x, y):.6g}"


warnings.filterwarnings("ignore")   # that 200 epochs were not enough is what its defaults are
print(f"scikit-learn {sklearn.__version__}, NumPy {np.__version__}, Pillow {PIL.__version__}", flush=True)
for line in sys.stdin:
    try:
        print(answer(*line.rstrip("\n").split("\t")), flush=True)
    except Exception as error:   # the answer must be a line, whatever it is
        print(f"{type(error).__name__}: {error}".replace("\n", " ").replace("\t", " "), flush=True)
