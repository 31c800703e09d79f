n, m = map(int, input().split())
# length[c] is right for the cells at the two ends of every run, which is all that is ever read
length = [0] * (n + 2)
longest = 0
answers = []
for cell in map(int, input().split()):
    left = length[cell - 1]
    right = length[cell + 1]
    run = left + 1 + right
    length[cell] = run
    length[cell - left] = run
    length[cell + right] = run
    longest = max(longest, run)
    answers.append(longest)
print(*answers)
