"""One walk from a proposed methodology to issued units, through the pages, by everybody in turn."""
