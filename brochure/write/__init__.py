"""What is made of it: data, assets, and texts put back."""
