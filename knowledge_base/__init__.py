"""The curated articles and how they are found; a library that knows nothing of the assistant."""
