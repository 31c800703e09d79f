def hierholzer(graph, start):
    unused = {node: list(successors) for node, successors in graph.items()}
    stack = [start]
    circuit = []
    while stack:
        node = stack[-1]
        if unused[node]:
            stack.append(unused[node].pop(0))
        else:
            circuit.append(stack.pop())
    return circuit[::-1]
