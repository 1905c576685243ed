"""Linear and logistic regression by statsmodels and scikit-learn on seeded data."""
import json
import pathlib
import warnings

import numpy as np
import statsmodels.api as sm
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score

warnings.filterwarnings("ignore")
rng = np.random.default_rng(20261101)
n, p = 240, 4
x = np.round(rng.normal(size=(n, p)) * [1, 3, 0.2, 40] + [0, 5, 1, -300], 3)
eta = -0.4 + 0.9 * x[:, 0] - 0.3 * (x[:, 1] - 5) + 2 * (x[:, 2] - 1) + 0.01 * (x[:, 3] + 300)
y = (rng.uniform(size=n) < 1 / (1 + np.exp(-eta))).astype(int)
t = np.round(3 + x @ [0.5, -0.2, 4, 0.01] + rng.normal(size=n), 3)
w = rng.integers(1, 4, size=n)
design = sm.add_constant(x)


def floats(values):
    return [float(v) for v in values]


ols, wls = sm.OLS(t, design).fit(), sm.OLS(np.repeat(t, w), np.repeat(design, w, axis=0)).fit()
logit = sm.Logit(y, design).fit(disp=0, tol=1e-14, maxiter=100)
freq = sm.GLM(y, design, family=sm.families.Binomial(), freq_weights=w).fit(tol=1e-14)
penalised = {}
for c in (0.1, 1.0, 10.0):
    model = LogisticRegression(C=c, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(x, y)
    penalised[str(c)] = floats([model.intercept_[0], *model.coef_[0]])
prob = logit.predict(design)

out = {
    "x": [floats(row) for row in x], "y": floats(y), "t": floats(t), "w": floats(w),
    "ols": {"b": floats(ols.params), "se": floats(ols.bse), "p": floats(ols.pvalues), "r2": float(ols.rsquared),
            "low": floats(ols.conf_int()[:, 0]), "high": floats(ols.conf_int()[:, 1])},
    "weighted": {"b": floats(wls.params), "se": floats(wls.bse), "p": floats(wls.pvalues), "r2": float(wls.rsquared),
                 "low": floats(wls.conf_int()[:, 0]), "high": floats(wls.conf_int()[:, 1])},
    "logit": {"b": floats(logit.params), "se": floats(logit.bse), "p": floats(logit.pvalues),
              "ll": float(logit.llf), "null": float(logit.llnull),
              "auc": float(roc_auc_score(y, prob)), "brier": float(brier_score_loss(y, prob))},
    "weightedLogit": {"b": floats(freq.params), "se": floats(freq.bse), "p": floats(freq.pvalues),
                      "ll": float(freq.llf), "null": float(freq.llnull), "auc": 0, "brier": 0},
    "penalised": penalised,
    "hc3": floats(sm.OLS(y, design).fit(cov_type="HC3").bse),
}
path = pathlib.Path(__file__).parent.parent / "Fixtures" / "regression.json"
path.write_text(json.dumps(out) + "\n")
