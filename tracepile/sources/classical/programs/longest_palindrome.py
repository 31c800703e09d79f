def grow(text, left, right):
    while left >= 0 and right < len(text) and text[left] == text[right]:
        left -= 1
        right += 1
    return text[left + 1 : right]


def longest_palindrome(text):
    longest = ""
    for centre in range(len(text)):
        odd = grow(text, centre, centre)
        even = grow(text, centre, centre + 1)
        for candidate in (odd, even):
            if len(candidate) > len(longest):
                longest = candidate
    return longest
