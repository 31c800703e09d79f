# Tries to reach the frames of what runs it through a running generator.
# Allowed: tampered
# Mode: trace
# Forges: 7
# Needs: lies
seven = 3 + 4
exec(LIE + """
def climb():
    lie(itself.gi_frame)
    yield 1

itself = climb()
next(itself)
""", {})
print("done")
