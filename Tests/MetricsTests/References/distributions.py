"""Distribution values at 40 digits by mpmath, each rounded once to double.

Rows: [parameters…, x, P(X ≤ x), P(X > x)]. Quantiles are tested by feeding back the probability: the
probability that is stored is the double nearest to the cdf at x, and the expected quantile is solved for *that*
double at 40 digits, so that rounding the probability does not count as an error of the quantile.
"""
import json
import pathlib
import random

from mpmath import mp, mpf, betainc, erfc, findroot, gammainc, log, sqrt, beta as betafn, exp

mp.dps = 40
here = pathlib.Path(__file__).parent
rng = random.Random(5)


def normal_cdf(x):
    return erfc(-x / sqrt(2)) / 2


def beta_cdf(a, b, x):
    return betainc(a, b, 0, x, regularized=True)


def gamma_cdf(a, x):
    return gammainc(a, 0, x, regularized=True)


def gamma_sf(a, x):
    return gammainc(a, x, mp.inf, regularized=True)


def t_outside(n, t):
    return betainc(mpf(n) / 2, mpf(1) / 2, 0, n / (n + t * t), regularized=True)


def refine(f, df, x, tail, upper=False):
    """x with the tail probability f(x) = tail, from a close start, by Newton's steps."""
    for _ in range(3):
        step = (f(x) - tail) / df(x)
        x = x + step if upper else x - step
    return x


out = {"normal": [], "normalQuantile": [], "beta": [], "betaQuantile": [], "gamma": [], "gammaQuantile": [],
       "t": [], "tQuantile": []}

for x in [-37, -20, -8.5, -5, -3, -1.96, -1, -0.5, -1e-8, 0, 1e-3, 0.3, 1, 1.6448536269514722, 2.5, 4, 6]:
    out["normal"].append([x, float(normal_cdf(mpf(x)))])
for p in [1e-300, 1e-100, 1e-20, 1e-10, 1e-5, 0.001, 0.0249999, 0.07, 0.0751, 0.3, 0.5, 0.6, 0.9, 0.925, 0.975,
          0.999, 0.999999, 1 - 1e-12]:
    exact = mpf(p)
    x = findroot(lambda z: log(normal_cdf(z)) - log(exact) if p < 0.5 else log(normal_cdf(-z)) - log(1 - exact),
                 mpf(-1) * sqrt(-2 * log(exact)) if p < 0.4 else (mpf(0.1) if p < 0.7 else sqrt(-2 * log(1 - exact))))
    out["normalQuantile"].append([p, 0.0 if p == 0.5 else float(x)])

shapes = [(0.5, 0.5), (1, 1), (2, 3), (0.1, 5), (0.668, 3.806), (30, 7.5), (801, 201), (0.01, 0.02), (12, 0.3)]
for a, b in shapes:
    mean = a / (a + b)
    sd = (mean * (1 - mean) / (a + b + 1)) ** 0.5
    for x in sorted({min(max(mean + k * sd, 1e-6), 1 - 1e-9) for k in (-6, -3, -1, 0, 0.7, 2, 5)}):
        lower = beta_cdf(mpf(a), mpf(b), mpf(x))
        out["beta"].append([a, b, x, float(lower)])
        p = float(lower)
        if 1e-290 < p < 1 - 1e-9:
            density = lambda z: exp((a - 1) * log(z) + (b - 1) * log(1 - z)) / betafn(a, b)
            q = refine(lambda z: beta_cdf(mpf(a), mpf(b), z), density, mpf(x), mpf(p))
            out["betaQuantile"].append([a, b, p, float(q)])

for a in [0.05, 0.5, 1, 2.5, 9.99, 10.01, 50, 1234.5]:
    for k in (-5, -2, -0.5, 0, 1, 3, 8):
        x = max(a + k * a ** 0.5, 1e-4 * a)
        lower, upper = gamma_cdf(mpf(a), mpf(x)), gamma_sf(mpf(a), mpf(x))
        out["gamma"].append([a, x, float(lower), float(upper)])
        p = float(lower)
        if 1e-290 < p < 1 - 1e-9:
            density = lambda z: exp((a - 1) * log(z) - z - mp.loggamma(a))
            out["gammaQuantile"].append(
                [a, p, float(refine(lambda z: gamma_cdf(mpf(a), z), density, mpf(x), mpf(p)))])

for n in [1, 2, 3.5, 9, 30, 200, 1e4]:
    for t in [1e-6, 0.1, 0.7, 1.0, 2.0, 4.5, 12, 40]:
        out["t"].append([n, t, float(t_outside(mpf(n), mpf(t)))])
        p = float(t_outside(mpf(n), mpf(t)) / 2)
        if 1e-290 < p:
            density = lambda z: exp(mp.loggamma((mpf(n) + 1) / 2) - mp.loggamma(mpf(n) / 2)
                                    - (mpf(n) + 1) / 2 * log(1 + z * z / n)) / sqrt(n * mp.pi)
            q = refine(lambda z: t_outside(mpf(n), z) / 2, density, mpf(t), mpf(p), upper=True)
            out["tQuantile"].append([n, p, float(-q)])

for a in (0.5, 1.0, 1.1, 1.5, 2.0, 2.05, 3.3, 9.9, 10.5, 150.25, 1e7):
    out.setdefault("logGamma", []).append([a, float(mp.loggamma(mpf(a)))])

(here.parent / "Fixtures" / "distributions.json").write_text(json.dumps(out, indent=0) + "\n")
