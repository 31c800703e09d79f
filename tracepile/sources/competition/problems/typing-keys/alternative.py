def main():
    keys = input().strip()
    typed = sum(key.isalpha() for key in keys)
    # Read from the end: every `<` cancels one letter that stands before it, and `#` ends the search.
    kept = ""
    cancelled = 0
    for key in reversed(keys):
        if key == "#":
            break
        if key == "<":
            cancelled += 1
        elif cancelled > 0:
            cancelled -= 1
        else:
            kept = key + kept
    print(kept or "-", typed - len(kept))


main()
