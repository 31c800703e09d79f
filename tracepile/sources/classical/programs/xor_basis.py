def xor_basis(numbers):
    basis = {}
    for number in numbers:
        while number > 0:
            top = number.bit_length() - 1
            if top not in basis:
                basis[top] = number
                break
            number ^= basis[top]
    largest = 0
    for top in sorted(basis, reverse=True):
        largest = max(largest, largest ^ basis[top])
    return sorted(basis.values()), largest
