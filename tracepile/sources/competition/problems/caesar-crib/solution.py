from string import ascii_lowercase

secret = input().strip()
crib = input().strip()

answer = -1
for key in range(26):
    shifted = ascii_lowercase[key:] + ascii_lowercase[:key]
    table = str.maketrans(ascii_lowercase, shifted)
    if crib.translate(table) in secret:
        answer = key
        break
print(answer)
