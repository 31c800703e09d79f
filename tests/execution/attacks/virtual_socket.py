# Tries to reach the machine that this one runs on, or one beside it: vsock, bluetooth, AF_ALG and rarer families.
# Allowed: ok
# Needs: calls
for family in range(46):
    for kind in (1, 2, 3, 5):
        ask("socket", family, kind, 0)
