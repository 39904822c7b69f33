"""Small linear classifiers over sentence vectors and groups of letters: topics, need of a person, danger to life.

One kind for all of them, because it can be read, trained in seconds, and told how sure it is.
"""

from assistant.classifier.linear import Classifier, parts_of

__all__ = ["Classifier", "parts_of"]
