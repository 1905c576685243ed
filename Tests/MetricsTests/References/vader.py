"""Labels of the English sentences by vaderSentiment with its own limits of ±0.05, one letter each: n, u or p."""
import json
import pathlib

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

tests = pathlib.Path(__file__).parent.parent
vader = SentimentIntensityAnalyzer()
labels = ""
for line in (tests / "Sentiment" / "Fixtures" / "sentences-en.tsv").read_text(encoding="utf-8").splitlines():
    score = vader.polarity_scores(line.split("\t")[1])["compound"]
    labels += "p" if score >= 0.05 else "n" if score <= -0.05 else "u"
(tests / "Fixtures" / "vader.json").write_text(json.dumps({"labels": labels}) + "\n")
