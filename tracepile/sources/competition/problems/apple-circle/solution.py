def best_in_row(apples):
    taken, left = 0, 0
    for kilograms in apples:
        taken, left = left + kilograms, max(taken, left)
    return max(taken, left)


n = int(input())
apples = list(map(int, input().split()))
# The first and the last tree are never both picked, so leaving out either makes a row of the circle.
print(max(best_in_row(apples[1:]), best_in_row(apples[:-1])))
