class TrieNode:
    def __init__(self):
        self.children = {}
        self.words = 0


class Trie:
    def __init__(self):
        self.root = TrieNode()

    def insert(self, word):
        node = self.root
        for letter in word:
            if letter not in node.children:
                node.children[letter] = TrieNode()
            node = node.children[letter]
            node.words += 1

    def count_with_prefix(self, prefix):
        node = self.root
        for letter in prefix:
            if letter not in node.children:
                return 0
            node = node.children[letter]
        return node.words


def count_extensions(words):
    trie = Trie()
    counts = []
    for word in words:
        counts.append(trie.count_with_prefix(word))
        trie.insert(word)
    return counts
