# Tries to have the tracer write out a small value that holds itself many times over.
# Allowed: time_limit | memory_limit | value_limit | trace_limit | ok
# Mode: trace
value = [1]
for _ in range(60):
    value = [value, value]
print(len(value))
