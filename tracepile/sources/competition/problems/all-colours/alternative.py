def main():
    input()
    beads = input().split()
    kinds = len(set(beads))
    # For every end of a piece, the latest place of the rarest-seen colour is where the piece has to start.
    latest = {}
    pieces = []
    for place, bead in enumerate(beads, start=1):
        latest[bead] = place
        if len(latest) == kinds:
            start = min(latest.values())
            pieces.append((place - start, start, place))
    length, start, end = min(pieces)
    print(start, end)


main()
