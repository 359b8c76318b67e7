#!/usr/bin/env python3
"""Scores folders of pictures with Pillow and PyTorch in two worker processes. Needs Python with Pillow, NumPy and torch.

Says its versions, then reads a line "MODE FOLDER" at a time and answers with the seconds from the files to the probabilities of all
of them. MODE is how the work is shared: "pool" decodes and scores in the workers, "draft" too, with JPEG scaled while it is decoded
(other pixels); "loader" is torch's DataLoader, which decodes in the workers and scores here. A pool is there before the clock runs.
"""
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import PIL
import torch
from PIL import Image

SIDE, HIDDEN, BATCH, WORKERS = 64, 64, 64, 2

torch.manual_seed(1)
NET = torch.nn.Sequential(
    torch.nn.Linear(SIDE * SIDE * 3, HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, 1), torch.nn.Sigmoid())


def pixels(path, draft=False):
    """(SIDE * SIDE * 3) bytes, as FlattenImages has them by default: full decode, bicubic, stretched."""
    with Image.open(path) as image:
        if draft:
            image.draft("RGB", (SIDE, SIDE))
        image = image.convert("RGB")
        if image.size != (SIDE, SIDE):
            image = image.resize((SIDE, SIDE), Image.BICUBIC)
        return np.asarray(image).reshape(-1)


@torch.inference_mode()
def probabilities(rows):
    """(m, n0) bytes to (m, 1)."""
    return NET(rows.float() / 255).numpy()


def score(paths, draft):
    torch.set_num_threads(1)
    return probabilities(torch.from_numpy(np.stack([pixels(path, draft) for path in paths])))


class Files(torch.utils.data.Dataset):
    paths = []

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, i):
        return torch.from_numpy(pixels(self.paths[i]).copy())


def by_pool(pool, paths, draft=False):
    parts = [paths[i:i + BATCH] for i in range(0, len(paths), BATCH)]
    return np.concatenate(list(pool.map(score, parts, [draft] * len(parts))))


def by_loader(paths):
    files = Files()
    files.paths = paths
    loader = torch.utils.data.DataLoader(files, batch_size=BATCH, num_workers=WORKERS)
    return np.concatenate([probabilities(rows) for rows in loader])


with ProcessPoolExecutor(WORKERS) as pool:
    list(pool.map(abs, range(WORKERS)))
    print(f"Pillow {PIL.__version__}, PyTorch {torch.__version__}, {WORKERS} workers", flush=True)
    for line in sys.stdin:
        mode, folder = line.rstrip("\n").split(" ", 1)
        paths = [str(path) for path in sorted(Path(folder).iterdir())]
        start = time.perf_counter()
        found = by_loader(paths) if mode == "loader" else by_pool(pool, paths, mode == "draft")
        seconds = time.perf_counter() - start
        assert found.shape == (len(paths), 1) and np.isfinite(found).all()
        print(seconds, flush=True)
