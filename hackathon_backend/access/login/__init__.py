"""What logging in stands on: passwords, waiting after wrong ones, invitations, and what is signed here."""
