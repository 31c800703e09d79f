"""Trees: binary trees as nested tuples, rooted trees as dictionaries, and balanced search trees."""

from __future__ import annotations

import random

from tracepile.sources.classical import draws, graph_draws
from tracepile.sources.classical.algorithm import Algorithm, Arguments

type _BinaryTree = tuple[_BinaryTree, int, _BinaryTree] | None


def _shape(rng: random.Random, keys: list[int]) -> _BinaryTree:
    if not keys:
        return None
    split = rng.randint(0, len(keys) - 1)
    return _shape(rng, keys[:split]), keys[split], _shape(rng, keys[split + 1 :])


def _binary_tree(rng: random.Random, size: int) -> Arguments:
    return (_shape(rng, draws.distinct_integers(rng, (1, 2, 3, 4, 5)[size - 1], 1, 30)),)


def _larger_binary_tree(rng: random.Random, size: int) -> Arguments:
    return (_shape(rng, draws.distinct_integers(rng, 2 * size, 1, 40)),)


def _two_orders(rng: random.Random, size: int) -> Arguments:
    in_order = draws.distinct_integers(rng, size + 1, 1, 30)

    def pre_order(tree: _BinaryTree) -> list[int]:
        return [] if tree is None else [tree[1], *pre_order(tree[0]), *pre_order(tree[2])]

    return pre_order(_shape(rng, in_order)), in_order


def _parents_and_two_nodes(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, 2 * size + 1)
    parents = {node: nodes[max(0, i - rng.randint(1, 2))] if i else None for i, node in enumerate(nodes)}
    return parents, *rng.sample(nodes, 2)


def _free_tree(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, size + 2)
    return (graph_draws.neighbours(nodes, graph_draws.connected_edges(rng, nodes, 0.0)),)


def _children_and_root(rng: random.Random, size: int) -> Arguments:
    nodes = draws.nodes(rng, 2 * size)
    return graph_draws.successors(nodes, graph_draws.connected_edges(rng, nodes, 0.0)), nodes[0]


def _keys(rng: random.Random, size: int) -> Arguments:
    keys = draws.distinct_integers(rng, (1, 2, 3, 3, 4)[size - 1], 1, 40)
    return (sorted(keys) if rng.random() < 0.3 else keys,)


def _keys_and_priorities(rng: random.Random, size: int) -> Arguments:
    keys = draws.distinct_integers(rng, size + 1, 1, 40)
    return (list(zip(keys, draws.distinct_integers(rng, size + 1, 1, 99), strict=True)),)


_TREE_EDGES: tuple[Arguments, ...] = (
    (None,),
    ((None, 4, None),),
    (((None, 1, None), 2, None),),
    ((None, 2, (None, 3, None)),),
    (((None, 1, None), 2, (None, 3, None)),),
)


