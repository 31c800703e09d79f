"""Flows and matchings against networkx and the definition of stability."""

from itertools import permutations, product

import networkx as nx
import pytest

from tracepile.sources.classical import flows


def maximum_flow(n, arcs, source, sink):
    graph = nx.empty_graph(n, create_using=nx.DiGraph)
    for u, v, capacity in arcs:
        known = graph.get_edge_data(u, v, {"capacity": 0})["capacity"]
        graph.add_edge(u, v, capacity=known + capacity)
    return nx.maximum_flow_value(graph, source, sink)


REFERENCES = {
    "maximum_flow": maximum_flow,
}


def is_maximum_matching(adjacency, returned):
    size, matched_to = returned
    graph = nx.Graph()
    graph.add_nodes_from(adjacency)
    graph.add_edges_from((left, right) for left in adjacency for right in adjacency[left])
    largest = len(nx.bipartite.hopcroft_karp_matching(graph, adjacency)) // 2
    joined = all(right in adjacency[left] for right, left in matched_to.items())
    return joined and len(set(matched_to.values())) == len(matched_to) == size == largest


def is_stable_and_best_for_proposers(proposers, others, partner):
    """Follow the definition: no two prefer each other to their partners, and no stable matching is better."""

    def is_stable(matched):
        own = {proposer: other for other, proposer in matched.items()}
        return not any(
            proposers[p].index(o) < proposers[p].index(own[p]) and others[o].index(p) < others[o].index(matched[o])
            for p, o in product(proposers, others)
        )

    own = {proposer: other for other, proposer in partner.items()}
    if set(own) != set(proposers) or not is_stable(partner):
        return False
    for order in permutations(proposers):
        matched = dict(zip(others, order, strict=True))
        if is_stable(matched) and any(proposers[p].index(o) < proposers[p].index(own[p]) for o, p in matched.items()):
            return False
    return True


PROPERTIES = {
    "bipartite_matching": is_maximum_matching,
    "stable_matching": is_stable_and_best_for_proposers,
}


def test_every_algorithm_is_judged():
    assert {*REFERENCES, *PROPERTIES} == {a.name for a in flows.ALGORITHMS}


@pytest.mark.parametrize("name", REFERENCES)
def test_program_agrees_with_reference(name, agrees):
    agrees(name, REFERENCES[name])


@pytest.mark.parametrize("name", PROPERTIES)
def test_program_satisfies_its_statement(name, satisfies):
    satisfies(name, PROPERTIES[name])
