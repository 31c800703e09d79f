def line_of(person, parents):
    line = [person]
    while person != 1:
        person = parents[person]
        line.append(person)
    return line


n, q = map(int, input().split())
parents = dict(enumerate(map(int, input().split()), 2))
for _ in range(q):
    a, b = map(int, input().split())
    up_from_a = line_of(a, parents)
    for steps, person in enumerate(line_of(b, parents)):
        if person in up_from_a:
            print(up_from_a.index(person) + steps, person)
            break
