"""Django's PostgreSQL backend, told which union it works for at the start of every transaction."""
