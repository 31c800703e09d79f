def depth_of(parents, node):
    depth = 0
    while parents[node] is not None:
        node = parents[node]
        depth += 1
    return depth


def lowest_common_ancestor(parents, first, second):
    first_depth = depth_of(parents, first)
    second_depth = depth_of(parents, second)
    while first_depth > second_depth:
        first = parents[first]
        first_depth -= 1
    while second_depth > first_depth:
        second = parents[second]
        second_depth -= 1
    while first != second:
        first = parents[first]
        second = parents[second]
    return first
