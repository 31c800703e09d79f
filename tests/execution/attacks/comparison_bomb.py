# Tries to run for ever inside one comparison of small values that hold themselves many times over.
# Allowed: time_limit
left, right = (), ()
for _ in range(200):
    left, right = (left, left), (right, right)
print(left == right)
