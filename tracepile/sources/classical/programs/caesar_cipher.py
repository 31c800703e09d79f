def shift_letter(letter, shift):
    first = "a" if letter.islower() else "A"
    offset = (ord(letter) - ord(first) + shift) % 26
    return chr(ord(first) + offset)


def caesar_cipher(message, shift):
    result = ""
    for character in message:
        if character.isalpha():
            result += shift_letter(character, shift)
        else:
            result += character
    return result
