def majority_vote(votes):
    candidate = None
    lead = 0
    for vote in votes:
        if lead == 0:
            candidate = vote
        if vote == candidate:
            lead += 1
        else:
            lead -= 1
    count = sum(vote == candidate for vote in votes)
    return candidate if 2 * count > len(votes) else None
