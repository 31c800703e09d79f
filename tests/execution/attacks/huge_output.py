# Tries to fill the disk or the memory of whoever reads its output.
# Allowed: output_limit
while True:
    print("x" * 10_000)
