"""Growth curves by scipy's curve_fit and logit demand by statsmodels with scipy's root of marginal revenue."""
import json
import pathlib

import numpy as np
import statsmodels.api as sm
from scipy.optimize import brentq, curve_fit

rng = np.random.default_rng(13)
t = np.arange(0, 30, dtype=float)
logistic = lambda t, k, r, t0: k / (1 + np.exp(-r * (t - t0)))
gompertz = lambda t, k, r, t0: k * np.exp(-np.exp(-r * (t - t0)))
exponential = lambda t, n0, r: n0 * np.exp(r * t)
n = np.round(np.maximum(logistic(t, 5000, 0.35, 14) + rng.normal(size=30) * 60, 0), 1)
curves = {}
for name, f, start in (("logistic", logistic, (5500, 0.3, 13)), ("gompertz", gompertz, (5500, 0.2, 12)),
                       ("exponential", exponential, (500, 0.1))):
    b, cov = curve_fit(f, t, n, p0=start, method="lm", xtol=1e-14, ftol=1e-14, maxfev=100000)
    rss = float(np.sum((n - f(t, *b)) ** 2))
    p = len(b) + 1
    curves[name] = {"b": [float(v) for v in b], "se": [float(v) for v in np.sqrt(np.diag(cov))], "rss": rss,
                    "aicc": 30 * float(np.log(rss / 30)) + 2 * p + 2 * p * (p + 1) / (30 - p - 1)}

price = np.array([5, 8, 12, 16, 20, 26], float)
offered = np.array([900, 900, 900, 900, 900, 900])
bought = np.array([310, 262, 203, 131, 90, 42])
glm = sm.GLM(np.column_stack([bought, offered - bought]), sm.add_constant(price),
             family=sm.families.Binomial()).fit(tol=1e-14)
a, b = glm.params
best = {}
for c in (0.0, 3.0):
    g = lambda p, a=a, b=b: 1 + b * (p - c) * (1 - 1 / (1 + np.exp(-(a + b * p))))
    p0 = brentq(g, c, 100, xtol=1e-14)
    grad = []
    for k in range(2):
        h = 1e-6
        up, down = [a, b], [a, b]
        up[k] += h
        down[k] -= h
        grad.append((brentq(lambda p: g(p, *up), c, 100, xtol=1e-14) - brentq(lambda p: g(p, *down), c, 100, xtol=1e-14))
                    / (2 * h))
    grad = np.array(grad)
    best[str(c)] = [float(p0), float(np.sqrt(grad @ glm.cov_params() @ grad))]
out = {"t": t.tolist(), "n": n.tolist(), "curves": curves, "price": price.tolist(), "offered": offered.tolist(),
       "bought": bought.tolist(), "demand": [float(a), float(b)], "best": best}
(pathlib.Path(__file__).parent.parent / "Fixtures" / "growth.json").write_text(json.dumps(out) + "\n")
