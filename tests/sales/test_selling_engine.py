"""Prices, payouts and what a currency brought: parts always add up, and nobody is paid what is not there."""
