for _ in range(int(input())):
    s, x = map(int, input().split())
    # The sum is the exclusive or plus twice the bits that both numbers have.
    shared, odd = divmod(s - x, 2)
    if shared < 0 or odd or shared & x:
        print(-1)
    else:
        print(shared, shared + x)
