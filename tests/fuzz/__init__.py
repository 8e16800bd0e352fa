"""Altered files against every importer: the only outcomes are "loads" and UserError."""
