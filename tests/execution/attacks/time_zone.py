# Tries to learn the host's time zone, language and users, and to read files through them.
# Allowed: unsupported
import json
import locale
import os
import time
import zoneinfo

host = json.loads(input())
os.environ["TZ"] = ":" + host["secret"]
time.tzset()
os.environ["TZ"] = "Asia/Tokyo"
time.tzset()
if time.timezone:
    print("ESCAPED", time.tzname)
for attempt in (
    lambda: zoneinfo.ZoneInfo("Asia/Tokyo"),
    lambda: zoneinfo.ZoneInfo("../../../etc/localtime"),
    lambda: locale.setlocale(locale.LC_ALL, "de_DE.UTF-8"),
    lambda: os.getlogin(),
    lambda: __import__("pwd").getpwnam("root"),
    lambda: __import__("grp").getgrall()[0],
    lambda: open("/etc/localtime", "rb").read(),
):
    try:
        print("ESCAPED", attempt())
    except (OSError, LookupError, ValueError, locale.Error):
        pass
