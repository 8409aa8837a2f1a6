"""Pages of violations (VP): list, file with its steps, the notice to the person concerned."""
