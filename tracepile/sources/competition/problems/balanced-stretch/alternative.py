def main():
    line = input().strip()
    n = len(line)
    # length[i]: the longest balanced part that ends at place i
    length = [0] * n
    for i in range(1, n):
        if line[i] == ")":
            partner = i - 1 - length[i - 1]
            if partner >= 0 and line[partner] == "(":
                length[i] = length[i - 1] + 2
                if partner > 0:
                    length[i] += length[partner - 1]
    longest = max(length)
    print(longest, length.count(longest) if longest > 0 else 0)


main()
