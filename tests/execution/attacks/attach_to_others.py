# Tries to attach to its parent, to a bystander and to the process outside as a debugger.
# Allowed: ok
# Needs: calls

for process in (libc.getppid(), host["bystander"], host["outside"], 1):
    for request in (16, 0x4206, 1, 4):  # ATTACH, SEIZE, PEEKTEXT, POKETEXT
        ask("ptrace", request, process, 0, 0)
ask("ptrace", 0, 0, 0, 0)
