class Queue:
    def __init__(self):
        self.incoming = []
        self.outgoing = []

    def enqueue(self, value):
        self.incoming.append(value)

    def dequeue(self):
        if not self.outgoing:
            while self.incoming:
                self.outgoing.append(self.incoming.pop())
        if not self.outgoing:
            raise IndexError("the queue is empty")
        return self.outgoing.pop()


def run_queue(operations):
    queue = Queue()
    results = []
    for operation in operations:
        if operation == "dequeue":
            try:
                results.append(queue.dequeue())
            except IndexError:
                results.append(None)
        else:
            queue.enqueue(operation)
    return results
