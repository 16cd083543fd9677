"""What people write: read strictly, as data."""
