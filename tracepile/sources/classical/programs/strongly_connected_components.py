class ComponentSearch:
    def __init__(self, graph):
        self.graph = graph
        self.index = {}
        self.low = {}
        self.stack = []
        self.components = []

    def visit(self, node):
        self.index[node] = len(self.index)
        self.low[node] = self.index[node]
        self.stack.append(node)
        for successor in self.graph[node]:
            if successor not in self.index:
                self.visit(successor)
                self.low[node] = min(self.low[node], self.low[successor])
            elif successor in self.stack:
                self.low[node] = min(self.low[node], self.index[successor])
        if self.low[node] == self.index[node]:
            self.close(node)

    def close(self, root):
        component = []
        while root not in component:
            component.append(self.stack.pop())
        self.components.append(sorted(component))


def strongly_connected_components(graph):
    search = ComponentSearch(graph)
    for node in graph:
        if node not in search.index:
            search.visit(node)
    return search.components
