# Tries to hear and send raw packets.
# Allowed: ok
# Needs: calls
for family, kind, protocol in ((17, 3, 0x0300), (17, 2, 0x0300), (2, 3, 1), (2, 3, 255), (10, 3, 58), (44, 3, 0)):
    ask("socket", family, kind, protocol)
