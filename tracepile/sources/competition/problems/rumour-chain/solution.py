n, s = map(int, input().split())
listener = [0] + list(map(int, input().split()))

heard = {}
person = s
while person not in heard:
    heard[person] = len(heard)
    person = listener[person]
print(len(heard), len(heard) - heard[person])
