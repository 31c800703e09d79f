n = int(input())
rides = sorted(map(int, input().split()), reverse=True)

e = 0
while e < n and rides[e] >= e + 1:
    e += 1
enough = 0
for ride in rides:
    if ride > e:
        enough += 1
print(e, e + 1 - enough)
