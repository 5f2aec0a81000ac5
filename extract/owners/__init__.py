"""Who answers for what: statements of responsibility, lists of units, rules of a document, units in prose."""
