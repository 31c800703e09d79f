n = int(input())
countries = []
for _ in range(n):
    name, gold, silver, bronze = input().split()
    countries.append((-int(gold), -int(silver), -int(bronze), name))
countries.sort()
for gold, silver, bronze, name in countries:
    print(name, -(gold + silver + bronze))
