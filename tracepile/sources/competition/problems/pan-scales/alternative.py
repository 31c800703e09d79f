def balance(difference, weight):
    # the weights of at most `weight` grams that make up `difference`
    if weight == 0:
        return []
    reach = (weight - 1) // 2
    if difference > reach:
        return balance(difference - weight, weight // 3) + [weight]
    if difference < -reach:
        return balance(difference + weight, weight // 3) + [-weight]
    return balance(difference, weight // 3)


def main():
    w = int(input())
    largest = 1
    while (3 * largest - 1) // 2 < w:
        largest *= 3
    answer = []
    for weight in balance(w, largest):
        answer.append(f"{weight:+d}")
    print(*answer)


main()
