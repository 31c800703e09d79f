from collections import deque


def take_smallest(first, second):
    if not second or (first and first[0] <= second[0]):
        return first.popleft()
    return second.popleft()


def main():
    n = int(input())
    fresh = deque(sorted(map(int, input().split())))
    # Jars are poured in ascending order of size, so this queue stays sorted by itself.
    poured = deque()
    seconds = 0
    for _ in range(n - 1):
        jar = take_smallest(fresh, poured) + take_smallest(fresh, poured)
        seconds += jar
        poured.append(jar)
    print(seconds)


main()
