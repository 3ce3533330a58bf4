"""The whole judgement: each rule is a file or a folder, looks at records and returns codes and facts, never prose.

Rules never import one another and reach no database, clock or environment. The numbers they use stand in
`model/policy.toml`, the words of a rule beside it. Start reading at `gates.py`.
"""
