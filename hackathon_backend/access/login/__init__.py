"""What logging in stands on: passwords, waiting after wrong ones, invitations, and what the server has signed itself."""
