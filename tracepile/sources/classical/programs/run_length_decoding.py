def run_length_decoding(encoded):
    text = ""
    count = 0
    for character in encoded:
        if character.isdigit():
            count = 10 * count + int(character)
        else:
            text += character * max(count, 1)
            count = 0
    return text
