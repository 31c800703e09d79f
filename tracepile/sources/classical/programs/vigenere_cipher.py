ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def vigenere_cipher(message, key):
    result = []
    used = 0
    for letter in message:
        if letter not in ALPHABET:
            result.append(letter)
            continue
        shift = ALPHABET.index(key[used % len(key)])
        position = (ALPHABET.index(letter) + shift) % len(ALPHABET)
        result.append(ALPHABET[position])
        used += 1
    return "".join(result)
