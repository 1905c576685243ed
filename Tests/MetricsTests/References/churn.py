"""Shifted beta-geometric fits and residual lifetimes by scipy; survival by statsmodels on member-periods.

The likelihood is written out here; betageometric.py gets the same from `lifetimes`.
"""
import json
import pathlib

import numpy as np
import statsmodels.api as sm
from scipy.optimize import minimize
from scipy.special import betaln, hyp2f1


def sbg(cohorts):
    def loss(z):
        a, b = np.exp(z)
        total = 0.0
        for s in cohorts:
            s = np.asarray(s, float)
            t = np.arange(1, len(s))
            total += np.sum((s[:-1] - s[1:]) * (betaln(a + 1, b + t - 1) - betaln(a, b)))
            total += s[-1] * (betaln(a, b + len(s) - 1) - betaln(a, b))
        return -total

    r = minimize(loss, [0, 0], method="Nelder-Mead", options=dict(xatol=1e-12, fatol=1e-13, maxiter=9000))
    a, b = np.exp(r.x)
    return {"alpha": a, "beta": b, "ll": -r.fun}


regular = [1000, 631, 468, 382, 326, 289, 262, 241]
high = [1000, 869, 743, 653, 593, 551, 517, 491]
several = [[500, 430, 372, 330, 301], [300, 262, 230], [120, 101]]


def derl(a, b, n, d):
    """Fader and Hardie 2010, equation 6, n = renewals + 1."""
    return (b + n - 1) / (a + b + n - 1) * hyp2f1(1, b + n, a + b + n, 1 / (1 + d))


fits = {"regular": sbg([regular]), "high": sbg([high]), "several": sbg(several)}
lifetimes = [[name, r, d, float(derl(f["alpha"], f["beta"], r + 1, d))]
             for name, f in fits.items() for r in (0, 1, 5) for d in (0.1, 0.01, 0.005)]

rng = np.random.default_rng(7)
members = 150
x = np.round(rng.normal(size=members), 2)
duration, ended = [], []
for i in range(members):
    t = 1
    while True:
        h = 1 / (1 + np.exp(-(-1.6 - 0.5 * np.log(t) + 0.8 * x[i])))
        if rng.uniform() < h:
            duration.append(t), ended.append(1)
            break
        if t == 8:
            duration.append(t), ended.append(0)
            break
        t += 1
rows, y = [], []
for i in range(members):
    for t in range(1, duration[i] + 1):
        rows.append([1, np.log(t), x[i]])
        y.append(int(ended[i] and t == duration[i]))
rows, y = np.array(rows), np.array(y)
fit = sm.Logit(y, rows).fit(disp=0, tol=1e-14)
h = fit.predict(np.array([[1, np.log(t), 0.5] for t in range(1, 7)]))
out = {"fits": {k: {a: float(b) for a, b in v.items()} for k, v in fits.items()}, "lifetimes": lifetimes,
       "several": several, "x": [float(v) for v in x], "duration": duration, "ended": ended,
       "hazard": {"b": [float(v) for v in fit.params], "se": [float(v) for v in fit.bse],
                  "survival": [float(v) for v in np.cumprod(1 - h)]}}
(pathlib.Path(__file__).parent.parent / "Fixtures" / "churn.json").write_text(json.dumps(out) + "\n")
