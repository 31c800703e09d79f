# Tries what only an administrator may do: clock, name, modules, swap, accounting, restart.
# Allowed: ok
# Needs: calls
import struct

ask("clock_settime", 0, struct.pack("qq", 0, 0))
ask("settimeofday", struct.pack("qq", 0, 0), None)
ask("adjtimex", bytes(208))
ask("clock_adjtime", 0, bytes(208))
ask("sethostname", b"escaped", 7)
ask("setdomainname", b"escaped", 7)
ask("init_module", None, 0, b"")
ask("finit_module", 3, b"", 0)
ask("delete_module", b"escaped", 0)
ask("kexec_load", 0, 0, None, 0)
ask("swapon", b"/escaped", 0)
ask("acct", b"/escaped")
ask("quotactl", 0, None, 0, None)
ask("syslog", 3, ctypes.create_string_buffer(64), 64)
ask("reboot", 0, 0, 0, None)
ask("vhangup")
ask("iopl", 3)
ask("ioperm", 0x80, 1, 1)
ask("setuid", 0)
ask("setresuid", 0, 0, 0)
ask("capset", struct.pack("Ii", 0x20080522, 0), struct.pack("6I", *[0xFFFFFFFF] * 6))
ask("setsid")
ask("setpgid", 0, 0)
