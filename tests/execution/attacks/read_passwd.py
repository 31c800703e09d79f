# Tries to read the host's list of users.
# Allowed: unsupported
print("ESCAPED", open("/etc/passwd").read())
