class Parser:
    def __init__(self, text):
        self.text = text.replace(" ", "")
        self.position = 0

    def peek(self):
        return self.text[self.position : self.position + 1]

    def take(self):
        character = self.peek()
        self.position += 1
        return character

    def expression(self):
        value = self.term()
        while self.peek() in ("+", "-"):
            if self.take() == "+":
                value += self.term()
            else:
                value -= self.term()
        return value

    def term(self):
        value = self.factor()
        while self.peek() == "*":
            self.take()
            value *= self.factor()
        return value

    def factor(self):
        if self.peek() == "(":
            self.take()
            value = self.expression()
            self.take()
            return value
        digits = ""
        while self.peek().isdigit():
            digits += self.take()
        return int(digits)


def evaluate(text):
    return Parser(text).expression()
