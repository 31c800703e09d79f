class BridgeSearch:
    def __init__(self, graph):
        self.graph = graph
        self.order = {}
        self.low = {}
        self.found = []

    def visit(self, node, parent):
        self.order[node] = len(self.order)
        self.low[node] = self.order[node]
        for neighbour in self.graph[node]:
            if neighbour == parent:
                continue
            if neighbour in self.order:
                self.low[node] = min(self.low[node], self.order[neighbour])
            else:
                self.visit(neighbour, node)
                self.low[node] = min(self.low[node], self.low[neighbour])
                if self.low[neighbour] > self.order[node]:
                    self.found.append((node, neighbour))


def bridges(graph):
    search = BridgeSearch(graph)
    for node in graph:
        if node not in search.order:
            search.visit(node, None)
    return search.found
