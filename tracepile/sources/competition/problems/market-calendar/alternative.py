class Calendar:
    def __init__(self, lengths, week):
        self.lengths = lengths
        self.week = week
        self.year = 1
        self.month = 1
        self.day = 1
        self.weekday = 1

    def next_day(self):
        self.weekday = self.weekday % self.week + 1
        self.day += 1
        if self.day > self.lengths[self.month - 1]:
            self.day = 1
            self.month += 1
        if self.month > len(self.lengths):
            self.month = 1
            self.year += 1


def main():
    n, w, m, d, k = map(int, input().split())
    calendar = Calendar(list(map(int, input().split())), w)
    while (calendar.month, calendar.day) != (m, d):
        calendar.next_day()
    for _ in range(k):
        calendar.next_day()
    print(calendar.year, calendar.month, calendar.day, calendar.weekday)


main()
