import sys


def main():
    data = list(map(int, sys.stdin.read().split()))
    place = 1
    for _ in range(data[0]):
        n = data[place]
        order = data[place + 1 : place + 1 + n]
        place += n + 1
        answer = "YES"
        for i in range(n):
            # Lower wagons that leave later all wait in the siding now, so they leave in descending order.
            waiting = [wagon for wagon in order[i + 1 :] if wagon < order[i]]
            if waiting != sorted(waiting, reverse=True):
                answer = "NO"
                break
        print(answer)


main()
