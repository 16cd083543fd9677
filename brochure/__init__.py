"""The brochure's MkDocs plugin: one module for each thing that it knows, wired by `plugin`."""
