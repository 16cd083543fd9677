"""What has to be true of it before a page is made."""
