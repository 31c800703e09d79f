from collections import deque


def stable_matching(proposers, others):
    free = deque(proposers)
    proposals = {proposer: 0 for proposer in proposers}
    partner = {}
    while free:
        proposer = free.popleft()
        other = proposers[proposer][proposals[proposer]]
        proposals[proposer] += 1
        if other not in partner:
            partner[other] = proposer
            continue
        rival = partner[other]
        ranking = others[other]
        if ranking.index(proposer) < ranking.index(rival):
            partner[other] = proposer
            free.append(rival)
        else:
            free.append(proposer)
    return partner
