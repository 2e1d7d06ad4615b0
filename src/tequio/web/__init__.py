"""The outer door for browsers: addresses, who is asking, and for which union."""
