# Tries to be given the frames of what watches it by a profile function, which is called for them too.
# Allowed: tampered
# Mode: trace
# Forges: 7
# Needs: lies
seven = 3 + 4
exec(LIE + """
import sys
sys.setprofile(lambda frame, event, argument: lie(frame))
len("")
sys.setprofile(None)
""", {})
print("done")
