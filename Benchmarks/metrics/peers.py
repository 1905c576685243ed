"""Times scikit-learn and scipy and this package's models on the same arrays with the same number of threads.

    python peers.py BENCHMARK-EXECUTABLE [THREADS] [REPEATS]

Runs of the two alternate; the table has the medians. Exits with 1 when a model is slower than its peer.
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

program, threads = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2
repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 3
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(threads)

import numpy as np  # noqa: E402
import scipy.sparse as sp  # noqa: E402
from sklearn.cluster import KMeans  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402

rng = np.random.default_rng(1)
folder = pathlib.Path(tempfile.mkdtemp())

centres = rng.normal(size=(8, 10)) * 1.5
points = np.concatenate([c + rng.normal(size=(125_000, 10)) for c in centres])
rng.shuffle(points)
points.tofile(folder / "kmeans.f64")

x = rng.normal(size=(1_000_000, 20))
beta = rng.normal(size=20) * 0.5
y = (rng.uniform(size=len(x)) < 1 / (1 + np.exp(-(x @ beta) + 1))).astype(float)
x.tofile(folder / "logistic.f64")
y.tofile(folder / "outcome.f64")

popularity = 1 / np.arange(1, 5001) ** 0.6
members = rng.integers(0, 200_000, size=10_000_000, dtype=np.int32)
items = rng.choice(5000, size=10_000_000, p=popularity / popularity.sum()).astype(np.int32)
members.tofile(folder / "members.i32")
items.tofile(folder / "items.i32")


def kmeans():
    return KMeans(8, n_init=1, random_state=0).fit(points).inertia_


def logistic(solver):
    return LogisticRegression(C=1.0, solver=solver, tol=1e-6, max_iter=1000).fit(x, y).coef_[0][0]


def neighbours():
    """Cosines of binary columns by a sparse product, the 50 best per item."""
    table = sp.csr_matrix((np.ones(len(members), np.float32), (members, items)), shape=(200_000, 5000))
    table.data[:] = 1
    table = table.tocsc()
    norm = np.sqrt(np.asarray(table.sum(axis=0)).ravel())
    table = table @ sp.diags(1 / np.maximum(norm, 1e-12))
    similarity = (table.T @ table).toarray()
    np.fill_diagonal(similarity, 0)
    best = np.argpartition(-similarity, 50, axis=1)[:, :50]
    return float(np.take_along_axis(similarity, best, axis=1).max(axis=1).sum())


peers = [("kmeans", "scikit-learn lloyd", kmeans),
         ("logistic", "scikit-learn lbfgs", lambda: logistic("lbfgs")),
         ("logistic", "scikit-learn newton-cholesky", lambda: logistic("newton-cholesky")),
         ("neighbours", "scipy sparse product", neighbours)]
failed = False
print(f"| model | ours, s | peer | peer, s | ratio | memory beyond the input | same result |")
print("|---|---|---|---|---|---|---|")
for model, label, peer in peers:
    ours, theirs, extra = [], [], 0
    for _ in range(repeats):
        line = json.loads(subprocess.run([program, model, str(folder), str(threads)], check=True,
                                         capture_output=True, text=True).stdout)
        ours.append(line["seconds"])
        extra = max(extra, line["extra"] / line["input"])
        start = time.perf_counter()
        value = peer()
        theirs.append(time.perf_counter() - start)
    ratio = statistics.median(ours) / statistics.median(theirs)
    failed |= ratio > 1 or extra > 1
    print(f"| {model} | {statistics.median(ours):.2f} | {label} | {statistics.median(theirs):.2f} | {ratio:.2f} "
          f"| {extra:.2f} × input | {line['value']:.6g} / {value:.6g} |", flush=True)
sys.exit(failed)
