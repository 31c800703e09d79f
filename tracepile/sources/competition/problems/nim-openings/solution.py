n = int(input())
heaps = list(map(int, input().split()))

balance = 0
for heap in heaps:
    balance ^= heap
# A move wins if it makes the balance 0, and each heap allows at most one such move.
moves = 0
for heap in heaps:
    if heap ^ balance < heap:
        moves += 1
print(moves)
