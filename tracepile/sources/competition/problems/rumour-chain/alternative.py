def main():
    s = int(input().split()[1])
    listener = dict(enumerate(map(int, input().split()), 1))

    # Floyd: one runner goes twice as fast as the other and meets him on the cycle.
    slow = listener[s]
    fast = listener[listener[s]]
    while slow != fast:
        slow = listener[slow]
        fast = listener[listener[fast]]

    before = 0
    slow = s
    while slow != fast:
        slow = listener[slow]
        fast = listener[fast]
        before += 1

    cycle = 1
    fast = listener[slow]
    while fast != slow:
        fast = listener[fast]
        cycle += 1
    print(before + cycle, cycle)


main()
