"""The doors: page, feeds, HTTP and command line."""
