"""Times scikit-learn, scipy and vaderSentiment and this package's models on the same data with the same number of threads.

    make bench             writes the section of docs/content/internals/benchmarks.md
    make bench REPEATS=1   something quicker; prints the table and leaves the document alone

Runs of the two alternate; the table has the medians. Fails when a model is slower than its peer or takes more memory
than twice its input.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

THREADS = os.environ.get("THREADS", "2")
# Before numpy loads its BLAS.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = THREADS

import numpy as np  # noqa: E402
import scipy.sparse as sp  # noqa: E402
from sklearn.cluster import KMeans  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import report  # noqa: E402

SENTENCES = report.ROOT / "Tests" / "MetricsTests" / "Sentiment" / "Fixtures" / "sentences-en.tsv"


class Data:
    """The arrays, also as files for the other program."""

    def __init__(self, folder):
        rng = np.random.default_rng(1)
        centres = rng.normal(size=(8, 10)) * 1.5
        self.points = np.concatenate([c + rng.normal(size=(125_000, 10)) for c in centres])
        rng.shuffle(self.points)
        self.points.tofile(folder / "kmeans.f64")

        self.x = rng.normal(size=(1_000_000, 20))
        beta = rng.normal(size=20) * 0.5
        self.y = (rng.uniform(size=len(self.x)) < 1 / (1 + np.exp(-(self.x @ beta) + 1))).astype(float)
        self.x.tofile(folder / "logistic.f64")
        self.y.tofile(folder / "outcome.f64")

        popularity = 1 / np.arange(1, 5001) ** 0.6
        self.members = rng.integers(0, 200_000, size=10_000_000, dtype=np.int32)
        self.items = rng.choice(5000, size=10_000_000, p=popularity / popularity.sum()).astype(np.int32)
        self.members.tofile(folder / "members.i32")
        self.items.tofile(folder / "items.i32")

        # One to four of the tests' sentences each.
        sentences = [line.split("\t")[1] for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
        self.comments = [" ".join(rng.choice(sentences, size=n)) for n in rng.integers(1, 5, size=100_000)]
        (folder / "comments.txt").write_text("\n".join(self.comments), encoding="utf-8")


def kmeans(data):
    return KMeans(8, n_init=1, random_state=0).fit(data.points).inertia_


def logistic(data, solver):
    return LogisticRegression(C=1.0, solver=solver, tol=1e-6, max_iter=1000).fit(data.x, data.y).coef_[0][0]


def neighbours(data):
    """Cosines of binary columns by a sparse product, the 50 best per item."""
    events = np.ones(len(data.members), np.float32)
    table = sp.csr_matrix((events, (data.members, data.items)), shape=(200_000, 5000))
    table.data[:] = 1
    table = table.tocsc()
    norm = np.sqrt(np.asarray(table.sum(axis=0)).ravel())
    table = table @ sp.diags(1 / np.maximum(norm, 1e-12))
    similarity = (table.T @ table).toarray()
    np.fill_diagonal(similarity, 0)
    best = np.argpartition(-similarity, 50, axis=1)[:, :50]
    return float(np.take_along_axis(similarity, best, axis=1).max(axis=1).sum())


def sentiment(data):
    vader = SentimentIntensityAnalyzer()
    return statistics.fmean(vader.polarity_scores(text)["compound"] for text in data.comments)


PEERS = [
    ("kmeans", "k-means, 1,000,000 × 10, k = 8", "scikit-learn, Lloyd", kmeans),
    ("logistic", "logistic regression, 1,000,000 × 20", "scikit-learn, lbfgs", lambda d: logistic(d, "lbfgs")),
    ("logistic", "the same", "scikit-learn, newton-cholesky", lambda d: logistic(d, "newton-cholesky")),
    ("neighbours", "item neighbours, 200,000 × 5,000, 10 million events", "scipy, sparse product", neighbours),
    ("sentiment", "sentiment, 100,000 comments", "vaderSentiment", sentiment),
]


def timed(work):
    start = time.perf_counter()
    value = work()
    return time.perf_counter() - start, value


def main():
    repeats = int(os.environ.get("REPEATS", 3))
    scratch = report.ROOT / ".build" / "metrics-benchmark"
    build = ["swift", "build", "-c", "release", "--package-path", HERE, "--scratch-path", scratch]
    subprocess.run([*build, "--quiet"], check=True)
    folder = subprocess.run([*build, "--show-bin-path"], check=True, capture_output=True, text=True).stdout.strip()
    program = pathlib.Path(folder) / "metrics-benchmark"
    lines = [
        "## Metric models",
        "",
        f"On {report.machine()}, {THREADS} threads each (vaderSentiment has one, and so has our reading of comments), on the "
        "same data. Memory is what comes on top of the input, as a multiple of it. "
        f"Medians of {repeats} runs in turns. Required: a ratio of at most 1, memory of at most 1; aimed at: half the time.",
        "",
        "| | ours | peer | | ratio | memory | the results |",
        "| --- | ---: | --- | ---: | ---: | ---: | --- |",
    ]
    failed = []
    with tempfile.TemporaryDirectory(prefix="sealpress-bench-") as folder:
        print("bench: making arrays …", flush=True)
        data = Data(pathlib.Path(folder))
        for model, title, peer, work in PEERS:
            print(f"bench: {title} against {peer} …", flush=True)
            ours, theirs, extra = [], [], 0
            for _ in range(repeats):
                run = subprocess.run([program, model, folder, THREADS], check=True, capture_output=True, text=True)
                line = json.loads(run.stdout)
                ours.append(line["seconds"])
                extra = max(extra, line["extra"] / line["input"])
                seconds, value = timed(lambda: work(data))
                theirs.append(seconds)
            a, b = statistics.median(ours), statistics.median(theirs)
            if a > b or extra > 1:
                failed.append(title)
            lines.append(
                f"| {title} | {a:.2f} s | {peer} | {b:.2f} s | {a / b:.2f} | {extra:.2f} "
                f"| {line['value']:.6g} and {value:.6g} |"
            )
    lines += [
        "",
        "The results are the inertia, the first coefficient, the sum of each item's best similarity, and the mean score, which "
        "two lexicons need not share.",
    ]
    text = "\n".join(lines)
    print("\n" + text)
    if report.kept():
        report.write("metrics", text)
    if failed:
        sys.exit("bench: not as required: " + ", ".join(failed))


if __name__ == "__main__":
    main()
