# Tries to change the precision, the rounding and the traps of its neighbours' numbers.
# Allowed: ok
import decimal

for context in (decimal.DefaultContext, decimal.BasicContext, decimal.ExtendedContext, decimal.getcontext()):
    context.prec = 3
    context.rounding = decimal.ROUND_UP
    context.traps[decimal.Inexact] = True
decimal.setcontext(decimal.Context(prec=2))
