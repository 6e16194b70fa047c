"""Published estimators of what displacement does to people, each run on the panel of a run as its paper runs it.

One small file an estimator; `followed` reads a run, `event_study` is the regression that most of them share, `score`
holds every setting against its band.
"""
