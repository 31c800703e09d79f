"""Where programs come from: math word problems, classical algorithms, competition solutions."""
