n = int(input())
cards = list(map(int, input().split()))

left = 0
while left < n and cards[left] == left + 1:
    left += 1
if left == n:
    print(0, 0)
else:
    right = n - 1
    while cards[right] == right + 1:
        right -= 1
    turned = cards[:left] + cards[left : right + 1][::-1] + cards[right + 1 :]
    if turned == sorted(cards):
        print(left + 1, right + 1)
    else:
        print(-1, -1)
