"""The demo union: 4,000 invented members in real villages of Morelos, two finished rounds, one to award, one open.

Everything goes through the same deeds as real work, so the demo is also the longest test there is. Every person is
invented and marked as demo.
"""
