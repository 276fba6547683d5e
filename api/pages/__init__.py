"""Pages: templates, their two static files, and the functions that fill them."""
