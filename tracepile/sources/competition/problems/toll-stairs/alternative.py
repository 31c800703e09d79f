def main():
    n = int(input())
    toll = list(map(int, input().split()))
    memo = {}

    def cheapest(step):
        # the least cost from `step` to the top
        if step == n:
            return 0
        if step not in memo:
            choices = []
            for target in range(step + 1, min(step + 3, n) + 1):
                choices.append(toll[target - 1] + cheapest(target))
            memo[step] = min(choices)
        return memo[step]

    print(cheapest(0))


main()
