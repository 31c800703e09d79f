import sys


def main():
    read = sys.stdin.readline
    n, k, m = map(int, read().split())
    likes = [[] for _ in range(n + 1)]
    for _ in range(m):
        a, b = map(int, read().split())
        likes[a].append(b)
    partner = {}

    def invite(lady, asked):
        for man in likes[lady]:
            if man not in asked:
                asked.add(man)
                # a gentleman with a partner is free if she finds somebody else
                if man not in partner or invite(partner[man], asked):
                    partner[man] = lady
                    return True
        return False

    pairs = 0
    for lady in range(1, n + 1):
        if invite(lady, set()):
            pairs += 1
    print(pairs)


main()
