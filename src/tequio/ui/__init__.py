"""How everything looks: base page, components, charts, tokens. No business words and no queries."""
