"""Veivalg, the application: conversations, handoff, booking, articles, and the faces for those who use them."""
