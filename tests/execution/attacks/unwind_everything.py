# Tries to end more than itself with an exception that nothing should catch.
# Allowed: exception GeneratorExit | ok
raise GeneratorExit
