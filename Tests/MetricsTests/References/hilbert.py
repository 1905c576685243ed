"""Least squares on Hilbert matrices, exact in rational arithmetic, and logistic regression on one to 50 digits.

Columns 1/(i + j), j = 1 … n, beside an intercept; what the doubles hold is solved, so no rounding is left to argue
about. Prints how many digits LAPACK gets by way of numpy, for docs/content/insights/models.md.
"""
import json
import pathlib
from fractions import Fraction

import mpmath
import numpy as np


def design(rows, n):
    return [[1.0] + [1.0 / (i + j) for j in range(1, n + 1)] for i in range(rows)]


def exact(x, y):
    """Normal equations by Gauss, without rounding."""
    x, y, p = [[Fraction(v) for v in row] for row in x], [Fraction(v) for v in y], len(x[0])
    a = [[sum(row[i] * row[j] for row in x) for j in range(p)] + [sum(r[i] * v for r, v in zip(x, y))]
         for i in range(p)]
    for k in range(p):
        pivot = next(i for i in range(k, p) if a[i][k])
        a[k], a[pivot] = a[pivot], a[k]
        for i in range(p):
            if i != k:
                factor = a[i][k] / a[k][k]
                a[i] = [u - factor * v for u, v in zip(a[i], a[k])]
    return [a[k][p] / a[k][k] for k in range(p)]


def digits(values, truth):
    return min(float(-mpmath.log10(max(abs(Fraction(float(v)) / t - 1), Fraction(1, 10**17)))) for v, t in zip(values, truth))


def logistic(x, y):
    mpmath.mp.dps = 50
    x, b = mpmath.matrix(x), mpmath.zeros(len(x[0]), 1)
    for _ in range(60):
        p = [1 / (1 + mpmath.exp(-v)) for v in x * b]
        gradient = x.T * mpmath.matrix([t - q for t, q in zip(y, p)])
        weights = mpmath.diag([q * (1 - q) for q in p])
        step = mpmath.lu_solve(x.T * weights * x, gradient)
        b += step
        if mpmath.norm(step) < mpmath.mpf(10) ** -40:
            break
    return [float(v) for v in b]


out = {"linear": []}
for n in range(2, 11):
    x = design(3 * n + 3, n)
    y = [float(np.float64(sum(row)) + (0.001 if i % 2 else -0.001)) for i, row in enumerate(x)]
    b = exact(x, y)
    scaled = np.array(x) / np.linalg.norm(x, axis=0)
    print(f"n = {n}: condition {np.linalg.cond(scaled):.1e}, numpy lstsq {digits(np.linalg.lstsq(x, y, rcond=None)[0], b):.1f} digits")
    out["linear"].append({"n": n, "y": y, "b": [float(v) for v in b]})
rng = np.random.default_rng(29)
x = design(60, 3)
y = [int(v) for v in rng.uniform(size=60) < 1 / (1 + np.exp(-np.array(x) @ [-1, 3, 2, -4]))]
out["logistic"] = {"n": 3, "y": y, "b": logistic(x, y)}
(pathlib.Path(__file__).parent.parent / "Fixtures" / "hilbert.json").write_text(json.dumps(out) + "\n")
