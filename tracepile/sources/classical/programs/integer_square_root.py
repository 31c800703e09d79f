def integer_square_root(n):
    if n == 0:
        return 0
    guess = n
    following = (guess + 1) // 2
    while following < guess:
        guess = following
        following = (guess + n // guess) // 2
    return guess
