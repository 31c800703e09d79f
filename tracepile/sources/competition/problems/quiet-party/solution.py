def main():
    n = int(input())
    friends = {person: set() for person in range(1, n + 1)}
    for _ in range(n - 1):
        a, b = map(int, input().split())
        friends[a].add(b)
        friends[b].add(a)
    # It is never wrong to invite somebody who has at most one friend left.
    guests = 0
    waiting = [person for person in friends if len(friends[person]) <= 1]
    gone = set()
    while waiting:
        person = waiting.pop()
        if person in gone:
            continue
        gone.add(person)
        guests += 1
        for friend in friends[person]:
            gone.add(friend)
            for other in sorted(friends[friend]):
                if other != person:
                    friends[other].discard(friend)
                    if other not in gone and len(friends[other]) <= 1:
                        waiting.append(other)
    print(guests)


main()
