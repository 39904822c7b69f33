"""The dialogue engine as the application sees it: a question goes in, replies come out."""
