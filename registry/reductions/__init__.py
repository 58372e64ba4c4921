"""Reduction reports (减排量核算报告): one monitoring period of one project, calculated, laid open, verified,
reviewed, registered, issued; and what happens when issued tonnes prove false later."""
