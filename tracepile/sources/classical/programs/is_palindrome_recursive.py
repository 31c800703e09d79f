def reads_both_ways(letters):
    if len(letters) < 2:
        return True
    if letters[0] != letters[-1]:
        return False
    return reads_both_ways(letters[1:-1])


def is_palindrome(text):
    letters = ""
    for character in text:
        if character.isalnum():
            letters += character.lower()
    return reads_both_ways(letters)
