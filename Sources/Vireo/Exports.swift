// What a program gets with `import Vireo`: the values, beside the front door itself.
@_exported public import VireoModel
@_exported public import VireoQuery
