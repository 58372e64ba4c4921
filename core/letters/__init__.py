"""Letters (通知书): a plain value, and the same letter as PDF and as Word document, laid out like an
official one (GB/T 9704: A4, its margins and sizes of type). No word of the domain.
"""
