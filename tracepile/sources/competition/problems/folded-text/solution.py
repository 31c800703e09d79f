folded = input().strip()

stack = []
text = ""
times = 0
for sign in folded:
    if sign.isdigit():
        times = int(sign)
    elif sign == "(":
        stack.append((text, times))
        text = ""
    elif sign == ")":
        before, repeat = stack.pop()
        text = before + text * repeat
    else:
        text += sign
print(text)
