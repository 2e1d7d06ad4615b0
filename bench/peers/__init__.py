"""Other programs doing the same work in the same run; each is installed into a cache folder of its own."""
