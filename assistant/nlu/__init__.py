"""Our only code inside Rasa's environment (Python 3.10); it imports nothing else of ours."""
