n = int(input())
red = green = blue = 0
for _ in range(n):
    r, g, b = map(int, input().split())
    red, green, blue = r + min(green, blue), g + min(red, blue), b + min(red, green)
print(min(red, green, blue))
