from bisect import bisect_left


def main():
    first = input().strip()
    second = input().strip()
    places = {}
    for place, note in enumerate(second):
        places.setdefault(note, []).append(place)
    # ends[k] is the earliest place in the second song where a common melody of k + 1 notes can end
    ends = []
    for note in first:
        # later places first, so that one note of the first song is not used twice
        for place in reversed(places.get(note, [])):
            k = bisect_left(ends, place)
            if k == len(ends):
                ends.append(place)
            else:
                ends[k] = place
    print(len(ends))


main()
