"""Who and what the demo story is about: plain tables. Every name is made up and says so (示例)."""
