def parse_value(text, start):
    if text[start] != "[":
        end = start
        while end < len(text) and text[end] not in ",]":
            end += 1
        return int(text[start:end]), end
    items = []
    position = start + 1
    while text[position] != "]":
        item, position = parse_value(text, position)
        items.append(item)
        if text[position] == ",":
            position += 1
    return items, position + 1


def parse_nested_list(text):
    value, _ = parse_value(text.replace(" ", ""), 0)
    return value
