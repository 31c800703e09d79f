import sys


def days_needed(pages, limit):
    days = 1
    today = 0
    for chapter in pages:
        if today + chapter > limit:
            days += 1
            today = 0
        today += chapter
    return days


def main():
    n, k, *pages = map(int, sys.stdin.read().split())
    low = max(pages)
    high = sum(pages)
    while low < high:
        limit = (low + high) // 2
        if days_needed(pages, limit) <= k:
            high = limit
        else:
            low = limit + 1
    print(low)


main()
