def main():
    word = input().strip()
    # Matched pairs vanish from the inside out; whatever is left needs one step each.
    while "()" in word:
        word = word.replace("()", "")
    print(len(word))


main()
