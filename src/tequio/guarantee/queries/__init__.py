"""Reading the fund, its claims, and the portfolio it stands for."""
