def can_come_from(meant, paper):
    i = 0
    for j in range(len(paper)):
        if i < len(meant) and paper[j] == meant[i]:
            i += 1
        elif j == 0 or paper[j] != paper[j - 1]:
            return False
    return i == len(meant)


for _ in range(int(input())):
    meant, paper = input().split()
    print("YES" if can_come_from(meant, paper) else "NO")
