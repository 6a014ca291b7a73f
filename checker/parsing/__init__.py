"""From text to claims: scan for numbers and words of comparison, read each number, parse each clause, complete what it
leaves unsaid.
"""
