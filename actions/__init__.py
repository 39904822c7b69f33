"""What Rasa calls: one action a file, each thin and async. docs/actions.md says what an action may do."""
