"""Item cosines by scikit-learn, drawn towards 0 by n / (n + 20)."""
import json
import pathlib

import numpy as np
from sklearn.metrics.pairwise import cosine_similarity

rng = np.random.default_rng(19)
members, items = 120, 15
taste = rng.uniform(size=(members, items)) < rng.uniform(0.05, 0.6, size=items)
events = [[int(m), int(i)] for m, i in np.argwhere(taste)]
events += events[::7]
rng.shuffle(events)
x = taste.astype(float)
together = x.T @ x
sim = cosine_similarity(x.T) * together / (together + 20)
np.fill_diagonal(sim, 0)
path = pathlib.Path(__file__).parent.parent / "Fixtures" / "neighbours.json"
path.write_text(json.dumps({"members": members, "items": items, "events": events, "similarity": sim.tolist()}) + "\n")
