def split_csv_line(line):
    fields = []
    field = ""
    quoted = False
    position = 0
    while position < len(line):
        character = line[position]
        if character == '"':
            if quoted and line[position + 1 : position + 2] == '"':
                field += '"'
                position += 1
            else:
                quoted = not quoted
        elif character == "," and not quoted:
            fields.append(field)
            field = ""
        else:
            field += character
        position += 1
    fields.append(field)
    return fields
