# Tries to leave a tool of sys.monitoring behind that interrupts its neighbours and hides the tracer's events.
# Allowed: ok | tampered
# Mode: trace
import sys


def interrupt(*_):
    return sys.monitoring.DISABLE


for tool in range(6):
    try:
        sys.monitoring.use_tool_id(tool, "escaped")
    except ValueError:
        sys.monitoring.free_tool_id(tool)
        sys.monitoring.use_tool_id(tool, "escaped")
    events = sys.monitoring.events
    for event in (events.LINE, events.PY_START, events.PY_RETURN, events.CALL):
        sys.monitoring.register_callback(tool, event, interrupt)
    sys.monitoring.set_events(tool, events.LINE | events.PY_START | events.PY_RETURN | events.CALL)
print(1)
