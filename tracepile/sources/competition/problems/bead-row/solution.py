def fits(run, same, other):
    """Whether `same` more beads of the last colour, which stands `run` times at the end, and `other` more fit."""
    return run <= 2 and same <= 2 - run + 2 * other and other <= 2 * (same + 1)


a, b = map(int, input().split())
row = ""
last = ""
run = 0
while a + b > 0:
    run_a = run + 1 if last == "A" else 1
    run_b = run + 1 if last == "B" else 1
    if a > 0 and fits(run_a, a - 1, b):
        last = "A"
        run = run_a
        a -= 1
    elif b > 0 and fits(run_b, b - 1, a):
        last = "B"
        run = run_b
        b -= 1
    else:
        row = "-1"
        break
    row += last
print(row)
