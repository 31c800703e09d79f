"""Strings: texts built letter by letter."""


def shifted(text: str, by: int) -> str:
    """Shift every letter through the alphabet."""
    built = ""
    for letter in text:
        if letter.islower():
            built += chr((ord(letter) - 97 + by) % 26 + 97)
        else:
            built += letter
    return built


def run_lengths(text: str) -> str:
    """Write each letter with how often it stands in a row."""
    pieces = []
    position = 0
    while position < len(text):
        end = position
        while end < len(text) and text[end] == text[position]:
            end += 1
        pieces.append(f"{text[position]}{end - position}")
        position = end
    return "".join(pieces)


def main() -> str:
    """Shift a sentence, sort its letters and count them."""
    secret = shifted("the quick brown fox jumps over the lazy dog while nobody looks", 13)
    counted = run_lengths("".join(sorted(secret)))
    return shifted(counted, 13)
