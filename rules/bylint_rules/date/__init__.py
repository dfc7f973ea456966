"""When a post was published, as front matter, path, address and page say it.

Days are compared over all time zones (`bylint.dates.gap`): a gap under two days is never a finding. What is impossible
is told by one rule, and takes part in no comparison.
"""
