"""The shifted beta-geometric model by `lifetimes`, which has it as a limit of its beta-geometric/beta-binomial model.

There a member alive pays at each opportunity with probability p ~ Beta(α, β) and lapses before it with θ ~ Beta(γ, δ).
A subscriber pays as long as a member: α = 1000 and β = 2⁻³⁰, whose sum with a few periods is exact, make p = 1 to
twelve digits and leave γ and δ, the α and β of the shifted beta-geometric model.
"""
import json
import pathlib
import warnings

import numpy as np
import pandas as pd
from lifetimes import BetaGeoBetaBinomFitter
from scipy.optimize import minimize

warnings.filterwarnings("ignore")
survivors = {"regular": [1000, 631, 468, 382, 326, 289, 262, 241], "high": [1000, 869, 743, 653, 593, 551, 517, 491]}
out = {}
for name, s in survivors.items():
    periods = len(s) - 1
    renewals = np.arange(periods + 1)
    weights = np.array([a - b for a, b in zip(s, s[1:])] + [s[-1]], float)
    opportunities = np.full(periods + 1, periods)

    def loss(z):
        params = (1000.0, 2.0**-30, *np.exp(z))
        return -(weights * BetaGeoBetaBinomFitter._loglikelihood(params, renewals, renewals, opportunities)).sum()

    r = minimize(loss, [0, 0], method="Nelder-Mead", options=dict(xatol=1e-10, fatol=1e-11, maxiter=9000))
    fitter = BetaGeoBetaBinomFitter()
    fitter.params_ = pd.Series([1000.0, 2.0**-30, *np.exp(r.x)], index=["alpha", "beta", "gamma", "delta"])
    alive = [float(fitter.conditional_probability_alive(m, periods, periods, np.array([periods]))[0]) for m in range(1, 6)]
    gamma, delta = np.exp(r.x)
    out[name] = {"alpha": float(gamma), "beta": float(delta), "ll": float(-r.fun), "stays": alive}
(pathlib.Path(__file__).parent.parent / "Fixtures" / "betageometric.json").write_text(json.dumps(out) + "\n")
