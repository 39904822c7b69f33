"""The faces: chat, booking, articles, counsellor, admin, and the JSON interface. One file a face."""
