# Tries to reach the frames of what runs it through an exception's traceback, without asking for a frame.
# Allowed: tampered
# Mode: trace
# Forges: 7
# Needs: lies
seven = 3 + 4
exec(LIE + """
try:
    raise ValueError
except ValueError as error:
    lie(error.__traceback__.tb_frame)
""", {})
print("done")