ALGORITHMS = (
    Algorithm(
        name="tree_traversals",
        family="trees",
        statement=(
            "Given a binary tree as None or a tuple (left subtree, key, right subtree), return a tuple of the "
            "lists of its keys in pre-order, in-order and post-order."
        ),
        source="Knuth, The Art of Computer Programming, volume 1, section 2.3.1",
        complexity="O(n h) for n nodes and height h, since lists are copied at each level",
        draw=_binary_tree,
        edges=_TREE_EDGES,
        entry_point="tree_traversals",
        techniques=("recursive", "recursion"),
    ),
    Algorithm(
        name="level_order",
        family="trees",
        statement=(
            "Given a binary tree as None or a tuple (left subtree, key, right subtree), return a list that holds, "
            "for each level from the root down, the list of its keys from left to right."
        ),
        source="Sedgewick and Wayne, Algorithms, 4th edition, exercise 3.2.37",
        complexity="O(n) for n nodes",
        draw=_larger_binary_tree,
        edges=_TREE_EDGES,
        entry_point="level_order",
        techniques=("iterative", "queue"),
    ),
    Algorithm(
        name="rebuild_tree",
        family="trees",
        statement=(
            "Given the pre-order and the in-order of the keys of a binary tree with different keys, return the "
            "tree as None or a tuple (left subtree, key, right subtree)."
        ),
        source="Knuth, The Art of Computer Programming, volume 1, exercise 2.3.1-7",
        complexity="O(n h) for n nodes and height h",
        draw=_two_orders,
        edges=(([], []), ([5], [5]), ([2, 1], [1, 2]), ([1, 2], [1, 2]), ([2, 1, 3], [1, 2, 3])),
        entry_point="rebuild_tree",
        techniques=("recursive", "recursion"),
    ),
    Algorithm(
        name="lowest_common_ancestor",
        family="trees",
        statement=(
            "Given a rooted tree as a dictionary from each node to its parent, None for the root, and two nodes, "
            "return their lowest common ancestor; a node counts as its own ancestor. Lift the deeper node to the "
            "depth of the other, then lift both together."
        ),
        source="Laaksonen, Competitive Programmer's Handbook, section 18.3",
        complexity="O(h) for height h",
        draw=_parents_and_two_nodes,
        edges=(
            ({"A": None}, "A", "A"),
            ({0: None, 1: 0}, 0, 1),
            ({0: None, 1: 0, 2: 0}, 1, 2),
            ({0: None, 1: 0, 2: 1, 3: 1}, 2, 3),
            ({0: None, 1: 0, 2: 1}, 2, 0),
        ),
        entry_point="lowest_common_ancestor",
        techniques=("iterative",),
    ),
    Algorithm(
        name="tree_diameter",
        family="trees",
        statement=(
            "Given a tree as a dictionary from each node to the list of its neighbours, return the number of "
            "edges on its longest path. Find a node farthest from any start, then the distance to a node farthest "
            "from that."
        ),
        source="Laaksonen, Competitive Programmer's Handbook, section 14.2",
        complexity="O(n) for n nodes",
        draw=_free_tree,
        edges=(
            ({"A": []},),
            ({0: [1], 1: [0]},),
            ({0: [1], 1: [0, 2], 2: [1]},),
            ({"A": ["B", "C", "D"], "B": ["A"], "C": ["A"], "D": ["A"]},),
        ),
        entry_point="tree_diameter",
        techniques=("stack",),
    ),
    Algorithm(
        name="subtree_sizes",
        family="trees",
        statement=(
            "Given a rooted tree as a dictionary from each node to the list of its children, and its root, return "
            "a dictionary from each node to the number of nodes in its subtree, itself included, in post-order."
        ),
        source="Laaksonen, Competitive Programmer's Handbook, section 14.1",
        complexity="O(n) for n nodes",
        draw=_children_and_root,
        edges=(({"A": []}, "A"), ({0: [1], 1: []}, 0), ({0: [1, 2], 1: [], 2: []}, 0), ({0: [1], 1: [2], 2: []}, 0)),
        entry_point="subtree_sizes",
        techniques=("recursive", "recursion", "closure"),
    ),
    Algorithm(
        name="avl_tree",
        family="trees",
        statement=(
            "Given a list of different integer keys, insert them in order into an AVL tree, in which the heights "
            "of the two subtrees of a node differ by at most 1; rotations restore this after each insertion. "
            "Return the tree as None or a tuple (left subtree, key, right subtree)."
        ),
        source=(
            "Adelson-Velsky and Landis, An Algorithm for the Organization of Information, Soviet Mathematics "
            "Doklady 3, 1962"
        ),
        complexity="O(n log n) for n keys",
        draw=_keys,
        edges=(([],), ([5],), ([1, 2, 3],), ([3, 2, 1],), ([3, 1, 2],), ([1, 3, 2],)),
        entry_point="avl_tree",
        techniques=("recursive", "recursion"),
    ),
    Algorithm(
        name="treap",
        family="trees",
        statement=(
            "Given a list of pairs of different keys and different priorities, insert them in order into a treap: "
            "a search tree by key in which no node has a larger priority than its parent, kept so by rotations. "
            "Return the tree as None or a tuple (left subtree, key, right subtree)."
        ),
        source="Seidel and Aragon, Randomized Search Trees, Algorithmica 16, 1996",
        complexity="O(n h) for n keys and height h",
        draw=_keys_and_priorities,
        edges=(([],), ([(5, 1)],), ([(1, 1), (2, 2)],), ([(2, 2), (1, 1)],), ([(3, 1), (2, 2), (1, 3)],)),
        entry_point="treap",
        techniques=("object-oriented", "class", "recursion"),
    ),
    Algorithm(
        name="prufer_code",
        family="trees",
        statement=(
            "Given a tree of at least two nodes as a dictionary from each node to the list of its neighbours, "
            "return its Pruefer code: remove the smallest leaf and note its neighbour, until two nodes are left."
        ),
        source=("Pruefer, Neuer Beweis eines Satzes ueber Permutationen, Archiv der Mathematik und Physik 27, 1918"),
        complexity="O(n^2) for n nodes",
        draw=_free_tree,
        edges=(
            ({0: [1], 1: [0]},),
            ({"A": ["B"], "B": ["A", "C"], "C": ["B"]},),
            ({0: [1, 2, 3], 1: [0], 2: [0], 3: [0]},),
            ({1: [2], 2: [1, 3], 3: [2, 4], 4: [3]},),
        ),
        entry_point="prufer_code",
        techniques=("set",),
    ),
)
