"""Judgements per area and term, beside what they rest on and what was judged before."""
