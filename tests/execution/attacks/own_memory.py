# Tries to read and write memory through /proc, its own and that of the process outside.
# Allowed: unsupported
import json

host = json.loads(input())
for process in ("self", host["outside"], host["bystander"], 1):
    for name in ("mem", "maps", "environ", "auxv", "stack", "syscall", "pagemap", "clear_refs", "oom_score_adj"):
        for mode in ("rb", "r+b"):
            try:
                open(f"/proc/{process}/{name}", mode)
            except OSError:
                continue
            print("ESCAPED", process, name, mode)
