import heapq


def main():
    n = int(input())
    free = []
    opened = 0
    berth_of = {}
    answer = []
    for _ in range(n):
        sign, name = input().split()
        if sign == "+":
            if free:
                berth = heapq.heappop(free)
            else:
                opened += 1
                berth = opened
            berth_of[name] = berth
            answer.append(berth)
        else:
            heapq.heappush(free, berth_of.pop(name))
    print(*answer)


main()
