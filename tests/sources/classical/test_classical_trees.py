"""Trees against networkx and the definitions."""

import networkx as nx
import pytest

from tracepile.sources.classical import trees


def ancestors(parents, node):
    return [] if node is None else [node, *ancestors(parents, parents[node])]


def lowest_common_ancestor(parents, first, second):
    return next(node for node in ancestors(parents, first) if node in ancestors(parents, second))


def post_order_sizes(children, root):
    graph = nx.DiGraph(children)
    return {node: 1 + len(nx.descendants(graph, node)) for node in nx.dfs_postorder_nodes(graph, root)}


def paths_to_keys(tree, path=""):
    """Give the key at each path of L and R from the root."""
    if tree is None:
        return {}
    left, key, right = tree
    return {path: key} | paths_to_keys(left, path + "L") | paths_to_keys(right, path + "R")


def traversals(tree):
    keys = paths_to_keys(tree)
    # Strings sort like nodes when the end of a path counts as before, between or after L and R.
    pre = sorted(keys)
    between = sorted(keys, key=lambda path: path + "M")
    post = sorted(keys, key=lambda path: path + "Z")
    return [keys[path] for path in pre], [keys[path] for path in between], [keys[path] for path in post]


def level_order(tree):
    keys = paths_to_keys(tree)
    depth = max(map(len, keys), default=-1)
    return [[keys[path] for path in sorted(keys) if len(path) == level] for level in range(depth + 1)]


def prufer_code(adjacency):
    graph = nx.Graph(adjacency)
    number_of = {node: number for number, node in enumerate(sorted(graph))}
    node_of = sorted(graph)
    return [node_of[number] for number in nx.to_prufer_sequence(nx.relabel_nodes(graph, number_of))]


REFERENCES = {
    "tree_traversals": traversals,
    "level_order": level_order,
    "lowest_common_ancestor": lowest_common_ancestor,
    "tree_diameter": lambda adjacency: nx.diameter(nx.Graph(adjacency)),
    "subtree_sizes": post_order_sizes,
    "prufer_code": prufer_code,
}


def is_tree_of_both_orders(pre_order, in_order, tree):
    return traversals(tree)[:2] == (pre_order, in_order)


def depth(tree):
    return 0 if tree is None else 1 + max(depth(tree[0]), depth(tree[2]))


def is_balanced_search_tree(keys, tree):
    def is_balanced(node):
        return node is None or (
            abs(depth(node[0]) - depth(node[2])) <= 1 and is_balanced(node[0]) and is_balanced(node[2])
        )

    return traversals(tree)[1] == sorted(keys) and is_balanced(tree)


def is_treap(entries, tree):
    priority = dict(entries)
    keys = paths_to_keys(tree)
    heap = all(priority[keys[path]] < priority[keys[path[:-1]]] for path in keys if path)
    return traversals(tree)[1] == sorted(priority) and heap


PROPERTIES = {
    "rebuild_tree": is_tree_of_both_orders,
    "avl_tree": is_balanced_search_tree,
    "treap": is_treap,
}


def test_every_algorithm_is_judged():
    assert {*REFERENCES, *PROPERTIES} == {a.name for a in trees.ALGORITHMS}


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])


@pytest.mark.parametrize("name", PROPERTIES)
def test_program_satisfies_its_statement(name, satisfies):
    satisfies(name, PROPERTIES[name])
