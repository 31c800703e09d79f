def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


n = int(input())
seconds = 1
for teeth in map(int, input().split()):
    seconds = seconds // gcd(seconds, teeth) * teeth
print(seconds)
