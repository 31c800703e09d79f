def least_start(word):
    n = len(word)
    first = 0
    second = 1
    same = 0
    while first < n and second < n and same < n:
        left = word[(first + same) % n]
        right = word[(second + same) % n]
        if left == right:
            same += 1
            continue
        # No start among the letters just compared can win for the side with the larger letter.
        if left > right:
            first += same + 1
        else:
            second += same + 1
        if first == second:
            second += 1
        same = 0
    return min(first, second)


word = input().strip()
start = least_start(word)
print(word[start:] + word[:start], start + 1)
