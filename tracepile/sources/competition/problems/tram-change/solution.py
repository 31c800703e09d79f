def served(coins):
    ones = 0
    twos = 0
    for count, coin in enumerate(coins):
        if coin == 1:
            ones += 1
        elif coin == 2:
            if ones == 0:
                return count
            ones -= 1
            twos += 1
        elif twos >= 1 and ones >= 1:
            # coins worth 1 can replace a coin worth 2, but not the other way round
            twos -= 1
            ones -= 1
        elif ones >= 3:
            ones -= 3
        else:
            return count
    return len(coins)


for _ in range(int(input())):
    input()
    print(served(list(map(int, input().split()))))
