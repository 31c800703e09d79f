MOVES = {
    ("start", "sign"): "signed",
    ("start", "digit"): "whole",
    ("signed", "digit"): "whole",
    ("whole", "digit"): "whole",
    ("whole", "point"): "pointed",
    ("pointed", "digit"): "decimal",
    ("decimal", "digit"): "decimal",
}


def kind_of(character):
    if character in "+-":
        return "sign"
    if character == ".":
        return "point"
    return "digit" if character.isdigit() else "other"


def number_automaton(text):
    state = "start"
    for character in text:
        state = MOVES.get((state, kind_of(character)))
        if state is None:
            return False
    return state in ("whole", "decimal")
