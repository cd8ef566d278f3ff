"""Files that a person brings in are opened first in a process of their own (decision 013).

`looker` is the window's side and `told` what it believes of the answers, `child` the other side;
`wire` is how they speak, `limits` what the child may use.
"""
