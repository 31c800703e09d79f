class Checker:
    partners = {")": "(", "]": "[", "}": "{"}

    def __init__(self):
        self.open = []

    def accepts(self, bracket):
        if bracket not in self.partners:
            self.open.append(bracket)
            return True
        return bool(self.open) and self.open.pop() == self.partners[bracket]


def first_unbalanced(text):
    checker = Checker()
    for index, bracket in enumerate(text):
        if not checker.accepts(bracket):
            return index
    return len(text) if checker.open else -1
