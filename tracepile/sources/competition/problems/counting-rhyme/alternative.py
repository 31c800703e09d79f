def main():
    n, k = map(int, input().split())
    # The place of the last child, counted from 0, in circles of 1, 2, ..., n children.
    place = 0
    for children in range(2, n + 1):
        place = (place + k) % children
    print(place + 1)


main()
