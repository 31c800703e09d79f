def cut(longer, shorter):
    if longer % shorter == 0:
        return longer // shorter, shorter
    squares, side = cut(shorter, longer % shorter)
    return squares + longer // shorter, side


def main():
    shorter, longer = sorted(map(int, input().split()))
    print(*cut(longer, shorter))


main()
