"""Published models as configurations of the engine: a folder for each case, a small driver for each family of them.

A driver reads tables, sets switches and parameters, runs steps of the engine and reads off what came of it. It holds no
equation of the model: those stand in the kernels that the month itself runs.
"""
