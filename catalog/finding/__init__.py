"""How an answer is found: products grouped once, gates and sizes judged by group, a page of them told in full."""
