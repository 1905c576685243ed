"""k-means inertia (best of 50 seedings) and silhouette by scikit-learn on overlapping blobs."""
import json
import pathlib

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

rng = np.random.default_rng(11)
centres = rng.normal(size=(5, 4)) * 3
x = np.round(np.concatenate([c + rng.normal(size=(90, 4)) for c in centres]), 3)
fits = []
for k in (1, 2, 3, 4, 5, 6, 8):
    m = KMeans(k, n_init=50, random_state=0, tol=1e-10, max_iter=1000).fit(x)
    fits.append({"k": k, "inertia": float(m.inertia_),
                 "silhouette": float(silhouette_score(x, m.labels_)) if k > 1 else 0})
path = pathlib.Path(__file__).parent.parent / "Fixtures" / "segments.json"
path.write_text(json.dumps({"x": x.tolist(), "fits": fits}) + "\n")
