from collections import deque


def build_tree(words):
    moves = [{}]
    endings = [[]]
    for word in words:
        state = 0
        for letter in word:
            if letter not in moves[state]:
                moves[state][letter] = len(moves)
                moves.append({})
                endings.append([])
            state = moves[state][letter]
        endings[state].append(word)
    return moves, endings


def link(moves, endings):
    failure = [0] * len(moves)
    queue = deque(moves[0].values())
    while queue:
        state = queue.popleft()
        for letter, child in moves[state].items():
            fallback = failure[state]
            while fallback > 0 and letter not in moves[fallback]:
                fallback = failure[fallback]
            failure[child] = moves[fallback].get(letter, 0)
            endings[child].extend(endings[failure[child]])
            queue.append(child)
    return failure


def find_words(text, words):
    moves, endings = build_tree(words)
    failure = link(moves, endings)
    state = 0
    found = []
    for end, letter in enumerate(text, start=1):
        while state > 0 and letter not in moves[state]:
            state = failure[state]
        state = moves[state].get(letter, 0)
        for word in endings[state]:
            found.append((end - len(word), word))
    return found
