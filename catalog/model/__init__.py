"""Records and values, and nothing else of ours.

The leg and its points, quantities, the product, its size chart, the question, the verdicts, the answer, the policy
and the problem.

Every other room may import this one; it imports none. No SQL, no prose, no judgement and no clock belong here.
Start reading at `question.py`, then `product.py`, `verdict.py` and `answer.py`.
"""
