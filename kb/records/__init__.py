"""What people write down: apart from what is derived from documents, and never deleted by a build."""
