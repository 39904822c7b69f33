"""How the shipped sentence encoder is made: all-MiniLM-L6-v2 taught Bokmål and Nynorsk. docs/encoder.md tells why.

Nothing here runs while Veivalg serves; serving reads what `export` left in models/embedder/.
"""
