def submasks(mask):
    masks = []
    submask = mask
    while submask > 0:
        masks.append(submask)
        submask = (submask - 1) & mask
    masks.append(0)
    return masks
