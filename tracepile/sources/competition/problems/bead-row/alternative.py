from functools import cache


@cache
def first_row(amber, blue, end):
    """Give the first row of the beads that can follow after the last two beads, or None."""
    if amber == 0 and blue == 0:
        return ""
    if amber > 0 and end != "AA":
        rest = first_row(amber - 1, blue, (end + "A")[-2:])
        if rest is not None:
            return "A" + rest
    if blue > 0 and end != "BB":
        rest = first_row(amber, blue - 1, (end + "B")[-2:])
        if rest is not None:
            return "B" + rest
    return None


amber, blue = map(int, input().split())
row = first_row(amber, blue, "")
print("-1" if row is None else row)
