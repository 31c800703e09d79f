def main():
    word = input().strip()
    readings = []
    for start in range(len(word)):
        readings.append((word[start:] + word[:start], start + 1))
    best, place = min(readings)
    print(best, place)


main()
