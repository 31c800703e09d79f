def fair_runs(line, length):
    red = line[:length].count("R")
    fair = 0
    for start in range(len(line) - length + 1):
        if start > 0:
            red += (line[start + length - 1] == "R") - (line[start - 1] == "R")
        if 2 * red == length:
            fair += 1
    return fair


def main():
    line = input().strip()
    for length in range(len(line) // 2 * 2, 0, -2):
        fair = fair_runs(line, length)
        if fair > 0:
            print(length, fair)
            return
    print(0, 0)


main()
