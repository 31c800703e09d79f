def shorten(word):
    if not word:
        return ""
    run = 1
    while run < len(word) and word[run] == word[0]:
        run += 1
    head = word[0]
    if run > 1:
        head += str(run)
    return head + shorten(word[run:])


def main():
    word = input().strip()
    short = shorten(word)
    print(short)
    print(len(word) - len(short))


main()
