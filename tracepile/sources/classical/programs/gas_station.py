def gas_station(gas, cost):
    start = 0
    tank = 0
    balance = 0
    for i in range(len(gas)):
        gain = gas[i] - cost[i]
        balance += gain
        tank += gain
        if tank < 0:
            start = i + 1
            tank = 0
    return start if balance >= 0 else -1
