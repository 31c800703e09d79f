class Node:
    def __init__(self, value, next_node):
        self.value = value
        self.next_node = next_node


def from_list(values):
    head = None
    for value in reversed(values):
        head = Node(value, head)
    return head


def reverse(head):
    previous = None
    while head is not None:
        following = head.next_node
        head.next_node = previous
        previous = head
        head = following
    return previous


def reverse_linked_list(values):
    node = reverse(from_list(values))
    result = []
    while node is not None:
        result.append(node.value)
        node = node.next_node
    return result
